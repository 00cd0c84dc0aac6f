import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import type { ClaimCounts } from '#server/evidence/standings/claim-counts.ts';
import {
  CLAIMS_SHOWN,
  CLOSED_CLAIMS_MONTHS,
  CLOSED_CLAIMS_SHOWN,
  OWN_CLAIMS_SHOWN,
  type ClaimsResponse,
  type OwnClaim,
  type OwnClaimsResponse,
  type PublishedClaim,
} from '#shared/evidence/claims.ts';
import {
  addDays,
  daysBetween,
  middleOfMonth,
  monthOf,
  today,
  type Day,
} from '#shared/core/days.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { claimReminderDaysAfterAnswer } from '#shared/evidence/claim-reminders.ts';
import { OWN_PAYOUT_COLUMNS, OWN_PAYOUT_FROM } from './queries.ts';

type ClaimRow = Omit<PublishedClaim, 'waitedAboutDays'>;
type ClaimsRow = Omit<ClaimsResponse, 'open' | 'noNews'> & { open: ClaimRow[]; noNews: ClaimRow[] };

const MONTH_DAYS = 30.44;

/** Finds a platform's claims, open and recently closed; one round trip. */
export async function findPlatformClaims(
  sql: Sql,
  slug: string,
  now: Date,
): Promise<ClaimsResponse> {
  const day = today(now);
  const since = monthOf(
    addDays(middleOfMonth(monthOf(day)), -Math.round((CLOSED_CLAIMS_MONTHS - 1) * MONTH_DAYS)),
  );
  const [row] = await sql(CLAIMS_AS_JSON, [slug, since]);
  const { claims } = requireFound(row);
  const withAge = (claim: ClaimRow): PublishedClaim => ({
    ...claim,
    waitedAboutDays: Math.max(0, daysBetween(middleOfMonth(claim.askedMonth), day)),
  });
  return { ...claims, open: claims.open.map(withAge), noNews: claims.noNews.map(withAge) };
}

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

const WAITING = `y.platform_id = p.id AND y.state = 'waiting' AND NOT y.solicited AND ${countsInFiguresSql('y')}`;

// Orders claims by the month of request, longest pending first, and within a month by random id. An
// index has this order.
function waiting(noNews: boolean): string {
  return `COALESCE((SELECT json_agg(c) FROM (
    SELECT y.id, json_build_object('minor', y.expected_rounded, 'currency', y.currency) AS expected,
           y.asked_month AS "askedMonth",
           to_char(y.still_waiting_on, 'YYYY-MM') AS "stillWaitingMonth"
      FROM payout y WHERE ${WAITING} AND y.no_news = ${noNews}
     ORDER BY y.asked_month COLLATE "C", y.id COLLATE "C" LIMIT ${CLAIMS_SHOWN}) c), '[]')`;
}

// Reads a count stored with the figures, since counting rows gets slower the more there are. Counts
// rows where the figures lack it: a previous version may still be running and writing them.
const countKept = (name: keyof ClaimCounts, wanted: string): string => `
  COALESCE((s.evidence -> 'claims' ->> '${name}')::int, (SELECT count(*)::int FROM payout y
    WHERE y.platform_id = p.id AND ${wanted} AND NOT y.solicited AND ${countsInFiguresSql('y')}))`;

const countWaiting = (name: 'open' | 'noNews'): string =>
  countKept(name, `y.state = 'waiting' AND y.no_news = ${name === 'noNews'}`);

const CLAIMS_AS_JSON = statement(
  { claims: col.json<ClaimsRow>() },
  `
  SELECT json_build_object(
    'platform', json_build_object('slug', p.slug, 'name', p.name),
    'open', ${waiting(false)}, 'openCount', ${countWaiting('open')},
    'noNews', ${waiting(true)}, 'noNewsCount', ${countWaiting('noNews')},
    'closed', COALESCE((SELECT json_agg(c) FROM (
      SELECT y.id, y.state,
             json_build_object('minor', COALESCE(y.received_rounded, y.expected_rounded),
               'currency', y.currency) AS amount,
             y.delay_days AS "delayDays", y.date_forgotten AS "dateForgotten",
             y.after_reply AS "afterReply", y.refusal
        FROM payout y
       WHERE y.platform_id = p.id AND y.closed_month COLLATE "C" >= $2 AND NOT y.solicited AND ${countsInFiguresSql('y')}
       ORDER BY y.closed_month COLLATE "C" DESC, y.id COLLATE "C"
       LIMIT ${CLOSED_CLAIMS_SHOWN}) c), '[]'),
    'afterReply', ${countKept('afterReply', 'y.after_reply')}
  ) AS claims
    FROM platform p LEFT JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = $1`,
);

const OWN_CLAIMS = statement(
  { claim: col.json<OwnRow>(), count: col.int },
  `
  SELECT ${OWN_PAYOUT_COLUMNS}::jsonb || jsonb_build_object('expectedDays', y.expected_days) AS claim,
         count(*) OVER ()::int AS count ${OWN_PAYOUT_FROM}
   WHERE a.member_id = $1 AND y.state = 'waiting'
   ORDER BY y.unanswered_reminders > 0 DESC, y.asked_on, y.id LIMIT $2`,
);
