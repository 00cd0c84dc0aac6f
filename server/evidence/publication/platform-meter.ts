import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { doPayoutsCountSql } from '#server/database/predicates/counted-payout-authors.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { requireFound } from '#server/core/errors.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { Crowd } from '#shared/evidence/publication/meter.ts';
import { readMeter, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { CROWD_COUNTS, toCrowd } from './crowd.ts';
import { slipOwner } from './load-report.ts';
import { BUDGET } from './publish-report.ts';

/**
 * The meter of a platform, for a visitor or a member. The crowd that decides whether a report is
 * published counts secret reports too; showing it would reveal the day on which one came. So this crowd
 * counts only released slips, and rows that were public before slips existed.
 * @throws AppError not-found for an unknown platform.
 */
export async function readPlatformMeter(
  sql: Sql,
  ownerKey: Buffer,
  viewer: { readonly id: string } | null,
  slug: string,
  now: Date,
): Promise<MeterResponse> {
  const day = today(now);
  const { platformId, name, crowd } = await publicCrowdOf(sql, slug, day);
  const { waiting, spent, toldPaid, toldNotPaid } = await loadBudget(
    sql,
    ownerKey,
    viewer,
    platformId,
    day,
  );
  return {
    platform: { slug, name },
    joins: waiting !== null,
    told: { paid: toldPaid, notPaid: toldNotPaid },
    ...readMeter(crowd, spent, day),
  };
}

/** Loads what a member spent on a platform; nothing for a visitor. */
async function loadBudget(
  sql: Sql,
  ownerKey: Buffer,
  viewer: { readonly id: string } | null,
  platformId: string,
  day: Day,
): Promise<RowOf<typeof BUDGET>> {
  const none = { waiting: null, spent: 1, toldPaid: false, toldNotPaid: false };
  if (viewer === null) return none;
  const [member] = await sql(SALT, [viewer.id]);
  if (member === undefined) return none;
  return requireFound((await sql(BUDGET, [slipOwner(ownerKey, member.salt, platformId), day]))[0]);
}

async function publicCrowdOf(
  sql: Sql,
  slug: string,
  day: Day,
): Promise<{ platformId: string; name: string; crowd: Crowd }> {
  const [row] = await sql(PUBLIC_CROWD, [slug, day]);
  const { platformId, name, ...counts } = requireFound(row);
  return { platformId, name, crowd: toCrowd(counts) };
}

const SALT = statement(
  { salt: col.text },
  `SELECT publication_salt AS salt FROM member WHERE id = $1`,
);

// No public value links the slips of one member, so each slip counts as one member: an upper bound.
// Rows without a counting day were public, with their authors' keys.
const PUBLIC_CROWD = statement(
  {
    platformId: col.text,
    name: col.text,
    ...CROWD_COUNTS,
  },
  `
  SELECT p.id AS "platformId", p.name, p.paid_workers AS "paidWorkers",
         p.registered_accounts AS "registeredAccounts",
         GREATEST(o.voices, r.year) AS established,
         (o."badYear" + r."badYear")::float AS "badYear", (o.year + r.year)::float AS year,
         (o."badQuarter" + r."badQuarter")::float AS "badQuarter",
         (o.quarter + r.quarter)::float AS quarter
    FROM platform p
    CROSS JOIN LATERAL (
      SELECT count(DISTINCT COALESCE(w.voice, w.id) COLLATE "C")::int AS voices,
             count(*) FILTER (WHERE e.bad)::int AS "badYear", count(*)::int AS year,
             count(*) FILTER (WHERE e.bad AND y.published_on > $2::date - 90)::int AS "badQuarter",
             count(*) FILTER (WHERE y.published_on > $2::date - 90)::int AS quarter
        FROM payout y JOIN author_weight w ON w.id = y.author_id
        CROSS JOIN LATERAL (SELECT payout_outcome(y, $2::date) = 'not-paid' AS bad) e
       WHERE y.platform_id = p.id AND w.platform_id = p.id AND y.counting_on IS NULL AND ${doPayoutsCountSql('w')}
         AND NOT y.solicited
         AND ${countsInFiguresSql('y')} AND y.published_on > $2::date - 365
         AND w.established AND NOT ${isSuspectAuthorSql('w.id')} AND e.bad IS NOT NULL) o
   CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE s.outcome = 'not-paid')::int AS "badYear", count(*)::int AS year,
             count(*) FILTER (WHERE s.outcome = 'not-paid' AND s.monday > $2::date - 90)::int
               AS "badQuarter",
             count(*) FILTER (WHERE s.monday > $2::date - 90)::int AS quarter
        FROM released_slip s
       WHERE s.platform_id = p.id AND s.established AND NOT s.solicited
         AND s.monday > $2::date - 365) r
   WHERE p.slug = $1`,
);
