import { join } from 'node:path';
import type { Secrets } from '#server/core/secrets.ts';
import { slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { hashPassword } from '#server/identity/accounts/password-hashing.ts';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import type { Database, Db } from '#server/database/db.ts';
import { createCalendar } from '#demo/calendar.ts';
import { backdatePlatforms } from '#demo/live-year.ts';
import { FACT_PLANS, INVENTED } from '#demo/facts.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { addPlatform, correctPlatform } from '#server/directory/platforms/actions.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { countPostWords } from '#server/site/search/count-words.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import {
  storeExchangeRates,
  loadExchangeRates,
} from '#server/directory/reference-data/exchange-rates.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';
import { today } from '#shared/core/days.ts';
import { createAuthors } from './authors.ts';
import { chanceOf, createIds } from './chance.ts';
import { writeClients } from './clients.ts';
import { writeForum } from './forum.ts';
import type { Ground, Platform, Sizes } from './ground.ts';
import { buildIndexes, dropIndexes } from './indexes.ts';
import { writeIncidents, writeReviews } from './opinions.ts';
import { writePayouts } from './payouts.ts';
import { makePeople, type Person } from './people.ts';
import { writeSlips } from './slips.ts';
import { writeTasks } from './tasks.ts';
import { DAY_MS, YEARS } from './time.ts';
import { FILLED, createWriter, type Writer } from './writer.ts';

const TRANSACTION_MS = 3_600_000;

export type LoadParts = {
  readonly database: Database;
  readonly sizes: Sizes;
  readonly seed: number;
  /** End of the community's history. */
  readonly until: Date;
  /** Password of all its accounts. */
  readonly password: string;
  /** For the operator's own exchange rates, if any. */
  readonly dataDir: string;
  /** The site's, whose key its owner tags of slips have. */
  readonly secrets: Secrets;
  readonly tell: Ground['tell'];
};

/** The database is not empty. */
export class LoadRefused extends Error {}

export type Loaded = {
  /** Two accounts to sign in as: a member and a moderator. */
  readonly member: string;
  readonly moderator: string;
};

/**
 * Fills an empty site with an invented community: all rows in one transaction, then the figures by
 * the site's own functions.
 * @throws LoadRefused when there are members already.
 */
export async function loadCommunity(parts: LoadParts): Promise<Loaded> {
  const { database, until, tell } = parts;
  const seedFolder = join(process.cwd(), 'prisma', 'seed');
  const begun = new Date(until.getTime() - (YEARS * 365 + 1) * DAY_MS);
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  if ((await database.prisma.member.count()) > 0) {
    throw new LoadRefused(
      'There are members here already: a made-up community is not mixed with them. Use an empty database.',
    );
  }
  await seedPlatforms(database, seedFolder, begun);
  await seedCategories(database, seedFolder);
  await storeExchangeRates(database, readReferenceTables(seedFolder, parts.dataDir).rates);
  await backdatePlatforms(database, begun);
  const passwordHash = await hashPassword(parts.password);
  const loaded = await database.prisma.$transaction((tx) => writeAll(tx, parts, passwordHash), {
    timeout: TRANSACTION_MS,
  });
  await database.prisma.$executeRawUnsafe('VACUUM ANALYZE');
  tell('figures', 0, 3);
  await settleEstablishedMembers(database, until);
  tell('figures', 1, 3);
  await refreshStandings(database, until);
  tell('figures', 2, 3);
  await recomputeStaleFigures(database, until);
  await countPostWords(database, until);
  tell('figures', 3, 3);
  await database.prisma.$executeRawUnsafe('VACUUM ANALYZE');
  return loaded;
}

