import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSecrets } from '#server/core/secrets.ts';
import { loadCommunity } from '../bench/community/load-rows.ts';
import { sizesOf } from '../bench/community/sizes.ts';
import { refreshClientFigures } from '#server/directory/clients/refresh-client-figures.ts';
import { DUMPED_TABLES } from '#server/public-schema/all-tables.ts';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';
import { recomputeTaskFigures } from '#server/evidence/tasks/task-figures.ts';
import { col, statement } from '#server/database/sql.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeEditions, makeMonthOfReports } from '#tests/support/barometer.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeSurveyFigures } from '#tests/support/survey.ts';
import {
  makeCheck,
  makeFinding,
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  showAllPosts,
} from '#tests/support/factories.ts';
import {
  GROWN,
  differing,
  dumpParts,
  dumpSite,
  forkInto,
  readPages,
} from '#tests/support/log-forks.ts';
import { fetchCheckpoint } from '#tests/support/log-sequencer.ts';
import { MAKE } from '#tests/support/flaggable-subjects.ts';
import { makeTaskWithFigures } from '#tests/support/tasks.ts';
import { rewrite } from '#tests/support/rewrite-dump.ts';
import { releaseSlipsOfAllKinds } from '#tests/support/slips.ts';
import { updateEstablished } from '#tests/support/establish-members.ts';
import { crawl } from '#tests/support/crawl.ts';
import { makeMergedThreads } from '#tests/support/moved-posts.ts';
import { makeWatchedWord } from '#tests/support/watched-words.ts';

/**
 * The members leave with everything: a site made of the dump says and computes the same, and its
 * record begins with all that was signed before.
 */

const MEMBERS = 60;
const POSTS = 240;
/** Pages of one kind that are compared. */
const OF_A_KIND = 2;

/** Tables of which this dump has no row: the restoring of one is tested elsewhere, or nowhere yet. */
const WITHOUT_ROWS = [
  'appeals',
  'boycott-act-hashes',
  'boycott-acts',
  'boycott-ballots',
  'boycott-events',
  'boycott-keys',
  'boycott-links',
  'boycott-organisers',
  'boycott-pledges',
  'boycott-versions',
  'check-opinions',
  'client-changes',
  'domain-proofs',
  'fact-disputes',
  'juries',
  'legal-demands',
  'old-addresses',
  'old-forums',
  'record-cosignatures',
  'record-pending',
];

