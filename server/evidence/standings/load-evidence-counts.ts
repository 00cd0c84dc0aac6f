import { col, statement, type Sql } from '#server/database/sql.ts';
import { addMonths, monthOf, type Day } from '#shared/core/days.ts';
import type { PublishedEvidence } from '#shared/directory/platforms.ts';
import { FIGURES_MONTHS, SLIP_OUTCOMES } from '#shared/directory/slip-figures.ts';
import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import {
  countsInFiguresSql,
  isProofShownSql,
  isShownSql,
} from '#server/database/predicates/content-visibility.ts';

/** Computes the figures of a platform's released slips, which the database counts by what they say. */
export async function loadSlipFigures(
  sql: Sql,
  platformId: string,
  now: Day,
): Promise<PublishedEvidence['slips']> {
  const since = `${addMonths(monthOf(now), 1 - FIGURES_MONTHS)}-01`;
  return computeSlipFigures(await sql(RELEASED, [platformId, now, since]), now);
}

/** Counts the proofs and incidents of a platform that are public; leaves out solicited ones. */
export async function loadEvidenceCounts(
  sql: Sql,
  platformId: string,
): Promise<Omit<PublishedEvidence, 'slips' | 'tasks'>> {
  const [counts] = await sql(COUNTS, [platformId]);
  return counts ?? { proofs: 0, incidents: 0, accountsClosed: 0, accountsClosedWithoutReason: 0 };
}

export const RELEASED_SLIP = {
  monday: col.text,
  outcome: col.oneOf(SLIP_OUTCOMES),
  detail: col.oneOf(['delay', 'amount']).orNull,
  detailClass: col.int.orNull,
  established: col.bool,
  solicited: col.bool,
};

// Of the months that figures show, or of the last Monday where that is earlier. Read in the order of an index that has
// all columns.
const RELEASED = statement(
  { ...RELEASED_SLIP, slips: col.int },
  `
  SELECT g.monday::text AS monday, g.outcome, g.detail, g.detail_class AS "detailClass", g.established,
         g.solicited, g.slips
    FROM (
      SELECT monday, outcome, detail, detail_class, established, solicited, count(*)::int AS slips
        FROM released_slip
       WHERE platform_id = $1 AND monday <= $2::date AND monday >= LEAST($3::date, (
           SELECT max(monday) FROM released_slip
            WHERE platform_id = $1 AND monday <= $2::date AND NOT solicited))
       GROUP BY monday, outcome, detail, detail_class, established, solicited) g`,
);

const COUNTS = statement(
  {
    proofs: col.int,
    incidents: col.int,
    accountsClosed: col.int,
    accountsClosedWithoutReason: col.int,
  },
  `
  SELECT (SELECT count(*)::int FROM payout y JOIN screenshot s ON s.payout_id = y.id
           WHERE y.platform_id = $1 AND NOT y.solicited AND ${isProofShownSql('y')}
             AND ${countsInFiguresSql('y')}) AS proofs,
         count(*)::int AS incidents,
         count(*) FILTER (WHERE kind = 'account-closed')::int AS "accountsClosed",
         count(*) FILTER (WHERE kind = 'account-closed' AND shows_reason AND reason = 'none')::int
           AS "accountsClosedWithoutReason"
    FROM incident i
   WHERE platform_id = $1 AND NOT solicited AND ${isShownSql('i')} AND ${countsInFiguresSql('i')} AND kind <> 'posts-bought'`,
);
