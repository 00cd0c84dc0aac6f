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
 * Loads the crowd of a platform on a day: how many workers could have written a report, and the
 * share of bad reports. Reports that are held back count too; those of one voice count for no more
 * than `MAX_REPORTS_OF_VOICE`.
 */
export async function loadCrowd(sql: Sql, platformId: string, day: Day): Promise<Crowd> {
  const [row] = await sql(CROWD, [platformId, day]);
  return toCrowd(requireFound(row));
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

// Accounts that post in lockstep are one member here. COLLATE "C" sorts them by bytes.
const CROWD = statement(
  CROWD_COUNTS,
  `
  SELECT p.paid_workers AS "paidWorkers", p.registered_accounts AS "registeredAccounts", c.*
    FROM platform p, LATERAL (
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
           WHERE y.platform_id = p.id AND ${doPayoutsCountSql('w')} AND NOT y.solicited AND ${countsInFiguresSql('y')}
             AND ${REPORTED_ON} > $2::date - 365
             AND w.established AND NOT ${isSuspectAuthorSql('w.id')}) r
       WHERE r.bad IS NOT NULL GROUP BY r.voice) v) c
   WHERE p.id = $1`,
);
