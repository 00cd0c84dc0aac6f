import type { BaseDeps } from '#server/http/deps.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';

export type SurveyDeps = BaseDeps & {
  /** Storage of answers that wait for their batch. */
  readonly slots: SlotStore;
};
