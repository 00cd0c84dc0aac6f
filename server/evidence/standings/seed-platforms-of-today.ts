import { join } from 'node:path';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import {
  findPlatformsByExactName,
  loadPlatformFacts,
  lockPlatformNames,
  resolveLinksToPlatform,
  writePlatformFact,
} from '#server/directory/platforms/platform-facts.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import {
  UNVERIFIED_SOURCE,
  type PlatformLinkFact,
} from '#shared/directory/platform-corrections.ts';
import { refreshPlatformFigures } from './refresh-platform-figures.ts';
import { keepFirstRevision, readTable } from './seed-platforms.ts';

/** A row of platforms_today.csv; empty where not known. */
type Row = Record<string, string>;

const BECAME: Readonly<Record<string, PlatformLinkFact>> = {
  renamed: 'renamedTo',
  bought: 'boughtBy',
};

/**
 * Adds the platforms of platforms_today.csv that the site does not have, under their slug, name,
 * alias or domain, and what became of older ones. Each fact is a revision with UNVERIFIED_SOURCE.
 * What members said or undid stays so: a link is added once, and only where nobody has said one.
 * @returns the number added.
 */
export async function seedPlatformsOfToday(
  database: Database,
  folder: string,
  now: Date,
): Promise<number> {
  const rows = await readTable(join(folder, 'platforms_today.csv'));
  const stored = await database.prisma.platform.findMany({ select: { slug: true } });
  const slugs = new Set(stored.map(({ slug }) => slug));
  let added = 0;
  for (const row of rows) {
    if (slugs.has(row['slug'] ?? '')) continue;
    // A transaction each: fifty on a slow disk would exceed the time of one.
    const isNew = await database.prisma.$transaction((tx) => addPlatformOfToday(tx, row, now));
    if (isNew) added += 1;
  }
  await database.prisma.$transaction(async (tx) => {
    await lockPlatformNames(tx);
    for (const row of rows) await addWhatBecame(tx, row, now);
  });
  return added;
}

async function addPlatformOfToday(tx: Db, row: Row, now: Date): Promise<boolean> {
  const { name = '', slug = '', website = '', activity = 'other', alias = '' } = row;
  const country = row['headquarters_country'] || null;
  await lockPlatformNames(tx);
  if ((await tx.platform.count({ where: { slug } })) > 0) return false;
  const names = [name, alias, website].filter((text) => text !== '');
  for (const text of names) {
    if ((await findPlatformsByExactName(tx, text)).length > 0) return false;
  }
  const { id } = await tx.platform.create({
    data: {
      id: randomId(),
      slug,
      name,
      nameKey: foldName(name),
      activity,
      headquartersCountry: country,
      deepLabour: false,
      createdOn: dayToDate(today(now)),
      names: {
        create: [
          { kind: 'name', text: name, key: foldName(name) },
          ...(alias === '' ? [] : [{ kind: 'alias', text: alias, key: foldName(alias) }]),
          ...(website === '' ? [] : [{ kind: 'domain', text: website, key: foldName(website) }]),
        ],
      },
    },
  });
  const tied = await resolveLinksToPlatform(tx, id, names);
  await appendEntry(tx, now, { kind: 'platform-added', subject: `platform/${id}` });
  const source = UNVERIFIED_SOURCE;
  const first = { field: 'activity', before: 'other', after: activity, source } as const;
  await keepFirstRevision(tx, id, first, now);
  if (country !== null) {
    const after = { city: null, country };
    await keepFirstRevision(tx, id, { field: 'headquarters', after, source }, now);
  }
  for (const [field, text] of [['aliases', alias] as const, ['domains', website] as const]) {
    if (text === '') continue;
    await keepFirstRevision(tx, id, { field, before: [], after: [text], source }, now);
  }
  for (const one of tied) {
    await appendEntry(tx, now, { kind: 'content-stated', subject: `platform/${one}` });
  }
  await refreshPlatformFigures(tx, id, now);
  return true;
}

/** Links the older platform `of` to the one of the row, as renamed or bought. */
async function addWhatBecame(tx: Db, row: Row, now: Date): Promise<void> {
  const { name = '', of: formerSlug = '' } = row;
  const field = BECAME[row['became'] ?? ''];
  if (field === undefined) return;
  const former = await tx.platform.findUnique({
    where: { slug: formerSlug },
    include: { revisions: { where: { field } } },
  });
  if (former === null || former.revisions.length > 0) return;
  if ((await loadPlatformFacts(tx, former.id))[field].length > 0) return;
  const after = [name];
  await writePlatformFact(tx, former.id, field, after);
  await keepFirstRevision(
    tx,
    former.id,
    { field, before: [], after, source: UNVERIFIED_SOURCE },
    now,
  );
  await appendEntry(tx, now, { kind: 'content-stated', subject: `platform/${former.id}` });
}
