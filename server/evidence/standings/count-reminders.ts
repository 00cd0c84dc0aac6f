import { col, statement, type Sql } from '#server/database/sql.ts';
import { remindOfPendingPayouts } from '#server/identity/notifications/pending-payout-reminders.ts';
import { today, type Day } from '#shared/core/days.ts';
import {
  claimReminderDaysAfterAnswer,
  countUnansweredByPublishedMonths,
} from '#shared/evidence/claim-reminders.ts';
import {
  expectedPaymentDelay,
  medianReceiptDelay,
  type PayoutEvidence,
} from '#shared/evidence/standing-weights.ts';
import { isClaimWithoutNews } from './claim-counts.ts';

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
 * Stores for each open claim of a platform the number of unanswered reminders (visible to its author)
 * and whether it is shown as "without news"; notifies the author of new reminders. Skips rows that are
 * locked: their author is changing them and updates them herself, and waiting could deadlock.
 */
export async function storeUnansweredReminders(
  sql: Sql,
  platformId: string,
  loaded: readonly Claimable[],
  moment: Date,
): Promise<void> {
  const now = today(moment);
  const claims = await sql(CLAIMS, [platformId]);
  if (claims.length === 0) return;
  const expected = expectedDays(loaded, now);
  const silent = new Set(
    loaded
      .filter(({ evidence }) => isClaimWithoutNews(evidence))
      .map(({ published }) => published.id),
  );
  const changed = claims.flatMap((claim) => {
    const days = expected.get(claim.id);
    if (days === undefined) return [];
    const asked = claimReminderDaysAfterAnswer({ ...claim, expectedDays: days });
    const unanswered = asked.filter((day) => day <= now).length;
    const noNews = silent.has(claim.id);
    const kept =
      claim.expectedDays === days && claim.unanswered === unanswered && claim.noNews === noNews;
    return kept ? [] : [{ id: claim.id, days, unanswered, noNews }];
  });
  if (changed.length === 0) return;
  const kept = await sql(KEEP, [
    changed.map(({ id }) => id),
    changed.map(({ days }) => days),
    changed.map(({ unanswered }) => unanswered),
    changed.map(({ noNews }) => noNews),
  ]);
  await remindOfPendingPayouts(sql, kept, moment);
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

const CLAIMS = statement(
  {
    id: col.text,
    askedOn: col.text,
    lastWordOn: col.text,
    expectedDays: col.int.orNull,
    unanswered: col.int,
    noNews: col.bool,
  },
  `
  SELECT id, asked_on::text AS "askedOn",
         GREATEST(published_on, still_waiting_on)::text AS "lastWordOn",
         expected_days AS "expectedDays", unanswered_reminders AS unanswered, no_news AS "noNews"
    FROM payout WHERE platform_id = $1 AND state = 'waiting'`,
);

const KEEP = statement(
  { id: col.text, unanswered: col.int },
  `
  WITH claim AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::boolean[])
      AS c(id, days, unanswered, no_news)),
  free AS (
    SELECT id FROM payout WHERE id = ANY($1::text[]) AND state = 'waiting'
       FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE payout p SET expected_days = c.days, unanswered_reminders = c.unanswered,
         no_news = c.no_news
    FROM claim c JOIN free USING (id) WHERE p.id = c.id RETURNING p.id, c.unanswered`,
);
