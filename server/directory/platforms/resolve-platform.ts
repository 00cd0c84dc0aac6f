import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, appErrorOrRethrow, fieldError } from '#server/core/errors.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { hostOfAddress, foldName } from '#shared/core/text.ts';

/**
 * Resolves the field `platform` to a platform: its slug, or its exact name, alias or domain, ignoring
 * case and accents. Never guesses: evidence on the wrong platform does harm.
 * @throws AppError bad-input where no platform or several match.
 */
export async function resolvePlatform(
  tx: Db,
  typed: string,
): Promise<{ id: string; slug: string; name: string }> {
  const key = foldName(hostOfAddress(typed) ?? typed);
  const matches = await tx.sql(
    statement(
      { id: col.text, slug: col.text, name: col.text, rank: col.int },
      `SELECT p.id, p.slug, p.name, min(match.rank)::int AS rank
       FROM (SELECT id AS platform_id, 0 AS rank FROM platform WHERE slug = $1
             UNION ALL
             SELECT platform_id, CASE kind WHEN 'name' THEN 1 ELSE 2 END FROM platform_name
              WHERE key = $2) match
       JOIN platform p ON p.id = match.platform_id
      GROUP BY p.id, p.slug, p.name ORDER BY rank LIMIT 2`,
    ),
    [typed.trim(), key],
  );
  const [first, second] = matches;
  if (first === undefined || first.rank === second?.rank) {
    throw fieldError('platform', 'unknown-platform');
  }
  return { id: first.id, slug: first.slug, name: first.name };
}

/** Field errors of a typed platform; empty where none was typed. */
export async function findPlatformFieldErrors(
  tx: Db,
  typed: string | undefined,
): Promise<FieldIssues> {
  const platform =
    typed === undefined ? null : await resolvePlatform(tx, typed).catch(appErrorOrRethrow);
  return platform instanceof AppError ? { ...platform.fields } : {};
}
