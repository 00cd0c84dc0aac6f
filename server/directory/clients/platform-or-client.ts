import { loadClientBySlug } from './find-client.ts';
import type { Db } from '#server/database/db.ts';
import { requireFound } from '#server/core/errors.ts';

/** The platform or client of a page. */
export type PlatformOrClientId = { platformId: string } | { clientId: string };

/**
 * The platform or client with a slug.
 * @throws AppError not-found where none has it.
 */
export async function findPlatformOrClient(
  tx: Db,
  { platform, client }: { platform?: string | undefined; client?: string | undefined },
): Promise<PlatformOrClientId> {
  if (client !== undefined) return { clientId: (await loadClientBySlug(tx, client)).id };
  const row = await tx.platform.findUnique({
    where: { slug: platform ?? '' },
    select: { id: true },
  });
  return { platformId: requireFound(row).id };
}

/**
 * SQL: the platform or client of a row, a client by its root, as column `about`; after
 * `platformOrClientJoins(row)`.
 */
export const PLATFORM_OR_CLIENT_JSON = `
  CASE WHEN p.id IS NULL THEN json_build_object('kind', 'client', 'slug', root.slug, 'name', root.name)
       ELSE json_build_object('kind', 'platform', 'slug', p.slug, 'name', p.name) END AS about`;

/**
 * SQL: the joins that PLATFORM_OR_CLIENT_JSON reads; `row` is the alias of a table with platform_id and
 * client_id.
 */
export function platformOrClientJoins(row: string): string {
  return `
    LEFT JOIN platform p ON p.id = ${row}.platform_id
    LEFT JOIN client c ON c.id = ${row}.client_id LEFT JOIN client root ON root.id = c.root_id`;
}
