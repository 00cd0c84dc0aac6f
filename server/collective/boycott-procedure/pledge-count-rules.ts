import {
  MAX_PLEDGE_THRESHOLD_SHARE,
  MIN_PLEDGE_THRESHOLD,
  MIN_NEW_ACCOUNTS_TO_PLEDGE,
} from '#shared/collective/boycotts.ts';
import { countedPledges, type CountsByRank } from '#shared/collective/pledge-counts.ts';

/** Returns the counts with no new members where they are too few to hide each other. */
export function dropTooFewNewMembers({ established, newMembers }: CountsByRank): CountsByRank {
  return { established, newMembers: newMembers < MIN_NEW_ACCOUNTS_TO_PLEDGE ? 0 : newMembers };
}

/**
 * Rounds a number of people down for publication, to 20, 50, 100, 200, 500 and so on; 0 when they
 * are too few for a boycott.
 */
export function roundDownForPublication(people: number): number {
  const least = MIN_PLEDGE_THRESHOLD / MAX_PLEDGE_THRESHOLD_SHARE;
  let step = 0;
  for (let ten = 10; ten <= people; ten *= 10) {
    for (const one of [ten, 2 * ten, 5 * ten]) if (one >= least && one <= people) step = one;
  }
  return step;
}

/**
 * Returns the highest threshold that can be proposed for a rounded-down number of people: half of the
 * most that it stands for. By the exact number, a refusal would tell what the rounding hides.
 */
export function maxProposedThreshold(roundedDown: number): number {
  const atLeast = Math.max(roundedDown, MIN_PLEDGE_THRESHOLD / MAX_PLEDGE_THRESHOLD_SHARE);
  // The next step is twice or two and a half times as high.
  const next = [2 * atLeast, 2.5 * atLeast].find(
    (people) => roundDownForPublication(people) > atLeast,
  );
  if (next === undefined) throw new Error('No step follows.');
  return Math.floor((next - 1) * MAX_PLEDGE_THRESHOLD_SHARE);
}

/** Returns the highest threshold for a number of possible pledgers: at most half of them. */
export function maxThresholdFor(eligible: CountsByRank): number {
  return Math.floor(countedPledges(eligible) * MAX_PLEDGE_THRESHOLD_SHARE);
}
