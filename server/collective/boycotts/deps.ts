import type { MediaDeps } from '#server/media/deps.ts';
import type { SlotStore } from './slots.ts';

export type BoycottDeps = MediaDeps & {
  /** Storage of pledges that wait for their batch. */
  readonly slots: SlotStore;
};
