import type { PicturePlan } from './picture.ts';
import type { DemoEvent } from './plan.ts';
import type { Random } from './random.ts';

/** Share of the pictures whose amount their authors leave legible, and of those whose month they show. */
const SHOWS_AMOUNT = 0.3;
const SHOWS_MONTH = 0.3;

/** Lets some members show more of their proofs; the others cover the amount in the picture. */
export function openProofs(events: readonly DemoEvent[], random: Random): DemoEvent[] {
  return events.map((event): DemoEvent => {
    const { act } = event;
    if (act.kind !== 'publish-payout' && act.kind !== 'close-payout') return event;
    if (act.picture === null || act.facts.showsAmount) return event;
    const showsAmount = random.chance(SHOWS_AMOUNT);
    const showsMonth = random.chance(SHOWS_MONTH);
    const picture: PicturePlan = showsAmount ? act.picture : { ...act.picture, hidesAmount: true };
    return {
      ...event,
      act: { ...act, picture, facts: { ...act.facts, showsAmount, showsMonth } },
    };
  });
}
