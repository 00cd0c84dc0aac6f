import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSignInChallenges } from '#server/identity/accounts/proof-of-work.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { TICKET_WAIT_SECONDS } from '#shared/identity/accounts.ts';
import { threadPageOfPosition } from '#shared/community/forum.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeThread } from '#tests/support/forum.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { findLost } from '#tests/support/find-lost-writes.ts';
import {
  makeLoaded,
  startLoad,
  type Load,
  type LoadedSite,
} from '#tests/support/load-generator.ts';
import { releaseAllSlips } from '#tests/support/mondays.ts';
import { queueJob } from '#tests/support/queue-job.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * The clock of the machine goes back an hour, forward a day, and back again, while the site runs.
 * CONTRENOTE_FAULTS=long does it again and again.
 */
const ROUNDS = LONG ? 10 : 1;
const HOUR_MS = 3_600_000;
const JUMPS = [-HOUR_MS, 24 * HOUR_MS, -2 * HOUR_MS, 0];
/** Seldom enough that asking takes nothing from the site. */
const POLL_MS = 50;
const PAGES = ['/fr/plateformes/clickworker', '/api/platforms/clickworker'];

const folder = mkdtempSync(join(tmpdir(), 'contrenote-clock-'));
const clockFile = join(folder, 'clock');
let site: RunningSite;
let database: Database;
let loaded: LoadedSite;
let load: Load | null = null;

beforeAll(async () => {
  const url = await makeTestDatabase(TEMPLATE);
  site = await startSite({
    command: ['--import', './tests/support/shifted-clock.mjs', 'dist/server/main.js'],
    environment: {
      DATABASE_URL: url,
      DAILY_DUMP: 'false',
      CLOCK_FILE: clockFile,
      PAGE_AGE_MS: '1000',
    },
  });
  database = await openPostgres(url);
  loaded = await makeLoaded(database, ROUNDS * 16, { crowd: true });
});
afterAll(async () => {
  await load?.stop();
  await site.stop();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('jumps under load: members stay signed in, nothing is refused, lost or published twice, pages stay fresh, figures are computed', async () => {
  const running = startLoad(site.url, loaded, PAGES);
  load = running;
  const done = (): number => running.posts.length + running.payouts.size;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const jump of JUMPS) {
      const [before, posted] = [done(), running.posts.length];
      writeFileSync(clockFile, String(jump));
      site.process.kill('SIGUSR2');
      await until(() => done() > before + 12 && running.posts.length > posted);
      // What was just written stands on the page that visitors get, whichever hour it was drawn in.
      const text = running.posts.at(-1) ?? '';
      await until(() => isShown(text));
    }
  }
  await running.stop();
  expect(
    running.answers.filter(({ status }) => ![200, 201].includes(status)),
    site.output(),
  ).toEqual([]);
  expect(await findLost(database, loaded, running)).toEqual([]);
  const { prisma } = database;
  const ids = loaded.members.map(({ id }) => id);
  const own = { author: { memberId: { in: ids } } };
  expect(await prisma.payout.count({ where: own })).toBe(running.payouts.size);
  const figuresAreComputed = async (): Promise<boolean> =>
    (await prisma.staleFigures.count()) === 0;
  await until(figuresAreComputed);
  // Each member's first report has a slip, which is released later, and counts then.
  const authors = await prisma.author.count({
    where: { memberId: { in: ids }, payouts: { some: {} } },
  });
  const first = { payout: own, state: 'first' };
  expect(await prisma.payoutPublication.count({ where: first })).toBe(authors);
  await releaseAllSlips(database);
  await queueJob(database, 'figures');
  await until(figuresAreComputed);
  const payouts = await prisma.slip.count();
  expect(payouts).toBeGreaterThanOrEqual(authors);
  expect(
    await prisma.platformSummary.findFirst({ where: { platform: { slug: 'clickworker' } } }),
  ).toMatchObject({ payouts });
});

test('what the record signs after a jump is never dated before what it signed earlier', async () => {
  const test = await createTestApp();
  const { database: own, clock } = test;
  const begun = clock.now.getTime();
  for (const jump of [0, ...JUMPS]) {
    clock.now = new Date(begun + jump);
    const { id, member } = await makeThread(test);
    const fields = { text: `Bonjour ${jump}.` };
    const posted = await test.post(`/api/forum/threads/${id}/posts`, fields, member.cookie);
    expect(posted.statusCode, posted.body).toBe(201);
    expect(await sequence(test)).toBeGreaterThan(0);
  }
  const signed = await own.prisma.recordCheckpoint.findMany({ orderBy: { size: 'asc' } });
  const moments = signed.map(({ signedAt }) => signedAt.getTime());
  expect(moments).toHaveLength(JUMPS.length + 1);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  const { _count: leaves, _max: last } = await own.prisma.recordEntry.aggregate({
    where: { leaf: { not: null } },
    _count: true,
    _max: { leaf: true },
  });
  // Each has its place once.
  expect(Number(last.leaf)).toBe(leaves - 1);
});

test('whoever waits with a ticket when the clock is put back gets another one, and through in a minute', async () => {
  const { database: own } = await createTestApp();
  let now = new Date('2026-11-20T10:00:00Z');
  const { newTicket, acceptTicket } = createSignInChallenges(
    own.prisma,
    openSecrets(null, folder),
    () => now,
  );
  const ticket = newTicket();
  now = new Date(now.getTime() - HOUR_MS);
  expect(await acceptTicket(ticket)).toEqual({ kind: 'refused' });
  const another = newTicket();
  now = new Date(now.getTime() + TICKET_WAIT_SECONDS * 1_000);
  expect(await acceptTicket(another)).toEqual({ kind: 'accepted' });
});

/** Whether a post stands on its page as visitors get it. */
async function isShown(text: string): Promise<boolean> {
  const { place } = await database.prisma.forumPost.findFirstOrThrow({ where: { text } });
  const path = `/fr/forum/sujets/${loaded.thread}?page=${threadPageOfPosition(place)}`;
  return (await (await fetch(site.url + path)).text()).includes(text);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(POLL_MS);
}