const folder = mkdtempSync(join(tmpdir(), 'contrenote-dump-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);

const origin = await createTestApp();
const fork = await createTestApp({ empty: true });
const other = await createTestApp({ empty: true });

/** Members whose accounts count as one voice. */
const inStep: string[] = [];

beforeAll(async () => {
  await loadCommunity({
    database: origin.database,
    sizes: sizesOf(MEMBERS, POSTS),
    seed: 1,
    until: new Date('2026-11-01T00:00:00Z'),
    password: 'bench-bench-bench',
    dataDir: origin.dataDir,
    secrets: openSecrets(null, origin.dataDir),
    tell: () => {},
  });
  await makeMonthOfReports(origin, { month: '2026-10', members: 20 });
  await makeEditions(origin);
  await makeSurveyFigures(origin);
  await liveOn();
  // What was just said is no longer young, and the figures are those of the day.
  origin.clock.advanceDays(60);
  await updateEstablished(origin);
  await origin.database.sql(`UPDATE member SET voice = 'one' WHERE id = ANY($1::text[])`, [inStep]);
  await origin.database.sql(
    `INSERT INTO stale_figures (kind, subject) SELECT 'platform', id FROM platform`,
  );
  await origin.catchUp();
  const reported = { platform: 'clickworker', client: 'Clickworker', notAPerson: true };
  await makeTaskWithFigures(origin, reported);
  const clients = await origin.database.prisma.client.findMany({ select: { id: true } });
  for (const { id } of clients) {
    await origin.database.prisma.$transaction((tx) =>
      refreshClientFigures(tx, id, origin.clock.now),
    );
  }
  await dumpSite(origin, path('first'));
  await forkInto(fork, origin, path('first'));
});

/** What the community has little of: pictures, signed beside unsigned, decisions, findings, replies. */
async function liveOn(): Promise<void> {
  const slug = 'clickworker';
  const member = await makeMember(origin, { pseudonym: 'Moitié-Moitié', established: true });
  const paid = await makePayout(origin, { member, slug, signed: true, screenshot: true });
  const mixed = true;
  await makePayout(origin, { member, slug, mixed, screenshot: true });
  await makePayout(origin, { member, slug, mixed, state: 'waiting', askedOn: '2026-09-02' });
  await releaseSlipsOfAllKinds(origin, slug);
  await makeReview(origin, { member });
  for (const signed of [false, false, true, true]) {
    const { member: linked } = await makeReview(origin, { slug: 'appen', signed });
    inStep.push(linked.id);
  }
  await makeClient(origin, { name: 'Clickworker' });
  const writer = await makeMember(origin);
  for (const make of Object.values(MAKE)) await make(origin, writer, 'Je le raconte.');
  // As the site renders what the factory wrote, and the restored site again.
  await origin.database.sql(
    `UPDATE forum_post SET html = replace(html, '<p>', '<p dir="auto">') WHERE html LIKE '<p>%'`,
  );
  const incident = await makeIncident(origin, { member });
  for (const withdraws of [true, false]) {
    const other = await makeMember(origin);
    const at = `/api/incidents/${incident.id}/echo`;
    await origin.post(at, {}, other.cookie);
    await showAllPosts(origin);
    if (withdraws) await origin.post(`${at}/withdraw`, {}, other.cookie);
  }
  await makeReply(origin, { state: 'published' });
  await makeCheck(origin);
  await makeFinding(origin, 'appen');
  for (const nth of [1, 2]) {
    const other = await makeMember(origin, { established: true, pseudonym: `Témoin ${nth}` });
    await origin.post(`/api/payouts/${paid.id}/confirm`, {}, other.cookie);
  }
  const hands = await makeHands(origin);
  const hidden = await makePayout(origin, { slug, screenshot: true });
  await decide(origin, hands, { kind: 'payout', id: hidden.id }, 'hide');
  const removed = await makeIncident(origin, {});
  await decide(origin, hands, { kind: 'incident', id: removed.id }, 'remove');
  const posts = await origin.database.prisma.forumPost.findMany({
    where: { text: { not: null }, place: { gt: 1 } },
    orderBy: { id: 'asc' },
    take: 3,
  });
  const [one = '', two = '', three = ''] = posts.map(({ id }) => id);
  await decide(origin, hands, { kind: 'post', id: one }, 'hide', { batch: [three] });
  await decide(origin, hands, { kind: 'post', id: two }, 'remove');
  await makeWatchedWord(origin);
  await makeMergedThreads(origin);
}

describe('a site made of a dump', () => {
  test('is made of rows of every table, but for those that are listed', () => {
    const empty = DUMPED_TABLES.map(({ name }) => name).filter(
      (name) => readFileSync(join(path('first'), 'whole', `${name}.jsonl`), 'utf8') === '',
    );
    expect(empty.toSorted()).toEqual(WITHOUT_ROWS);
    const reviews = readFileSync(join(path('first'), 'whole/reviews.jsonl'), 'utf8');
    expect(reviews.match(/"repeats": true/g)).toHaveLength(2);
  });

  test('gives the same dump again, to the byte, but for the record, which goes on', async () => {
    const again = path('again');
    await dumpSite(fork, again);
    const grown = GROWN.map((name) => `${name}.jsonl`).toSorted();
    expect(differing(path('first'), again, 'whole').toSorted()).toEqual(grown);
    expect(differing(path('first'), again, 'figures')).toEqual([]);
    for (const name of grown) {
      const [before, after] = [path('first'), again].map((from) =>
        readFileSync(join(from, 'whole', name), 'utf8'),
      );
      expect(after?.startsWith(before ?? '-'), name).toBe(true);
    }
  });
});

const FIGURES = [
  // The verdict is computed from all reports, of which a dump has the proofs.
  `SELECT platform_id, mean, evidence, ratings FROM platform_summary ORDER BY 1`,
  'SELECT id, figures, hourly_eur FROM task WHERE figures IS NOT NULL ORDER BY id',
  'SELECT client_id, figures, legacy, reports FROM client_summary ORDER BY client_id',
].map((text) => statement({ row: col.text }, `SELECT f::text AS row FROM (${text}) f`));

const STARTS = [
  '/fr',
  '/fr/preuves',
  '/fr/forum',
  '/fr/clients',
  '/fr/taches',
  '/fr/moderation/decisions',
];

test('its pages are the same to the byte, but for its record, its number of members, how they come in, and what moderation only counted', async () => {
  const counted = new Map<string, number>();
  // As many of each kind: addresses with the same beginning.
  const wanted = (page: string): boolean => {
    if (page.includes('?') || page.startsWith('/api/')) return false;
    const depth = /^\/\w\w\/(?:forum|moderation)\//.test(page) ? 4 : 3;
    const kind = page.split('/').slice(0, depth).join('/');
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
    return (counted.get(kind) ?? 0) <= OF_A_KIND;
  };
  const { bodies } = await crawl(origin, STARTS, wanted);
  const pages = [...bodies.keys()];
  for (const kind of [
    'plateformes',
    'preuves',
    'sujets',
    'clients',
    'taches',
    'decisions',
    'files',
  ])
    expect(pages.filter((page) => page.includes(kind)).length, kind).toBeGreaterThan(0);
  const [before, after] = [await readPages(origin, pages), await readPages(fork, pages)];
  const differ = pages.filter((page) => before.get(page) !== after.get(page));
  // Whose pseudonym waits for her is led to claim it; a receipt shows the checkpoint in force;
  // flags and notices are counted, and in no dump one by one.
  const own =
    /^\/record\/|^\/(?:fr|en)(?:\/(?:registre|record|inscription|connexion|sign-up|sign-in|reprendre-mon-pseudonyme|claim-my-pseudonym|transparence|transparency))?$/;
  expect(differ.filter((page) => !own.test(page))).toEqual([]);
});

test('its record cites the checkpoint of the dump, under a name of its own', async () => {
  const [first, last] = await fork.database.prisma.recordLog.findMany({
    orderBy: { number: 'asc' },
  });
  expect(last?.began).toBe('forked');
  expect(last?.origin).not.toBe(first?.origin);
  const manifest = JSON.parse(readFileSync(path('first/manifest.json'), 'utf8')) as {
    checkpoint: string;
  };
  expect(last?.cites).toBe(manifest.checkpoint);
  const { origin: name, size } = await fetchCheckpoint(fork);
  expect([name, size > 0]).toEqual([last?.origin, true]);
});

test('nobody signs in without the code of the operator, and moderators do not come along', async () => {
  const { prisma } = fork.database;
  const members = await prisma.member.count();
  const lines = readFileSync(path('first/whole/members.jsonl'), 'utf8').trim().split('\n');
  expect(members).toBe(lines.length);
  expect(members).toBeGreaterThan(20);
  expect(await prisma.importClaim.count()).toBe(members);
  expect(await prisma.roleGrant.count({ where: { memberId: { not: null } } })).toBe(0);
});

describe('a dump is refused', () => {
  const take = (dump: string, into: TestApp): Promise<unknown> =>
    restoreDump({ ...dumpParts(into), say: () => {} }, dump, origin.clock.now);

  test('by a site that has anything in it', async () => {
    await expect(take(path('first'), fork)).rejects.toThrow(/not empty/);
  });

  test('whose acts are not those that were signed, and nothing of it stays', async () => {
    const copy = path('edited');
    cpSync(path('first'), copy, { recursive: true });
    rewrite(copy, 'whole/record-entries.jsonl', (text) =>
      text.replace('"kind": "post-published"', '"kind": "post-forgotten"'),
    );
    await expect(take(copy, other)).rejects.toThrow(/acts of the dump are not those/);
    expect(await other.database.prisma.member.count()).toBe(0);
    expect(await other.database.prisma.platform.count()).toBe(0);
  });
});

test('what was taken back since is left out, and the figures follow', async () => {
  const copy = path('erased');
  cpSync(path('first'), copy, { recursive: true });
  const lines = readFileSync(join(copy, 'whole/posts.jsonl'), 'utf8').trim().split('\n');
  const posts = lines.map((line) => JSON.parse(line) as { id: string; text: string | null });
  const post = posts.find(({ text }) => text !== null);
  rewrite(copy, 'erasures.jsonl', (text) => `${text}{"subject":"post/${post?.id}"}\n`);
  const parts = { ...dumpParts(other), say: () => {} };
  const { erased } = await restoreDump(parts, copy, origin.clock.now);
  expect(erased).toBeGreaterThan(0);
  const gone = await other.database.prisma.forumPost.findUniqueOrThrow({
    where: { id: post?.id ?? '' },
  });
  expect([gone.text, gone.memberId]).toEqual([null, null]);
  expect(gone.withdrawnOn).not.toBeNull();
});

// Last, since verdicts change with it.
test('computes the same figures anew, to the digit', async () => {
  const { now } = fork.clock;
  const { prisma } = fork.database;
  const select = { id: true };
  const platforms = await prisma.platform.findMany({ select });
  const tasks = await prisma.task.findMany({ select });
  const clients = await prisma.client.findMany({ select });
  for (const { id } of tasks) await prisma.$transaction((tx) => recomputeTaskFigures(tx, id, now));
  for (const { id } of clients)
    await prisma.$transaction((tx) => refreshClientFigures(tx, id, now));
  for (const { id } of platforms)
    await prisma.$transaction((tx) => refreshPlatformFigures(tx, id, now));
  for (const query of FIGURES) {
    const [before, after] = [await origin.database.sql(query), await fork.database.sql(query)];
    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  }
});
