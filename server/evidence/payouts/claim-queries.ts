import type { Secrets } from '#server/core/secrets.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { SharedReads } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  OWN_CLAIMS_SHOWN,
  type OwnClaim,
  type OwnClaimsResponse,
} from '#shared/evidence/claims.ts';
import { middleOfMonth, today, type Day } from '#shared/core/days.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { claimReminderDays } from '#shared/evidence/claim-reminders.ts';
import {
  OWN_PAYOUT,
  OWN_PAYOUT_COLUMNS,
  OWN_PAYOUT_FROM,
  withAskedDays,
} from './own-payout-queries.ts';

/** Finds a member's pending payouts, for her alone; unanswered questions first, then the oldest. */
export async function findOwnClaims(
  own: SharedReads,
  secrets: Secrets,
  viewer: Viewer,
  now: Date,
): Promise<OwnClaimsResponse> {
  const rows = await own(OWN_CLAIMS, [viewer.id, OWN_CLAIMS_SHOWN]);
  const claims = (await withAskedDays(secrets, rows)).map((claim, at) =>
    withReminders(claim, rows[at]?.expectedDays ?? null, today(now)),
  );
  claims.sort(
    (one, other) =>
      Number(other.askedSince !== null) - Number(one.askedSince !== null) ||
      compare(askedDayOf(one), askedDayOf(other)),
  );
  return { claims, count: rows[0]?.count ?? 0 };
}

function compare(one: Day, other: Day): number {
  return one < other ? -1 : Number(one > other);
}

/** The day asked, or the middle of its month. */
function askedDayOf({ askedOn, askedMonth }: OwnPayout): Day {
  return askedOn ?? middleOfMonth(askedMonth);
}

/** `expectedDays` is null until the figures are computed. */
function withReminders(claim: OwnPayout, expectedDays: number | null, now: Day): OwnClaim {
  const { stillWaitingOn, publishedOn } = claim;
  if (expectedDays === null) {
    return { ...claim, expectedDays, askedSince: null, nextReminderOn: null };
  }
  const lastWordOn = stillWaitingOn ?? publishedOn;
  const askedOn = askedDayOf(claim);
  const days = claimReminderDays({ askedOn, expectedDays, lastWordOn });
  return {
    ...claim,
    expectedDays,
    askedSince: days.find((day) => day <= now) ?? null,
    nextReminderOn: days.find((day) => day > now) ?? null,
  };
}

const OWN_CLAIMS = statement(
  {
    ...OWN_PAYOUT,
    expectedDays: col.int.orNull,
    count: col.int,
  },
  `
  SELECT ${OWN_PAYOUT_COLUMNS}, y.expected_days AS "expectedDays", count(*) OVER ()::int AS count ${OWN_PAYOUT_FROM}
   WHERE a.member_id = $1 AND y.state = 'waiting'
   ORDER BY y.unanswered_reminders > 0 DESC, y.asked_month, y.id LIMIT $2`,
  undefined,
  { parameter: 1, tables: ['payout', 'author', 'screenshot'] },
);
