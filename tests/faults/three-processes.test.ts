import {
  POSTS_UNTIL_UNLIMITED,
  FIRST_POSTS_PER_DAY,
} from '#shared/community/new-account-limits.ts';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPledges } from '#server/collective/pledges/pledge-batches.ts';
import { openSlotsOfSite } from '#server/collective/pledges/open-slots.ts';
import { issueBlindToken } from '#server/collective/pledges/blind-tokens.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';

import { publishedProof } from '#shared/evidence/proofs.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { startS3 } from '#tests/files/s3.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { emptyDatabase } from '#tests/support/backups.ts';
import { makeSlowCrowd } from '#tests/support/crowds.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { payoutOf, postsOf, type Write } from '#tests/support/member-writes.ts';
import { releaseAllSlips, showAllProofs } from '#tests/support/mondays.ts';
import { makePledging, makeWorker, preparePledge } from '#tests/support/pledges.ts';
import { queueJob } from '#tests/support/queue-job.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Three processes with nothing in common but PostgreSQL and a bucket, behind a balancer that asks them
 * in turn; one is killed at a random moment under load. CONTRENOTE_FAULTS=long sends twice as much.
 */

const MEMBERS = LONG ? 8 : 5;
const POSTS_EACH = LONG ? 6 : 4;
const PLEDGES = LONG ? 12 : 5;
const CLIENTS = 6;
const PICTURES_EVERY = 4;

const folder = mkdtempSync(join(tmpdir(), 'contrenote-three-'));
const processes: RunningSite[] = [];
let s3: Awaited<ReturnType<typeof startS3>>;
let database: Database;
let secrets: Secrets;
let boycott: string;
let thread: string;
const members: TestMember[] = [];
const clock = { now: new Date(), advanceDays: () => undefined };

const writes: Write[] = [];
const acknowledged: { write: Write; id: string }[] = [];
const unsure: { write: Write; by: RunningSite }[] = [];

