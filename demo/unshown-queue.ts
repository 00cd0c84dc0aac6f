import type { Database } from '#server/database/db.ts';
import { LONG_TRANSACTION } from '#server/portability/backup/write-backup.ts';
import { isProofShown } from '#server/evidence/proof-verification/proof-ready-columns.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { live, type Lived } from './apply-demo-event.ts';
import type { DemoEvent } from './plan.ts';

/** What members say of each other's proofs, which they see from the Monday on that shows them. */
const ABOUT_PROOFS: readonly string[] = ['confirm', 'doubt', 'opine', 'settle'];

export type UnshownQueue = {
  /** Keeps an event for later where it is about a proof that nobody sees yet. */
  readonly defer: (event: DemoEvent) => Promise<boolean>;
  /** Applies the kept events whose proofs are shown now, in their order. */
  readonly retry: (now: Date) => Promise<void>;
};

/** Keeps what members say of proofs until they are shown: the plan does not know their Mondays. */
export function createUnshownQueue(database: Database, lived: Lived): UnshownQueue {
  let kept: DemoEvent[] = [];
  const isShown = (of: string): Promise<boolean> =>
    database.prisma.$transaction((tx) => isProofShown(tx, lived.ids.get(of) ?? ''));
  return {
    defer: async (event) => {
      const { act } = event;
      if (!('of' in act) || !ABOUT_PROOFS.includes(act.kind) || (await isShown(act.of)))
        return false;
      kept.push(event);
      return true;
    },
    retry: async (at) => {
      const waiting = kept;
      kept = [];
      for (const event of waiting) {
        if (!('of' in event.act)) continue;
        if (!(await isShown(event.act.of))) {
          kept.push(event);
          continue;
        }
        const told = { ...event, at };
        await database.prisma.$transaction((tx) => live(tx, lived, told, null), LONG_TRANSACTION);
        await recomputeStaleFigures(database, at);
      }
    },
  };
}
