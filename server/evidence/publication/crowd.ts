import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import {
  countsFromSql,
  doPayoutsCountSql,
} from '#server/database/predicates/counted-payout-authors.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { requireFound } from '#server/core/errors.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { crowdSize, type Crowd } from '#shared/evidence/publication/meter.ts';
import { badShareOf, MAX_REPORTS_OF_VOICE, sourcedWorkers } from './rules.ts';

/**
 * Minimum number of reports of a year from which the counts of a crowd are kept for a day: counting so
 * many takes longer than a report may wait, and those of one day change them little.
 */
export const KEPT_MIN_REPORTS = 200;

/**
 * Loads the crowd of a platform on a day: how many workers could have written a report, and the
 * share of bad reports. Reports that are held back count too; those of one voice count for no more
 * than `MAX_REPORTS_OF_VOICE`. Of a platform with many reports it is the crowd as of the last daily
 * computation of its figures, at most a day old.
 */
export async function loadCrowd(sql: Sql, platformId: string, day: Day): Promise<Crowd> {
  const [row] = await sql(KEPT_OR_COUNTED, [platformId, day]);
  return toCrowd(requireFound(row));
}

/** Counts the crowd of a platform on a day anew, from all reports of a year. */
export async function countCrowd(
  sql: Sql,
  platformId: string,
  day: Day,
): Promise<RowOf<typeof CROWD_COUNTS>> {
  return requireFound((await sql(COUNTED, [platformId, day]))[0]);
}

/** The counts to keep for a day; null where counting anew is cheap. */
export function countsToKeep(counts: RowOf<typeof CROWD_COUNTS>): KeptCrowd | null {
  const { established, badYear, year, badQuarter, quarter } = counts;
  if (year < KEPT_MIN_REPORTS) return null;
  return { established, badYear, year, badQuarter, quarter };
}

/** What a crowd is computed of: sourced numbers of workers, and reports of a year and of a quarter. */
export const CROWD_COUNTS = {
  paidWorkers: col.int.orNull,
  registeredAccounts: col.int.orNull,
  /** Established members who reported. */
  established: col.int,
  badYear: col.float,
  year: col.float,
  badQuarter: col.float,
  quarter: col.float,
} satisfies RowShape;

/** The counts of reports that are kept in `platform_summary.crowd`. */
export type KeptCrowd = Omit<RowOf<typeof CROWD_COUNTS>, 'paidWorkers' | 'registeredAccounts'>;

export function toCrowd(counts: RowOf<typeof CROWD_COUNTS>): Crowd {
  const { established, badYear, year, badQuarter, quarter, ...facts } = counts;
  return {
    workers: crowdSize(sourcedWorkers(facts), established),
    badShare: Math.min(
      badShareOf({ bad: badYear, all: year }),
      badShareOf({ bad: badQuarter, all: quarter }),
    ),
  };
}

// A report counts from its counting day on; a claim that waits, from the day on which it is unpaid.
const REPORTED_ON = `GREATEST(${countsFromSql('y')}, y.unpaid_on)`;

/** SQL: a sum over voices, of which each counts for no more than the cap of reports. */
function ofVoices(count: string, period: keyof typeof MAX_REPORTS_OF_VOICE): string {
  const most = MAX_REPORTS_OF_VOICE[period];
  return `COALESCE(sum(${count} * LEAST(1, ${most}.0 / NULLIF(${period}, 0))), 0)::float`;
}

/** SQL: the counts of reports of platform `p` on day $2, none unless a condition holds. */
function countsSql(condition: string): string {
  // Accounts that post in lockstep are one member here. COLLATE "C" sorts them by bytes. An author is of the platform of
  // her payouts: said once more, it keeps the planner from reading the authors of all platforms.
  return `
      SELECT count(*)::int AS established,
             ${ofVoices('"badYear"', 'year')} AS "badYear",
             ${ofVoices('year', 'year')} AS year,
             ${ofVoices('"badQuarter"', 'quarter')} AS "badQuarter",
             ${ofVoices('quarter', 'quarter')} AS quarter
        FROM (
      SELECT count(*) FILTER (WHERE r.bad) AS "badYear", count(*) AS year,
             count(*) FILTER (WHERE r.bad AND r.recent) AS "badQuarter",
             count(*) FILTER (WHERE r.recent) AS quarter
        FROM (
          SELECT COALESCE(w.voice, w.id) COLLATE "C" AS voice,
                 payout_outcome(y, $2::date) = 'not-paid' AS bad,
                 ${REPORTED_ON} > $2::date - 90 AS recent
            FROM payout y JOIN author_weight w ON w.id = y.author_id
           WHERE ${condition} AND y.platform_id = p.id AND w.platform_id = p.id AND ${doPayoutsCountSql('w')} AND NOT y.solicited AND ${countsInFiguresSql('y')}
             AND ${REPORTED_ON} > $2::date - 365
             AND w.established AND NOT ${isSuspectAuthorSql('w.id')}) r
       WHERE r.bad IS NOT NULL GROUP BY r.voice) v`;
}

const FACTS = 'p.paid_workers AS "paidWorkers", p.registered_accounts AS "registeredAccounts"';

const COUNTED = statement(
  CROWD_COUNTS,
  `SELECT ${FACTS}, c.* FROM platform p, LATERAL (${countsSql('true')}) c WHERE p.id = $1`,
);

// Reads no reports where counts are kept.
const KEPT_OR_COUNTED = statement(
  CROWD_COUNTS,
  `
  SELECT ${FACTS}, COALESCE(k.established, c.established) AS established,
         COALESCE(k."badYear", c."badYear") AS "badYear", COALESCE(k.year, c.year) AS year,
         COALESCE(k."badQuarter", c."badQuarter") AS "badQuarter",
         COALESCE(k.quarter, c.quarter) AS quarter
    FROM platform p
    LEFT JOIN platform_summary s ON s.platform_id = p.id AND s.computed_on BETWEEN $2::date - 1 AND $2::date
   CROSS JOIN LATERAL jsonb_to_record(COALESCE(s.crowd, '{}'))
      AS k (established int, "badYear" float8, year float8, "badQuarter" float8, quarter float8)
   CROSS JOIN LATERAL (${countsSql('k.year IS NULL')}) c
   WHERE p.id = $1`,
);
