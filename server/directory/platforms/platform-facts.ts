import { z } from 'zod/mini';
import type { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  PLATFORM_LINK_FACTS,
  platformFacts as factsSchema,
  linksAsFacts,
  sortUniqueNames,
  type PlatformFact,
  type FactValue,
  type PlatformFacts,
  type PlatformLinkFact,
} from '#shared/directory/platform-corrections.ts';
import { foldName } from '#shared/core/text.ts';
import { platformLink } from '#shared/directory/platforms.ts';
import { platformNameKey } from './rules.ts';

/**
 * Takes a lock that serialises changes of names, so that a name, alias or domain belongs to one
 * platform.
 */
export async function lockPlatformNames(tx: Db): Promise<void> {
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtext('platform-names'))`);
}

/** Locks a platform for changes until the end of the transaction. */
export async function lockPlatform(
  tx: Db,
  slug: string,
): Promise<{ id: string; slug: string; closed: boolean }> {
  const [row] = await tx.sql(
    statement(
      { id: col.text, slug: col.text, closed: col.bool },
      `SELECT id, slug, closed_on IS NOT NULL AS closed FROM platform WHERE slug = $1
        FOR NO KEY UPDATE`,
    ),
    [slug],
  );
  return requireFound(row);
}

export async function loadPlatformFacts(tx: Db, platformId: string): Promise<PlatformFacts> {
  const row = await tx.platform.findUniqueOrThrow({
    where: { id: platformId },
    include: { names: true, links: true },
  });
  const named = (kind: string): string[] =>
    sortUniqueNames(row.names.filter((name) => name.kind === kind).map(({ text }) => text));
  const { headquartersCity: city, headquartersCountry: country } = row;
  return factsSchema.parse({
    methods: row.methods.toSorted(),
    threshold:
      row.thresholdMinor === null
        ? null
        : { minor: row.thresholdMinor, currency: row.thresholdCurrency },
    promiseDays: row.promiseDays,
    paidWorkers: row.paidWorkers,
    registeredAccounts: row.registeredAccounts,
    activity: row.activity,
    founded: row.founded,
    headquarters: city === null && country === null ? null : { city, country },
    aliases: named('alias'),
    domains: named('domain'),
    ...linksAsFacts(
      row.links.map(({ kind, name }) => ({ kind: platformLink.shape.kind.parse(kind), name })),
    ),
  });
}

/** Sets one fact of a platform; `value` has the shape of the fact. */
export async function writePlatformFact(
  tx: Db,
  platformId: string,
  field: PlatformFact,
  value: FactValue,
): Promise<void> {
  const facts = z.partial(factsSchema).parse({ [field]: value });
  const set = (data: Prisma.PlatformUpdateInput): Promise<unknown> =>
    tx.platform.update({ where: { id: platformId }, data });
  switch (field) {
    case 'methods':
      return void (await set({ methods: facts.methods ?? [] }));
    case 'promiseDays':
      return void (await set({ promiseDays: facts.promiseDays ?? null }));
    case 'paidWorkers':
    case 'registeredAccounts':
      return void (await set({ [field]: facts[field] ?? null }));
    case 'activity':
      return void (await set({ activity: facts.activity ?? 'other' }));
    case 'founded':
      return void (await set({ founded: facts.founded ?? null }));
    case 'threshold':
      return void (await set({
        thresholdMinor: facts.threshold?.minor ?? null,
        thresholdCurrency: facts.threshold?.currency ?? null,
      }));
    case 'headquarters':
      return void (await set({
        headquartersCity: facts.headquarters?.city ?? null,
        headquartersCountry: facts.headquarters?.country ?? null,
      }));
    case 'aliases':
      return writeNames(tx, platformId, 'alias', facts.aliases ?? []);
    case 'domains':
      return writeNames(tx, platformId, 'domain', facts.domains ?? []);
    default:
      return writeLinks(tx, platformId, field, facts[field] ?? []);
  }
}

async function writeNames(
  tx: Db,
  platformId: string,
  kind: string,
  names: string[],
): Promise<void> {
  await tx.platformName.deleteMany({ where: { platformId, kind } });
  await tx.platformName.createMany({
    data: names.map((text) => ({ platformId, kind, text, key: foldName(text) })),
  });
}

async function writeLinks(
  tx: Db,
  platformId: string,
  field: PlatformLinkFact,
  names: string[],
): Promise<void> {
  const kind = PLATFORM_LINK_FACTS[field];
  await tx.platformLink.deleteMany({ where: { platformId, kind } });
  for (const name of names) {
    const named = await findPlatformsByExactName(tx, name);
    const toId = named.length === 1 ? (named[0]?.id ?? null) : null;
    await tx.platformLink.create({ data: { platformId, kind, name, toId } });
  }
}

/** The platforms with exactly this name, alias or domain. */
export async function findPlatformsByExactName(
  tx: Db,
  text: string,
): Promise<{ id: string; slug: string }[]> {
  return tx.platform.findMany({
    where: { names: { some: { key: platformNameKey(text) } } },
    select: { id: true, slug: true },
    orderBy: { slug: 'asc' },
  });
}

/**
 * Resolves links that named this platform by text before it existed.
 * @returns the platforms that have those links.
 */
export async function resolveLinksToPlatform(
  tx: Db,
  platformId: string,
  names: readonly string[],
): Promise<string[]> {
  const keys = new Set(names.map(platformNameKey));
  const tied = new Set<string>();
  const loose = await tx.platformLink.findMany({
    where: { toId: null, platformId: { not: platformId } },
  });
  for (const link of loose) {
    if (!keys.has(platformNameKey(link.name))) continue;
    const { kind, name } = link;
    await tx.platformLink.update({
      where: { platformId_kind_name: { platformId: link.platformId, kind, name } },
      data: { toId: platformId },
    });
    tied.add(link.platformId);
  }
  return [...tied];
}