beforeAll(async () => {
  s3 = await startS3(join(folder, 's3'));
  const url = await emptyDatabase();
  secrets = openSecrets(null, folder);
  const environment = {
    DATABASE_URL: url,
    PROCESSES: '3',
    SECRET_KEY: readFileSync(join(folder, 'secret.key'), 'utf8'),
    DAILY_DUMP: 'false',
    S3_ENDPOINT: s3.access.endpoint,
    S3_BUCKET: s3.access.bucket,
    S3_ACCESS_KEY_ID: s3.access.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.access.secretAccessKey,
  };
  // All at once, on a database that has no table yet.
  processes.push(...(await Promise.all([1, 2, 3].map(() => startSite({ environment })))));
  database = await openPostgres(url);
});
beforeAll(async () => {
  await makeWrites({ database, clock, dataDir: folder });
});
afterAll(async () => {
  for (const one of processes) await one.stop();
  await database.close();
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function makeWrites(bare: Parameters<typeof makePledging>[0]): Promise<void> {
  const earlier = { database, clock: { ...clock, now: new Date(Date.now() - 3 * 86_400_000) } };
  for (let nth = 0; nth < MEMBERS; nth += 1) members.push(await makeMember(earlier));
  ({ id: thread } = await makeThread(earlier));
  // So that each report becomes a slip.
  await makeSlowCrowd(database, PAYOUT.platform);
  for (const [nth, member] of members.entries()) {
    // Else she might post five times a day.
    for (let post = 0; post < POSTS_UNTIL_UNLIMITED; post += 1)
      await makePost(earlier, thread, { member });
    writes.push(
      ...postsOf(member, thread, POSTS_EACH),
      await payoutOf(member, nth % PICTURES_EVERY === 0),
    );
  }
  boycott = await makePledging(bare, { threshold: 1_000 });
  const [pair] = await database.prisma.boycottKey.findMany({ where: { boycottId: boycott } });
  const publicKey = Buffer.from(pair?.publicKey ?? []).toString('base64');
  for (let nth = 0; nth < PLEDGES; nth += 1) writes.push(await pledgeOf(bare, publicKey));
  writes.sort(() => randomInt(3) - 1);
}

async function pledgeOf(bare: Parameters<typeof makePledging>[0], key: string): Promise<Write> {
  const { id, pseudonym } = await makeWorker(bare);
  const viewer = { id, pseudonym, language: 'fr', roles: [], established: true } as const;
  const { blinded, finish } = preparePledge(boycott, 'established', key);
  const parts = { database, secrets, clock: () => new Date() };
  const { signature } = await issueBlindToken(
    parts,
    viewer,
    boycott,
    Buffer.from(blinded, 'base64'),
  );
  const { body } = finish(signature.toString('base64'));
  return {
    path: `/api/boycotts/${boycott}/pledges`,
    cookie: '',
    body: JSON.stringify(body),
    type: 'application/json',
    pathOf: null,
    key: body.key,
  };
}

/** From the moment of its end: that a process ended, the system tells a little later. */
let killed: RunningSite | null = null;
let turn = 0;
/** The next one in turn that lives, as a balancer finds it; another one than `not`. */
function next(not?: RunningSite): RunningSite {
  const living = processes.filter((one) => one !== not && one !== killed);
  turn += 1;
  const found = living[turn % living.length];
  if (found === undefined) throw new Error('nobody lives');
  return found;
}

function send(to: RunningSite, { path, cookie, body, type }: Write): Promise<Response> {
  const headers = { origin: to.url, 'content-type': type, ...(cookie === '' ? {} : { cookie }) };
  return fetch(to.url + path, { method: 'POST', headers, body });
}

/** Sends one write after the other; what is acknowledged, another process shows at once. */
async function work(): Promise<void> {
  for (let write = writes.pop(); write !== undefined; write = writes.pop()) {
    const by = next();
    const answer = await send(by, write)
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => null);
    if (answer === null) {
      unsure.push({ write, by });
      continue;
    }
    expect([200, 201], answer.text).toContain(answer.status);
    const { id = '' } = JSON.parse(answer.text) as { id?: string };
    acknowledged.push({ write, id });
    await expectThere(next(by), write, id);
  }
}

/** Expects that a process shows a post to strangers, and a payout to its author, with its picture. */
async function expectThere(at: RunningSite, write: Write, id: string): Promise<void> {
  const { pathOf, cookie, picture } = write;
  if (pathOf === null) return;
  const shown = await read(at, pathOf(id), picture === undefined ? '' : cookie);
  // In flight as that one was killed: a reader asks again.
  if (shown === null) return expectThere(next(at), write, id);
  if (picture === undefined) return;
  expect(JSON.parse(shown)).toMatchObject({ id, hasScreenshot: picture });
  if (picture) await expectPicture(at, write, id);
}

async function expectPicture(at: RunningSite, write: Write, id: string): Promise<void> {
  const data = await read(at, '/api/me/data.json', write.cookie);
  if (data === null) return expectPicture(next(at), write, id);
  const { lists } = personalDataResponse.parse(JSON.parse(data));
  const { screenshot } = lists['payouts']?.find((payout) => payout['id'] === id) ?? {};
  const path = `/files/${String(screenshot)}/reading.webp`;
  if ((await read(at, path, write.cookie)) === null) await expectPicture(next(at), write, id);
}

/** What a process answers, which is 200; null where it was killed meanwhile. */
async function read(at: RunningSite, path: string, cookie = ''): Promise<string | null> {
  const headers = cookie === '' ? {} : { cookie };
  const shown = await fetch(at.url + path, { headers })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch(() => null);
  if (shown === null) {
    expect(at).toBe(killed);
    return null;
  }
  expect([path, shown.status]).toEqual([path, 200]);
  return shown.text;
}

test('a session, and a daily limit, are the same at each of them', async () => {
  const [one, two, three] = processes;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three');
  const signUp = { pseudonym: 'Aïna', password: PASSWORD, agree: true };
  const to = (site: RunningSite, path: string, cookie: string, fields: object) =>
    send(site, {
      path,
      cookie,
      body: JSON.stringify(fields),
      type: 'application/json',
      pathOf: null,
      key: '',
    });
  const signed = await to(one, '/api/sign-up', '', signUp);
  expect(signed.status).toBe(201);
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? '';
  const whoAt = async (site: RunningSite) =>
    (await fetch(`${site.url}/api/me`, { headers: { cookie } })).json();
  expect(await whoAt(two)).toMatchObject({ viewer: { pseudonym: 'Aïna' } });
  const path = `/api/forum/threads/${thread}/posts`;
  const statuses = [];
  for (let post = 0; post <= FIRST_POSTS_PER_DAY; post += 1)
    statuses.push((await to(next(), path, cookie, { text: `Bonjour ${post}` })).status);
  expect(statuses).toEqual([...Array.from({ length: FIRST_POSTS_PER_DAY }, () => 201), 429]);
  expect((await to(three, '/api/sign-out', cookie, {})).status).toBe(200);
  for (const site of processes) expect(await whoAt(site)).toMatchObject({ viewer: null });
});

test('one is killed under load: nothing fails but what it was doing, nothing acknowledged is lost, all is seen at once', async () => {
  const victim = processes[randomInt(3)];
  if (victim === undefined) throw new Error('nobody to kill');
  const enough = randomInt(Math.floor(writes.length / 4), Math.floor(writes.length / 2));
  const working = Array.from({ length: CLIENTS }, work);
  while (acknowledged.length < enough) await setTimeout(2);
  killed = victim;
  await victim.stop({ signal: 'SIGKILL' });
  await Promise.all(working);
  expect(unsure.length).toBeLessThanOrEqual(CLIENTS);
  for (const { by } of unsure) expect(by).toBe(victim);

  // What was in flight is sent again, and comes once.
  for (const { write } of unsure.filter(({ write: { path } }) => !path.endsWith('/posts'))) {
    const again = await send(next(), write);
    expect([200, 201]).toContain(again.status);
    const { id = '' } = (await again.json()) as { id?: string };
    acknowledged.push({ write, id });
  }
  const living = processes.filter((site) => site !== victim);
  for (const { write, id } of acknowledged)
    for (const site of living) await expectThere(site, write, id);

  const { prisma } = database;
  const texts = (await prisma.forumPost.findMany({ where: { threadId: thread } })).map(
    ({ text }) => text,
  );
  const posts = acknowledged.filter(({ write: { path } }) => path.endsWith('/posts'));
  for (const { write } of posts) expect(texts.filter((text) => text === write.key)).toHaveLength(1);
  const { posts: places } = await prisma.forumThread.findUniqueOrThrow({ where: { id: thread } });
  expect(texts).toHaveLength(places);
  const own = { author: { memberId: { in: members.map(({ id }) => id) } } };
  expect(await prisma.payout.count({ where: own })).toBe(MEMBERS);
  expect(await prisma.payoutPublication.count({ where: { payout: own, state: 'first' } })).toBe(
    MEMBERS,
  );

  // Also what only the killed one had to compute.
  const areComputed = async (): Promise<boolean> => (await prisma.staleFigures.count()) === 0;
  while (!(await areComputed())) await setTimeout(50);

  const pictures = acknowledged.filter(({ write }) => write.picture === true);
  await releaseAllSlips(database);
  await showAllProofs(database);
  for (const site of living) {
    for (const { id } of pictures) {
      const { screenshot } = publishedProof.parse(
        JSON.parse((await read(site, `/api/payouts/${id}`)) ?? ''),
      );
      await read(site, screenshot?.reading.url ?? '/no-picture');
    }
  }
  await queueJob(database, 'figures');
  while (!(await areComputed())) await setTimeout(50);
  expect(
    await prisma.platformSummary.findFirst({ where: { platform: { slug: PAYOUT.platform } } }),
  ).toMatchObject({ payouts: MEMBERS, evidence: { proofs: pictures.length } });

  const slots = await openSlotsOfSite({ dataDir: folder, s3: s3.access }, secrets);
  await slots.refresh();
  const { established } = await countPledges(prisma, slots, boycott);
  await slots.close();
  expect(established).toBe(PLEDGES);
});
