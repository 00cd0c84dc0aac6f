import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { writeDump } from '#server/portability/dump/write-dump.ts';
import { ownTaskReportsResponse } from '#shared/evidence/tasks.ts';
import type { PlatformSlipsResponse } from '#shared/directory/slip-figures.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { PAYOUT, secretsOf, slipDesk } from '#tests/api/evidence/publication.testing.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { crawl, everyRoute } from '#tests/support/crawl.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { dumpParts } from '#tests/support/log-forks.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { makeTaskReport, TASK_REPORT } from '#tests/support/tasks.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * The platform reads all that is public, each hour. Before a report's Monday nothing may tell that
 * there is one: no number, date, ETag or entry of the record. The words of the standing may, on the
 * day from which the report counts for it.
 */

const SLUG = 'clickworker';
const OTHERS = ['appen', 'bemyeye'];
const MONDAY = '2026-11-30';

/** The site on which a member reports, and its twin, on which nobody does. */
let site: TestApp;
let quiet: TestApp;
let member: TestMember;
let starts: string[];
/** The slug of a client, and an incident of somebody else. */
let client: string;
let others: string;

async function runJobs(of: TestApp): Promise<void> {
  await publishAndRelease(of.database, createSlipDeps(secretsOf(of)), of.clock.now);
  const { database, store, clock } = of;
  await runHourlyJobs({ database, store, clock: () => clock.now });
  await of.catchUp();
}

beforeAll(async () => {
  const url = await makeTestDatabase(TEMPLATE);
  const origin = await createTestApp({ databaseUrl: url });
  // Established members stay so until December.
  const turn = { day: dayToDate('2026-11-01'), established: 60 };
  await origin.database.prisma.establishedTurn.create({ data: turn });
  await makeCrowd(origin, SLUG, 60, 3_000);
  for (const slug of OTHERS) await makePayout(origin, { slug, screenshot: true });
  member = await makeMember(origin);
  const { id } = await makePayout(origin, { member, slug: 'appen', signed: true });
  const { id: incidents } = await makeIncident(origin, { member, slug: SLUG });
  ({ slug: client } = await makeClient(origin));
  ({ id: others } = await makeIncident(origin, { slug: SLUG }));
  await makeReview(origin, { member, slug: SLUG, text: 'Je travaille le soir.' });
  const { taskId } = await makeTaskReport(origin, { member });
  const thread = { category: 'paiements', title: 'Qui travaille le soir ?', text: 'Moi.' };
  const started = await origin.post('/api/forum/threads', thread, member.cookie);
  expect(started.statusCode, started.body).toBe(201);
  const { id: threads } = started.json<{ id: string }>();
  const { id: posts } = await origin.database.prisma.forumPost.findFirstOrThrow({
    where: { threadId: threads },
  });
  await runJobs(origin);
  const ids = { payouts: id, incidents, tasks: taskId, threads, posts };
  starts = [
    '/',
    '/fr',
    '/sitemap.xml',
    '/robots.txt',
    `/fr/recherche?q=${member.pseudonym}`,
    `/api/search?q=${SLUG}`,
    `/api/lookup?domain=${SLUG}.com`,
    ...(await everyRoute(origin, ids)),
  ].filter((path) => !RANDOM.has(path));
  await origin.app.close();
  await origin.database.close();
  const [one, other] = [await clone(url), await clone(url)];
  site = await createTestApp({ databaseUrl: one, store: origin.store });
  quiet = await createTestApp({ databaseUrl: other, store: origin.store });
});

function clone(url: string): Promise<string> {
  return makeTestDatabase(url.slice(url.lastIndexOf('/') + 1));
}

/** Answers that are drawn at each request: proofs of work, challenges of passkeys. */
const RANDOM: ReadonlySet<string> = new Set([
  '/api/challenge',
  '/api/challenge?for=sign-up',
  '/api/passkeys/options',
]);

const desk = slipDesk(() => site);
const form = { ...PAYOUT, platform: SLUG, askedOn: '2026-11-10', receivedOn: '2026-11-14' };

/** A platform that nobody reports about has the same pages as the others. */
function isWanted(path: string): boolean {
  if (RANDOM.has(path)) return false;
  const [, slug] = /^\/(?:fr\/plateformes|api\/platforms)\/([^/?]+)/.exec(path) ?? [];
  return !path.startsWith('/en') && (slug === undefined || [SLUG, ...OTHERS].includes(slug));
}

