import { Prisma } from '#prisma/client.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { writePlatformFact } from '#server/directory/platforms/platform-facts.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  platformFact,
  type FactValue,
  type PlatformFact,
} from '#shared/directory/platform-corrections.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import { refreshPlatformFigures } from './refresh-platform-figures.ts';

/** Loads the initial platforms into a database that has none. */
export async function seedPlatforms(database: Database, folder: string, now: Date): Promise<void> {
  if ((await database.prisma.platform.count()) > 0) return;
  const platforms = await readTable(join(folder, 'platforms.csv'));
  const access = await readTable(join(folder, 'platform_access.csv'));
  const workers = await readTable(join(folder, 'platform_workers.csv'));
  await database.prisma.$transaction(async (tx) => {
    for (const row of platforms) {
      const name = row['name'] ?? '';
      const website = row['website'] ?? '';
      const platform = await tx.platform.create({
        data: {
          id: randomId(),
          slug: row['slug'] ?? '',
          name,
          nameKey: foldName(name),
          activity: row['activity'] ?? 'other',
          founded: Number(row['founded']) || null,
          headquartersCity: row['headquarters_city'] || null,
          headquartersCountry: row['headquarters_country'] || null,
          deepLabour: row['deep_labour'] === 'true',
          noteFr: row['note_fr'] || null,
          noteEn: row['note_en'] || null,
          createdOn: dayToDate(today(now)),
          names: {
            create: [
              { kind: 'name', text: name, key: foldName(name) },
              { kind: 'domain', text: website, key: foldName(website) },
            ],
          },
          links: {
            create: access
              .filter((link) => link['platform_slug'] === row['slug'])
              .map((link) => ({
                kind: 'sends-to',
                name: `${link['gives_access_to']} (${link['owner']})`,
              })),
          },
        },
      });
      const facts = workers
        .filter((of) => of['slug'] === row['slug'])
        .map(({ fact, number, source = '' }) => ({
          field: platformFact.parse(fact),
          after: Number(number),
          source,
        }));
      for (const { field, after } of facts) await writePlatformFact(tx, platform.id, field, after);
      await appendEntry(tx, now, { kind: 'platform-added', subject: `platform/${platform.id}` });
      for (const fact of facts) await keepFirstRevision(tx, platform.id, fact, now);
      await refreshPlatformFigures(tx, platform.id, now);
    }
  });
}

type SourcedFact = {
  readonly field: PlatformFact;
  /** Unknown by default. */
  readonly before?: FactValue;
  readonly after: FactValue;
  readonly source: string;
};

/** Stores a fact that the site begins with, and its source, as the first revision. */
export async function keepFirstRevision(
  tx: Db,
  platformId: string,
  { field, before = null, after, source }: SourcedFact,
  now: Date,
): Promise<void> {
  const id = randomId();
  await tx.platformRevision.create({
    data: {
      id,
      platformId,
      field,
      before: before ?? Prisma.JsonNull,
      after: after ?? Prisma.JsonNull,
      source,
      createdAt: now,
    },
  });
  await appendEntry(tx, now, {
    kind: 'platform-corrected',
    subject: `platform/${platformId}`,
    row: `platform-corrections/${id}`,
  });
}

/** Reads the domains of the initial platforms, each with the platform's slug. */
export async function readSeededDomains(folder: string): Promise<ReadonlyMap<string, string>> {
  const platforms = await readTable(join(folder, 'platforms.csv'));
  return new Map(
    platforms.flatMap(({ website, slug }) => (website && slug ? [[website, slug]] : [])),
  );
}

/** Reads a table of the seed: one object a row, by the names of its columns. */
export async function readTable(path: string): Promise<Record<string, string>[]> {
  return parse<Record<string, string>>(await readFile(path), { columns: true });
}
