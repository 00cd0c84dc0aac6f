import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  OWN_CLAIMS_SHOWN,
  type OwnClaim,
  type OwnClaimsResponse,
} from '#shared/evidence/claims.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { claimReminderDaysAfterAnswer } from '#shared/evidence/claim-reminders.ts';
import { OWN_PAYOUT_COLUMNS, OWN_PAYOUT_FROM } from './queries.ts';

type OwnRow = OwnPayout & { expectedDays: number | null };

/**
 * Finds a member's pending payouts with exact values, for her alone; unanswered questions first.
 */
export async function findOwnClaims(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<OwnClaimsResponse> {
  const rows = await sql(OWN_CLAIMS, [viewer.id, OWN_CLAIMS_SHOWN]);
  const claims = rows.map(({ claim }) => withReminders(claim, today(now)));
  return { claims, count: rows[0]?.count ?? 0 };
}

function withReminders(claim: OwnRow, now: Day): OwnClaim {
  const { askedOn, expectedDays, stillWaitingOn, publishedOn } = claim;
  if (expectedDays === null) return { ...claim, askedSince: null, nextReminderOn: null };
  const lastWordOn = stillWaitingOn ?? publishedOn;
  const days = claimReminderDaysAfterAnswer({ askedOn, expectedDays, lastWordOn });
  return {
    ...claim,
    askedSince: days.find((day) => day <= now) ?? null,
    nextReminderOn: days.find((day) => day > now) ?? null,
  };
}

const OWN_CLAIMS = statement(
  { claim: col.json<OwnRow>(), count: col.int },
  `
  SELECT ${OWN_PAYOUT_COLUMNS}::jsonb || jsonb_build_object('expectedDays', y.expected_days) AS claim,
         count(*) OVER ()::int AS count ${OWN_PAYOUT_FROM}
   WHERE a.member_id = $1 AND y.state = 'waiting'
   ORDER BY y.unanswered_reminders > 0 DESC, y.asked_on, y.id LIMIT $2`,
);
