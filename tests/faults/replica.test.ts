import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { startServer } from '#tests/support/postgres.ts';
import { makeReplica, type TestReplica } from '#tests/support/replica.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** A real streaming replica, held back on purpose, stopped and started again. */

const NAME = 'contrenote';
const folder = mkdtempSync(join(tmpdir(), 'contrenote-read-'));
let server: Awaited<ReturnType<typeof startServer>>;
let replica: TestReplica;
let site: RunningSite;
let database: Database;
let cookie: string;
let thread: string;
/** The post that begins it. */
let first: string;

beforeAll(async () => {
  server = await startServer();
  await server.createDatabase(NAME);
});
beforeAll(async () => {
  replica = await makeReplica(server);
});
beforeAll(async () => {
  const url = `${server.url}/${NAME}`;
  const environment = { DATABASE_URL: url, DATABASE_REPLICA_URLS: `${replica.url}/${NAME}` };
  site = await startSite({ dataDir: folder, environment });
  database = await openPostgres(url);
  const world = { database, clock: { now: new Date(), advanceDays: () => undefined } };
  const member = await makeMember(world);
  ({ cookie } = member);
  ({ id: thread, postId: first } = await makeThread(world, { member }));
});
afterAll(async () => {
  await site.stop();
  await database.close();
  await replica.remove();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Cookies as a browser keeps them. */
class Jar {
  readonly #kept = new Map<string, string>();
  constructor(first = '') {
    if (first !== '') this.#take(first);
  }
  #take(header: string): void {
    const [pair = ''] = header.split(';');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    this.#kept.set(name, value);
  }
  has(name: string): boolean {
    return this.#kept.has(name);
  }
  /** A page as a browser shows it, wherever it is led. */
  async show(path: string): Promise<string> {
    return (await fetch(site.url + path, { headers: { cookie: this.#sent() } })).text();
  }
  #sent(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  async ask(path: string, fields?: object): Promise<{ status: number; body: unknown }> {
    const sent = this.#sent();
    const response = await fetch(site.url + path, {
      headers: {
        ...(sent === '' ? {} : { cookie: sent }),
        ...(fields === undefined ? {} : { origin: site.url, 'content-type': 'application/json' }),
      },
      ...(fields === undefined ? {} : { method: 'POST', body: JSON.stringify(fields) }),
    });
    for (const header of response.headers.getSetCookie()) this.#take(header);
    return { status: response.status, body: await response.json() };
  }
}

/** Runs a query on the replica itself. */
async function onReplica<Row extends object>(query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: `${replica.url}/${NAME}` });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

/** How often the tables of threads and posts were looked into there. */
async function readsThere(): Promise<number> {
  const [row] = await onReplica<{ reads: number }>(
    `SELECT COALESCE(sum(seq_scan + idx_scan), 0)::int AS reads FROM pg_stat_user_tables
      WHERE relname IN ('forum_thread', 'forum_post')`,
  );
  return row?.reads ?? 0;
}

/** Reads as a visitor until the replica has answered one who came after this call. */
async function untilReplicaAnswers(): Promise<void> {
  const before = await readsThere();
  while ((await readsThere()) === before) {
    expect((await new Jar().ask(`/api/forum/threads/${thread}`)).status).toBe(200);
    await setTimeout(20);
  }
}

async function post(jar: Jar, text: string): Promise<string> {
  const { status, body } = await jar.ask(`/api/forum/threads/${thread}/posts`, { text });
  expect([status, body]).toEqual([
    201,
    expect.objectContaining({ id: expect.any(String) as string }),
  ]);
  return (body as { id: string }).id;
}

async function isOnReplica(postId: string): Promise<boolean> {
  return (await onReplica(`SELECT 1 FROM forum_post WHERE id = '${postId}'`)).length > 0;
}

test('visitors and members are answered by a replica that is fresh', async () => {
  while (!(await isOnReplica(first))) await setTimeout(20);
  await untilReplicaAnswers();
  const jar = new Jar(cookie);
  expect(await jar.ask('/api/me')).toMatchObject({ status: 200, body: { viewer: {} } });
  expect(jar.has('written')).toBe(false);
});

test('held back, a member reads what she wrote at every moment; visitors see it as soon as the lag is noticed', async () => {
  await replica.holdBack();
  const jar = new Jar(cookie);
  for (const text of ['Premier essai.', 'Deuxième essai.', 'Troisième essai.']) {
    const id = await post(jar, text);
    expect(jar.has('written')).toBe(true);
    for (let nth = 0; nth < 20; nth += 1)
      expect((await jar.ask(`/api/forum/posts/${id}`)).status).toBe(200);
    expect(await jar.show(`/p/${id}`)).toContain(text);
    // A second without a write of anybody is long enough to be passed over.
    while ((await new Jar().ask(`/api/forum/posts/${id}`)).status !== 200) await setTimeout(20);
    expect(await isOnReplica(id)).toBe(false);
  }
});

test('held back, who becomes a member is known at once, and signed out at once', async () => {
  const jar = new Jar();
  const form = { pseudonym: 'Aïna', password: PASSWORD, agree: true };
  expect((await jar.ask('/api/sign-up', form)).status).toBe(201);
  for (let nth = 0; nth < 10; nth += 1)
    expect(await jar.ask('/api/me')).toMatchObject({ body: { viewer: { pseudonym: 'Aïna' } } });
  expect((await jar.ask('/api/sign-out', {})).status).toBe(200);
  expect(await jar.ask('/api/me')).toMatchObject({ body: { viewer: null } });
});

test('let go, it answers again, and has all', async () => {
  const id = await post(new Jar(cookie), 'Quatre.');
  await replica.letGo();
  await untilReplicaAnswers();
  while (!(await isOnReplica(id))) await setTimeout(20);
  expect((await new Jar().ask(`/api/forum/posts/${id}`)).status).toBe(200);
});

test('stopped while people read and write, nothing fails; started again, it answers again', async () => {
  const done = new AbortController();
  const jar = new Jar(cookie);
  const reading = Array.from({ length: 4 }, async (_, nth) => {
    while (!done.signal.aborted) {
      const asked = nth === 0 ? jar : new Jar();
      expect((await asked.ask(`/api/forum/threads/${thread}`)).status).toBe(200);
    }
  });
  await replica.stop();
  const id = await post(jar, 'Cinq.');
  expect((await jar.ask(`/api/forum/posts/${id}`)).status).toBe(200);
  await replica.start();
  done.abort();
  await Promise.all(reading);
  await untilReplicaAnswers();
});
