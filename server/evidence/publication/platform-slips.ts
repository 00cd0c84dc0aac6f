import { requireFound } from '#server/core/errors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { PlatformSlipsResponse } from '#shared/directory/slip-figures.ts';

/**
 * Finds all released slips of a platform. Sorted by what they tell, so that their order tells nothing else.
 * @throws AppError not-found for an unknown platform.
 */
export async function findPlatformSlips(sql: Sql, slug: string): Promise<PlatformSlipsResponse> {
  const [row] = await sql(SLIPS, [slug]);
  return requireFound(row).found;
}

const SLIPS = statement(
  { found: col.json<PlatformSlipsResponse>() },
  `
  SELECT json_build_object('platform', json_build_object('slug', p.slug, 'name', p.name),
    'slips', COALESCE((SELECT json_agg(json_build_object('monday', v.monday, 'outcome', v.outcome,
        'detail', v.detail, 'detailClass', v.detail_class, 'established', v.established,
        'solicited', v.solicited)
        ORDER BY v.monday, v.outcome, v.detail, v.detail_class, v.established, v.solicited)
      FROM released_slip v WHERE v.platform_id = p.id), '[]')) AS found
    FROM platform p WHERE p.slug = $1`,
);
