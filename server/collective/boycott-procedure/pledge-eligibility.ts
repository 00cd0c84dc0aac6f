import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { MIN_NEW_ACCOUNT_AGE_HOURS, type PledgeRank } from '#shared/collective/boycotts.ts';
import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import { ACCEPTANCE_VALID_DAYS } from '#shared/collective/private-evidence.ts';

/** A member's rank in a boycott, or the reason why she cannot pledge. */
export type PledgeEligibility =
  | { readonly rank: PledgeRank }
  | { readonly rank: null; readonly lacks: 'no-evidence' | 'not-established' | 'too-young' };

/** Number of possible pledgers: established members and, if the call is fast, new ones. */
export type PossiblePledgerCount = RowOf<typeof COUNT_POSSIBLE_PLEDGERS>;

/**
 * SQL: whether author `a`, a member on one platform, posted evidence that makes her eligible: a
 * payout or task report that is visible, not solicited, not suspect, and published before `day`;
 * null includes today's.
 */
export function hasBroughtSql(day: string): string {
  const of = (table: string, row: string, there = 'true'): string => `EXISTS (
    SELECT 1 FROM ${table} ${row} WHERE ${row}.author_id = a.id AND NOT ${row}.solicited
       AND ${countsInFiguresSql(row)} AND ${there} AND (${day} IS NULL OR ${row}.published_on < ${day}))`;
  return `(NOT ${isSuspectAuthorSql('a.id')} AND (${of('payout', 'y')} OR ${of('task_report', 'r', 'r.leaves_on IS NULL')}))`;
}

/**
 * SQL: whether `member` works on `platform`, by her evidence there or because two checkers accepted
 * it; either must be from before `day`; `now` is a moment.
 */
export function worksOnPlatformSql(
  member: string,
  platform: string,
  day: string,
  now: string,
): string {
  return `(EXISTS (SELECT 1 FROM author a
      WHERE a.member_id = ${member} AND a.platform_id = ${platform} AND ${hasBroughtSql(day)})
    OR EXISTS (SELECT 1 FROM works_there w WHERE w.member_id = ${member}
      AND w.platform_id = ${platform} AND w.until >= (${now} AT TIME ZONE 'UTC')::date
      AND (${day} IS NULL OR w.until - ${ACCEPTANCE_VALID_DAYS} < ${day})))`;
}

/** SQL: the first day whose evidence is too late for boycott `b`; null until pledging begins. */
export const EVIDENCE_CUTOFF_DAY_SQL = `(b.pledging_from AT TIME ZONE 'UTC')::date`;

/**
 * SQL: whether new accounts can pledge in `b`: only in a fast boycott, and not when they are so few
 * that their rank would identify them.
 */
const TAKES_NEW = `(b.pace = 'fast' AND b.eligible_new IS DISTINCT FROM 0)`;

/**
 * SQL: the rank that member `m`, who has evidence, gets in boycott `b`; null when she cannot
 * pledge. It is her rank at the start of pledging, when possible pledgers were counted: more
 * pledges than that would look invented by the site.
 */
function rankOf(now: string): string {
  return `(CASE WHEN m.established_on <= COALESCE(${EVIDENCE_CUTOFF_DAY_SQL}, m.established_on) THEN 'established'
    WHEN ${TAKES_NEW} AND m.created_at <= COALESCE(b.pledging_from, ${now})
      - interval '${MIN_NEW_ACCOUNT_AGE_HOURS} hours' THEN 'new' END)`;
}

type Facts = { works: boolean; rank: PledgeRank | null; takesNew: boolean };

/**
 * Finds the rank of a member in a boycott. Before pledging begins, today's evidence counts too.
 * @returns null for an unknown boycott.
 */
export async function findPledgeRank(
  sql: Sql,
  memberId: string,
  boycottId: string,
  now: Date,
): Promise<PledgeEligibility | null> {
  const [row] = await sql(PLEDGE_RANK, [memberId, boycottId, now.toISOString()]);
  return row === undefined ? null : pledgeEligibilityOf(row.facts);
}

/** Returns a member's eligibility, from the facts about her. */
export function pledgeEligibilityOf({ works, rank, takesNew }: Facts): PledgeEligibility {
  if (!works) return { rank: null, lacks: 'no-evidence' };
  if (rank !== null) return { rank };
  return { rank: null, lacks: takesNew ? 'too-young' : 'not-established' };
}

