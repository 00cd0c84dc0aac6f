import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';

/**
 * Creates the forum's default categories, unless the site has any.
 * @returns how many were added.
 */
export async function seedCategories(database: Database, folder: string): Promise<number> {
  if ((await database.prisma.forumCategory.count()) > 0) return 0;
  const text = await readFile(join(folder, 'forum_categories.csv'));
  const rows = parse<Record<string, string>>(text, { columns: true });
  const { count } = await database.prisma.forumCategory.createMany({
    data: rows.map((row, place) => ({
      id: randomId(),
      slug: row['slug'] ?? '',
      nameFr: row['name_fr'] ?? '',
      nameEn: row['name_en'] ?? '',
      sayFr: row['say_fr'] ?? '',
      sayEn: row['say_en'] ?? '',
      place,
    })),
    skipDuplicates: true,
  });
  return count;
}