async function writeAll(tx: Db, parts: LoadParts, passwordHash: string): Promise<Loaded> {
  const { sizes, seed, until } = parts;
  const newId = createIds(chanceOf('ids', seed));
  await tx.$executeRawUnsafe('SET LOCAL synchronous_commit = off');
  await tx.$executeRawUnsafe(`SET LOCAL maintenance_work_mem = '128MB'`);
  const indexes = await dropIndexes(tx, FILLED);
  const writer = await createWriter(tx, newId);
  const people = makePeople(sizes.members, until, chanceOf('members', seed), newId);
  writePeople(people, passwordHash, writer);
  await writer.flush();
  const calendar = createCalendar(until);
  await addInvented(tx, people, parts);
  const ground: Ground = {
    sizes,
    seed,
    until,
    calendar,
    people,
    writer,
    newId,
    platforms: await readPlatforms(tx),
    authors: createAuthors(writer, newId),
    tell: parts.tell,
  };
  const evidence = chanceOf('evidence', seed);
  const { there, known: payouts, reports } = await writePayouts(ground, evidence);
  await writeSlips(ground, reports, slipOwnerKey(parts.secrets), chanceOf('slips', seed));
  await writeReviews(ground, there, evidence);
  await writeIncidents(ground, there, evidence);
  const work = chanceOf('work', seed);
  const clients = await writeClients(ground, work);
  const tasks = await writeTasks(ground, there, clients, await loadExchangeRates(tx), work);
  const subjects = { clients, tasks, payouts, ...(await readForum(tx)) };
  await writeForum(ground, subjects, {
    threads: chanceOf('threads', seed),
    posts: chanceOf('posts', seed),
    reading: chanceOf('reading', seed),
  });
  // Pages then say that members and figures are invented, and exclude search engines.
  const begun = today(new Date(until.getTime() - YEARS * 365 * DAY_MS));
  writer.record(begun, 'demo-begun', 'demo');
  writer.record(today(until), 'demo-loaded', 'demo');
  await writer.finish();
  await tx.$executeRawUnsafe(`
    INSERT INTO stale_figures (kind, subject)
    SELECT 'task', id FROM task UNION ALL SELECT 'client', id FROM client`);
  parts.tell('indexes', 0, 1);
  await buildIndexes(tx, indexes);
  parts.tell('indexes', 1, 1);
  return signInAs(tx, until);
}

function writePeople(people: readonly Person[], passwordHash: string, writer: Writer): void {
  for (const person of people) {
    const { id, pseudonym, key, publicationSalt, joinedAt, english } = person;
    writer.add('member', {
      id,
      publicationSalt,
      pseudonym,
      pseudonymKey: key,
      passwordHash,
      lang: english ? 'en' : 'fr',
      createdAt: joinedAt.toISOString(),
    });
  }
}

/** Adds the failing platforms, and facts of the others, by the actions that members use. */
async function addInvented(tx: Db, people: readonly Person[], { until }: LoadParts): Promise<void> {
  const [first] = people;
  if (first === undefined) return;
  const { id, pseudonym } = first;
  const viewer = { id, pseudonym, language: 'fr', established: false, roles: [] } as const;
  const begun = new Date(first.joinedAt.getTime() + 60_000);
  for (const { age: _age, slug: _slug, ...platform } of INVENTED) {
    await addPlatform(tx, { ...viewer, roles: [] }, platform, refreshPlatformFigures, begun);
  }
  for (const { slug, age, facts, source } of FACT_PLANS) {
    const at = new Date(until.getTime() - age * DAY_MS);
    await correctPlatform(tx, { ...viewer, roles: [] }, slug, { ...facts, source }, at);
    await tx.memberUse.deleteMany({ where: { memberId: id } });
  }
}

async function readPlatforms(tx: Db): Promise<Map<string, Platform>> {
  const rows = await tx.platform.findMany({
    select: { id: true, slug: true, name: true },
    orderBy: { slug: 'asc' },
  });
  return new Map(rows.map((platform) => [platform.slug, platform]));
}

async function readForum(
  tx: Db,
): Promise<{ categories: Map<string, string>; domains: Set<string> }> {
  const rows = await tx.forumCategory.findMany({ select: { id: true, slug: true } });
  const names = await tx.platformName.findMany({ where: { kind: 'domain' } });
  return {
    categories: new Map(rows.map(({ id, slug }) => [slug, id])),
    domains: new Set(names.map(({ text }) => text)),
  };
}

/** The member with most posts, and the runner-up as moderator. */
async function signInAs(tx: Db, until: Date): Promise<Loaded> {
  const busiest = await tx.$queryRaw<{ pseudonym: string }[]>`
    SELECT m.pseudonym FROM forum_post p JOIN member m ON m.id = p.member_id
     GROUP BY m.id ORDER BY count(*) DESC, m.id LIMIT 2`;
  const [member = '', moderator = ''] = busiest.map(({ pseudonym }) => pseudonym);
  if (moderator !== '') await grantRole(tx, moderator, 'moderator', until);
  return { member, moderator };
}
