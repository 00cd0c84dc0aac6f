import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type {
  BoycottProspects,
  BoycottablePlatforms,
} from '#shared/collective/boycottable-platforms.ts';
import {
  hasEvidenceOnPlatform,
  worksOnPlatformSql,
} from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { countPossiblePledgersRounded } from '#server/collective/boycott-procedure/possible-pledgers-today.ts';
import { maxProposedThreshold } from '#server/collective/boycott-procedure/pledge-count-rules.ts';

/**
 * Finds the platforms on which a member can call for a boycott: those where she has evidence,
 * published or accepted by two checkers.
 */
export async function findBoycottablePlatforms(
  sql: Sql,
  { id }: Viewer,
  now: Date,
): Promise<BoycottablePlatforms> {
  return { places: await sql(PLACES, [id, now.toISOString()]) };
}

/**
 * Finds whether a member can call for a boycott on a platform, and roughly how many could pledge
 * today, with the highest threshold that the rules allow for so many.
 * @throws AppError not-found.
 */
export async function findBoycottProspects(
  sql: Sql,
  { id }: Viewer,
  slug: string,
  now: Date,
): Promise<BoycottProspects> {
  const [platform] = await sql(
    statement({ id: col.text }, 'SELECT id FROM platform WHERE slug = $1'),
    [slug],
  );
  const { id: platformId } = requireFound(platform);
  const count = (pace: string): Promise<number> =>
    countPossiblePledgersRounded(sql, { platformId, pace }, now);
  const [ordinary, fast] = [await count('ordinary'), await count('fast')];
  return {
    works: await hasEvidenceOnPlatform(sql, id, platformId, now),
    atLeast: { ordinary, fast },
    maxThreshold: { ordinary: maxProposedThreshold(ordinary), fast: maxProposedThreshold(fast) },
  };
}

const PLACES = statement(
  { slug: col.text, name: col.text },
  `
  SELECT p.slug, p.name FROM platform p
   WHERE ${worksOnPlatformSql('$1', 'p.id', 'NULL::date', '$2::timestamptz')}
   ORDER BY lower(p.name) COLLATE "C", p.id LIMIT 100`,
);