/** Finds the member's rank in each boycott that is pledging and that she may pledge in. */
export function findRanksInOpenBoycotts(
  sql: Sql,
  memberId: string,
  now: Date,
): Promise<{ boycott: string; rank: PledgeRank }[]> {
  return sql(RANKS_IN_OPEN_BOYCOTTS, [memberId, now.toISOString()]);
}

/** Whether a member has evidence on a platform now, published or accepted by two checkers. */
export async function hasEvidenceOnPlatform(
  sql: Sql,
  memberId: string,
  platformId: string,
  now: Date,
): Promise<boolean> {
  const [row] = await sql(HAS_EVIDENCE, [memberId, platformId, now.toISOString()]);
  return row?.works === true;
}

/**
 * Counts the possible pledgers of a boycott whose pledging begins `now`; evidence of that day is
 * too late.
 */
export async function countPossiblePledgers(
  sql: Sql,
  { platformId, pace }: { readonly platformId: string; readonly pace: string },
  now: Date,
): Promise<PossiblePledgerCount> {
  const [row] = await sql(COUNT_POSSIBLE_PLEDGERS, [platformId, pace, now.toISOString()]);
  return row ?? { established: 0, newMembers: 0 };
}

/** SQL: whether member `m` can pledge in boycott `b`, or could while it was pledging; `now` is a moment. */
export function canPledgeSql(now: string): string {
  return `(${rankOf(now)} IS NOT NULL AND ${worksOnPlatformSql('m.id', 'b.platform_id', EVIDENCE_CUTOFF_DAY_SQL, now)})`;
}

/** SQL: the facts, as `Facts`, about `m`'s eligibility for `b`; `now` is a moment. */
export function eligibilityFactsSql(now: string): string {
  return `json_build_object('works', ${worksOnPlatformSql('m.id', 'b.platform_id', EVIDENCE_CUTOFF_DAY_SQL, now)},
    'rank', ${rankOf(now)}, 'takesNew', ${TAKES_NEW})`;
}

export const PLEDGE_RANK = statement(
  { facts: col.json<Facts>() },
  `
  SELECT ${eligibilityFactsSql('$3::timestamptz')} AS facts FROM boycott b, member m WHERE m.id = $1 AND b.id = $2`,
);

export const RANKS_IN_OPEN_BOYCOTTS = statement(
  { boycott: col.text, rank: col.oneOf(PLEDGE_RANKS) },
  `
  SELECT b.id AS boycott, ${rankOf('$2::timestamptz')} AS rank FROM boycott b, member m
   WHERE m.id = $1 AND b.state = 'pledging' AND ${rankOf('$2::timestamptz')} IS NOT NULL
     AND ${worksOnPlatformSql('m.id', 'b.platform_id', EVIDENCE_CUTOFF_DAY_SQL, '$2::timestamptz')} ORDER BY b.id`,
);

const HAS_EVIDENCE = statement(
  { works: col.bool },
  `
  SELECT ${worksOnPlatformSql('$1', '$2', 'NULL::date', '$3::timestamptz')} AS works`,
);

// Count members, not authors: find the authors of payouts and task reports by platform, then each
// author's member once.
export const COUNT_POSSIBLE_PLEDGERS = statement(
  { established: col.int, newMembers: col.int },
  `
  WITH works AS (
    SELECT a.member_id FROM author a WHERE a.platform_id = $1 AND a.member_id IS NOT NULL
       AND ${hasBroughtSql(`($3::timestamptz AT TIME ZONE 'UTC')::date`)}
    UNION SELECT w.member_id FROM works_there w
     WHERE w.platform_id = $1 AND w.until >= ($3::timestamptz AT TIME ZONE 'UTC')::date
       AND w.until - ${ACCEPTANCE_VALID_DAYS} < ($3::timestamptz AT TIME ZONE 'UTC')::date),
  ranked AS (
    SELECT ${rankOf('$3::timestamptz')} AS rank FROM works JOIN member m ON m.id = works.member_id,
           (SELECT $2::text AS pace, $3::timestamptz AS pledging_from, NULL::int AS eligible_new) b)
  SELECT count(*) FILTER (WHERE rank = 'established')::int AS established,
         count(*) FILTER (WHERE rank = 'new')::int AS "newMembers" FROM ranked`,
);
