import type { MediaDeps } from '#server/media/deps.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';

export type BoycottDeps = MediaDeps & {
  /** Storage of pledges that wait for their batch. */
  readonly slots: SlotStore;
};
