import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { listPlatformsRatedOtherwise } from '#server/evidence/standings/load-rating-figures.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';

/**
 * Computes the figures that are stale, so that those of a dump follow from its rows. Ratings are
 * stale too where another platform's reviews moved the means of the site. The dump names what could
 * not be computed.
 */
export async function refreshFigures(
  database: Pick<Database, 'prisma' | 'sql'>,
  now: Date,
): Promise<void> {
  await database.prisma.$transaction(async (tx) =>
    markStale(tx, 'platform', await listPlatformsRatedOtherwise(tx.sql)),
  );
  await recomputeStaleFigures(database, now).catch((error: unknown) => {
    console.error('The dump names figures that could not be computed:', error);
  });
}

/**
 * Lists figures that became stale since, by the names of their rows in a dump; `platform-ratings/ID`
 * where ratings rest on former means of the site.
 */
export async function listStaleFigures(sql: Sql): Promise<string[]> {
  const marked = await sql(MARKED);
  const rated = await listPlatformsRatedOtherwise(sql);
  const names = [...marked.map(({ name }) => name), ...rated.map((id) => `platform-ratings/${id}`)];
  return [...new Set(names)].toSorted();
}

const MARKED = statement(
  { name: col.text },
  `SELECT CASE s.kind WHEN 'platform' THEN 'platform-figures/' || s.subject
            WHEN 'task' THEN 'tasks/' || s.subject
            ELSE 'client-figures/' || COALESCE(c.root_id, s.subject) END AS name
     FROM (SELECT DISTINCT kind, subject FROM stale_figures) s
     LEFT JOIN client c ON s.kind = 'client' AND c.id = s.subject`,
);
