import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type {
  BoycottProspects,
  BoycottablePlatforms,
} from '#shared/collective/boycottable-platforms.ts';
import {
  countPossiblePledgers,
  hasEvidenceOnPlatform,
  worksOnPlatformSql,
} from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import {
  roundDownForPublication,
  dropTooFewNewMembers,
} from '#server/collective/boycott-procedure/pledge-count-rules.ts';
import { countedPledges } from '#shared/collective/pledge-counts.ts';

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
 * today: a change of the exact number would reveal that somebody's evidence was just accepted.
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
  const count = async (pace: string): Promise<number> =>
    roundDownForPublication(
      countedPledges(
        dropTooFewNewMembers(await countPossiblePledgers(sql, { platformId, pace }, now)),
      ),
    );
  return {
    works: await hasEvidenceOnPlatform(sql, id, platformId, now),
    atLeast: { ordinary: await count('ordinary'), fast: await count('fast') },
  };
}

const PLACES = statement(
  { slug: col.text, name: col.text },
  `
  SELECT p.slug, p.name FROM platform p
   WHERE ${worksOnPlatformSql('$1', 'p.id', 'NULL::date', '$2::timestamptz')}
   ORDER BY lower(p.name) COLLATE "C", p.id LIMIT 100`,
);
