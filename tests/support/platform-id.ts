import type { Database } from '#server/database/db.ts';
import type { TestApp } from './app.ts';

const platformIds = new WeakMap<Database, Map<string, string>>();

/** The id of a platform by slug; cached for each database. */
export async function platformId(
  { database }: Pick<TestApp, 'database'>,
  slug: string,
): Promise<string> {
  const known = platformIds.get(database) ?? new Map<string, string>();
  platformIds.set(database, known);
  const id =
    known.get(slug) ?? (await database.prisma.platform.findUniqueOrThrow({ where: { slug } })).id;
  known.set(slug, id);
  return id;
}
