import type { Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { countUnansweredByPublishedMonths } from '#shared/evidence/claim-reminders.ts';
import {
  expectedPaymentDelay,
  medianReceiptDelay,
  type PayoutEvidence,
} from '#shared/evidence/standing-weights.ts';

/** The published facts of a payout that reminders depend on. */
export type ReminderFacts = {
  readonly id: string;
  readonly askedMonth: string;
  readonly postedMonth: string;
  /** The month in which its author last confirmed that she is still waiting. */
  readonly stillWaitingMonth: string | null;
};

type Claimable = { readonly published: ReminderFacts; readonly evidence: PayoutEvidence };

/**
 * Sets the number of unanswered reminders of each payout, computed from published values, for the
 * standing.
 */
export function withReminderCounts<Loaded extends Claimable>(
  loaded: readonly Loaded[],
  now: Day,
): Loaded[] {
  const expected = expectedDays(loaded, now);
  return loaded.map((one) => {
    const days = expected.get(one.published.id);
    if (days === undefined) return one;
    const claim = { ...one.published, expectedDays: days };
    const unanswered = countUnansweredByPublishedMonths(claim, now);
    return { ...one, evidence: { ...one.evidence, unansweredReminders: unanswered } };
  });
}

/**
 * Stores for each open claim of a platform within how many days it is expected. Skips rows that are
 * locked: their author is changing them, and waiting could deadlock.
 */
export async function storeExpectedDays(
  sql: Sql,
  loaded: readonly Claimable[],
  now: Day,
): Promise<void> {
  const expected = expectedDays(loaded, now);
  if (expected.size === 0) return;
  await sql(STORE, [[...expected.keys()], [...expected.values()]]);
}

/** Returns the days within which each claim should be paid, 15 to 45, by claim id. */
function expectedDays(loaded: readonly Claimable[], now: Day): Map<string, number> {
  const evidence = loaded.map(({ evidence: one }) => one);
  const median = medianReceiptDelay(evidence, now);
  return new Map(
    loaded
      .filter(({ evidence: { state } }) => state === 'waiting')
      .map(({ published, evidence: { promiseDays } }) => [
        published.id,
        expectedPaymentDelay(promiseDays, median),
      ]),
  );
}

const STORE = `
  WITH claim AS (
    SELECT * FROM unnest($1::text[], $2::int[]) AS c(id, days)),
  free AS (
    SELECT id FROM payout JOIN claim c USING (id)
     WHERE state = 'waiting' AND expected_days IS DISTINCT FROM c.days
       FOR NO KEY UPDATE OF payout SKIP LOCKED)
  UPDATE payout p SET expected_days = c.days
    FROM claim c JOIN free USING (id) WHERE p.id = c.id`;