/** What differs at each request, whatever happens on the site. */
const CLOCKS: readonly RegExp[] = [/"date":"[^"]*"/g];

/** All that a stranger gets, with its headers, and the files of the dump. */
async function walk(): Promise<Map<string, string>> {
  await runJobs(site);
  await sequence(site);
  const { bodies, failed } = await crawl(site, starts, isWanted);
  expect(failed).toEqual([]);
  const clean = (body: string): string =>
    CLOCKS.reduce((text, pattern) => text.replaceAll(pattern, ''), body);
  return new Map([
    ...[...bodies].map(([path, body]) => [path, clean(body)] as const),
    ...(await readDump()),
  ]);
}

async function readDump(): Promise<[string, string][]> {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-dump-'));
  const dump = join(folder, 'dump');
  await writeDump(dumpParts(site), dump, site.clock.now);
  const files = readdirSync(dump, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const read = files.map((file): [string, string] => [
    `dump ${file.slice(dump.length)}`,
    readFileSync(file, 'latin1'),
  ]);
  rmSync(folder, { recursive: true });
  return read;
}

function differing(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.filter((path) => before.get(path) !== after.get(path)).toSorted();
}

describe('on the day of a report', () => {
  let before: Map<string, string>;
  let report: string;
  let proof: string;
  beforeAll(async () => {
    await walk();
    before = await walk();
  });

  test('the walk meets pages, routes, feeds, pictures, the record and the dump', () => {
    expect(before.size).toBeGreaterThan(250);
    for (const part of [
      '/fr/plateformes/clickworker',
      '/fr/plateformes/clickworker/avis',
      '/fr/plateformes/clickworker/preuves',
      '/slips',
      '.atom',
      '.png',
      '/record/tile/',
    ]) {
      expect(
        [...before.keys()].some((path) => path.includes(part)),
        part,
      ).toBe(true);
    }
    expect(before.has('dump /whole/slips.jsonl')).toBe(true);
  });

  test('nothing differs after a report, and one with a picture', async () => {
    report = await desk.post(SLUG, member);
    const file = { bytes: await makePlainPng() };
    const sent = await postForm(site, '/api/payouts', form, { cookie: member.cookie, file });
    expect(sent.statusCode, sent.body).toBe(201);
    proof = sent.json<{ id: string }>().id;
    expect(await desk.statesOf(member)).toEqual(expect.arrayContaining(['joined', 'waits']));
    expect(differing(before, await walk())).toEqual([]);
  });

  test('nor after reviews, an incident and a "me too"', async () => {
    const marks = { pay: 2, punctuality: 2, fairness: 2, communication: 2, supply: 2, speed: 2 };
    const review = { ...marks, experiencedMonth: '2026-10', text: 'Rien à dire.' };
    const told = { kind: 'account-closed', happenedOn: '2026-11-02', lost: '12', currency: 'EUR' };
    const incident = { ...told, platform: SLUG, reason: 'none', appeal: 'unanswered' };
    for (const [path, body, by] of [
      [`/api/platforms/${OTHERS[0]}/review`, review, member],
      [`/api/clients/${client}/review`, { ...review, platform: SLUG }, member],
      ['/api/incidents', incident, member],
      [`/api/incidents/${others}/echo`, {}, member],
    ] as const) {
      const sent = await site.post(path, body, by.cookie);
      expect(sent.statusCode, sent.body).toBeLessThan(300);
    }
    const bought = { ...incident, kind: 'posts-bought', asks: 'praise', lost: '' };
    const file = { bytes: await makePlainPng() };
    const account = { account: 'new', pseudonym: 'brume claire', password: PASSWORD };
    for (const [path, body, options] of [
      ['/api/incidents', bought, { cookie: member.cookie, file }],
      ['/api/incidents/with-account', { ...bought, ...account }, { file }],
    ] as const) {
      const sent = await postForm(site, path, body, options);
      expect(sent.statusCode, sent.body).toBe(201);
    }
    expect(differing(before, await walk())).toEqual([]);
    // The numbers below are those of payouts.
    const late = { where: { shownFrom: null }, data: { dueOn: dayToDate('2026-12-14') } };
    await site.database.prisma.review.updateMany(late);
    await site.database.prisma.clientReview.updateMany(late);
    await site.database.prisma.incident.updateMany(late);
    await site.database.prisma.incidentEcho.updateMany(late);
  });

  test('nor after a correction, a withdrawal, and a report with a new account', async () => {
    const { receivedOn: _, ...asked } = form;
    const refused = { outcome: 'refused', refusedOn: '2026-11-18', refusal: 'no-reason' };
    const correction = { ...asked, ...refused };
    const corrected = await site.post(`/api/payouts/${report}`, correction, member.cookie);
    expect(corrected.statusCode, corrected.body).toBe(200);
    const withdrawn = await site.post(`/api/payouts/${proof}/withdraw`, {}, member.cookie);
    expect(withdrawn.statusCode, withdrawn.body).toBe(200);
    const account = { account: 'new', pseudonym: 'lune rousse', password: PASSWORD };
    const fields = { ...form, ...account, _key: 'form-of-a-visitor' };
    const sent = await postForm(site, '/api/payouts/with-account', fields, {
      file: { bytes: await makePlainPng() },
    });
    expect(sent.statusCode, sent.body).toBe(201);
    expect(differing(before, await walk())).toEqual([]);
  });

  test('nor after a task report that names a client, its correction and its withdrawal', async () => {
    const named = { ...TASK_REPORT, client: 'Rare Client SARL', notAPerson: true };
    const sent = await site.post('/api/task-reports', named, member.cookie);
    expect(sent.statusCode, sent.body).toBe(201);
    expect(differing(before, await walk())).toEqual([]);
    const path = `/api/task-reports/${sent.json<{ id: string }>().id}`;
    const corrected = await site.post(path, { ...named, paid: 9 }, member.cookie);
    expect(corrected.statusCode, corrected.body).toBe(200);
    const { reports } = ownTaskReportsResponse.parse(
      (await site.get('/api/me/task-reports', member.cookie)).json(),
    );
    // Hers from before too, which counts.
    for (const { id } of reports) {
      const withdrawn = await site.post(`/api/task-reports/${id}/withdraw`, {}, member.cookie);
      expect(withdrawn.statusCode, withdrawn.body).toBe(200);
    }
    expect(reports).toHaveLength(2);
    expect(differing(before, await walk())).toEqual([]);
    // The numbers below are those of payouts.
    await site.database.prisma.taskReport.updateMany({
      where: { leavesOn: { not: null } },
      data: { leavesOn: dayToDate('2026-12-14') },
    });
  });
});

describe('until its Monday', () => {
  const numbers = [
    '/api/platforms',
    ...['', '/slips', '/meter', '/reviews'].map((rest) => `/api/platforms/${SLUG}${rest}`),
    `/api/lookup?domain=${SLUG}.com`,
  ];

  /** Answers without the words of the standing. */
  async function numbersOf(of: TestApp): Promise<object> {
    const entries = [];
    for (const path of numbers) {
      const { body } = await of.get(path);
      entries.push([path, JSON.parse(body, (key, value) => (key === 'standing' ? null : value))]);
    }
    return Object.fromEntries(entries);
  }

  async function slipsOf(of: TestApp): Promise<PlatformSlipsResponse['slips']> {
    const { body } = await of.get(`/api/platforms/${SLUG}/slips`);
    return (JSON.parse(body) as PlatformSlipsResponse).slips;
  }

  test('no number differs from those of a site without it; then they do', async () => {
    const known = await quiet.database.prisma.slip.findMany({ select: { id: true } });
    const moved = await site.database.prisma.slip.updateMany({
      where: { id: { notIn: known.map(({ id }) => id) } },
      data: { monday: dayToDate(MONDAY) },
    });
    expect(moved.count).toBeGreaterThan(0);
    for (const day of ['2026-11-21', '2026-11-23', '2026-11-26', '2026-11-29']) {
      for (const one of [site, quiet]) {
        one.clock.now = new Date(`${day}T12:00:00Z`);
        await runJobs(one);
      }
      expect(await numbersOf(site), day).toEqual(await numbersOf(quiet));
    }
    for (const one of [site, quiet]) {
      one.clock.now = new Date(`${MONDAY}T12:00:00Z`);
      await runJobs(one);
    }
    expect((await slipsOf(site)).length - (await slipsOf(quiet)).length).toBe(moved.count);
    expect(await numbersOf(site)).not.toEqual(await numbersOf(quiet));
  });
});
