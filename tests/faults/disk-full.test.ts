import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test as testAnywhere } from 'vitest';
import { openEmbeddedDatabase, openPostgres, serveEmbeddedDatabase } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { RESERVE_BYTES } from '#server/core/disk-space.ts';
import { PASSWORD } from '#tests/support/accounts.ts';
import { multipart } from '#tests/support/forms.ts';
import { findLost } from '#tests/support/find-lost-writes.ts';
import { PAYOUT, makeLoaded } from '#tests/support/load-generator.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { canMakeSmallDisks, makeSmallDisk, type SmallDisk } from '#tests/support/small-disk.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** Real file systems of some megabytes, filled to the last byte, and emptied again. */

const test = testAnywhere.skipIf(!canMakeSmallDisks());
const FOLDER_MB = 24;
/** The database as it is at first, its log of writes, and the reserve. */
const DATABASE_MB = 240;
const ended: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

function smallDisk(megabytes: number): SmallDisk {
  const disk = makeSmallDisk(megabytes);
  ended.push(disk.remove);
  return disk;
}

async function start(options: Parameters<typeof startSite>[0]): Promise<RunningSite> {
  const site = await startSite(options);
  ended.push(() => site.stop({ keepData: true }));
  return site;
}

type Sent = { status: number; retryAfter: string | null; text: string };

async function send(
  site: RunningSite,
  path: string,
  cookie: string,
  { body, type, html = false }: { body: BodyInit; type: string; html?: boolean },
): Promise<Sent> {
  const response = await fetch(site.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: site.url,
      cookie,
      'content-type': type,
      accept: html ? 'text/html' : 'application/json',
    },
    body,
  });
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, text: await response.text() };
}

function idIn({ text }: Sent): string {
  return (JSON.parse(text) as { id: string }).id;
}

/** The cookie of a member who has just come. */
async function signUp(site: RunningSite): Promise<string> {
  const signed = await fetch(`${site.url}/api/sign-up`, {
    method: 'POST',
    headers: { origin: site.url, 'content-type': 'application/json' },
    body: JSON.stringify({ pseudonym: 'Camille', password: PASSWORD, agree: true }),
  });
  return signed.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function sendPicture(
  site: RunningSite,
  cookie: string,
  key: string,
  from: string | null = null,
): Promise<Sent> {
  const fields = {
    ...PAYOUT,
    _key: key,
    ...(from === null ? {} : { _from: from, _form: 'payout' }),
  };
  const html = from !== null;
  const form = multipart(fields, { bytes: await makePlainPng() });
  const type = form.headers['content-type'];
  return send(site, '/api/payouts', cookie, { body: new Uint8Array(form.payload), type, html });
}

const FORMS = [
  ['fr', '/fr/declarer/paiement'],
  ['en', '/en/report/pay-out'],
] as const;
const REFUSED = {
  status: 503,
  retryAfter: '300',
  text: JSON.stringify({ error: { code: 'no-room', retryAfterSeconds: 300 } }),
};

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('filler'))
    .map(({ name }) => name);
}

test.each(['tmp', 'files'])(
  'no room in %s: the picture is refused in words, nothing half is left, payouts without one go on; with room it is taken',
  async (full) => {
    const disk = smallDisk(FOLDER_MB);
    const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-full-'));
    ended.push(() => rmSync(dataDir, { recursive: true, force: true }));
    mkdirSync(join(disk.folder, full));
    symlinkSync(join(disk.folder, full), join(dataDir, full));
    const url = await makeTestDatabase(TEMPLATE);
    const site = await start({ dataDir, environment: { DATABASE_URL: url, DAILY_DUMP: 'false' } });
    const database = await openPostgres(url);
    ended.push(() => database.close());
    const loaded = await makeLoaded(database, 1);
    const cookie = loaded.members[0]?.cookie ?? '';
    disk.fill(0);
    expect(await sendPicture(site, cookie, 'one-form-many-tries')).toEqual(REFUSED);
    for (const [language, from] of FORMS) {
      const page = await sendPicture(site, cookie, 'one-form-many-tries', from);
      expect([page.status, page.retryAfter]).toEqual([503, '300']);
      expect(page.text).toContain(messagesFor(language).errors.codes['no-room']);
      // Nothing typed is lost.
      expect(page.text).toContain(`value="${PAYOUT.expected}"`);
    }
    expect(filesIn(disk.folder)).toEqual([]);
    expect(await database.prisma.screenshot.count()).toBe(0);
    const other = { ...PAYOUT, askedOn: '2026-02-03', receivedOn: '2026-02-07' };
    const plain = { body: JSON.stringify(other), type: 'application/json' };
    expect((await send(site, '/api/payouts', cookie, plain)).status).toBe(201);

    disk.empty();
    const taken = await sendPicture(site, cookie, 'one-form-many-tries');
    expect(taken.status, taken.text).toBe(201);
    expect(await database.prisma.screenshot.count()).toBe(1);
    expect(await database.prisma.payout.count()).toBe(2);
    const payouts = new Map([['it', idIn(taken)]]);
    expect(await findLost(database, loaded, { posts: [], payouts })).toEqual([]);
  },
);

test('no room beside the embedded database: writes are refused in words while pages are served; with room they are taken, and all is whole', async () => {
  const disk = smallDisk(DATABASE_MB);
  const site = await start({ dataDir: disk.folder, environment: { DAILY_DUMP: 'false' } });
  const cookie = await signUp(site);
  const write = (path: string, fields: object): Promise<Sent> =>
    send(site, path, cookie, { body: JSON.stringify(fields), type: 'application/json' });
  const begin = { category: 'paiements', title: 'Quatre semaines', text: 'Avant.' };
  const id = idIn(await write('/api/forum/threads', begin));

  disk.fill(RESERVE_BYTES - 1_000_000);
  const posts = `/api/forum/threads/${id}/posts`;
  expect(await write(posts, { text: 'Sans place.' })).toEqual(REFUSED);
  expect(await write('/api/payouts', PAYOUT)).toEqual(REFUSED);
  expect((await fetch(`${site.url}/fr/plateformes/clickworker`)).status).toBe(200);

  disk.empty();
  expect((await write(posts, { text: 'Après.' })).status).toBe(201);
  const paid = await write('/api/payouts', PAYOUT);
  expect(paid.status).toBe(201);
  await site.stop({ keepData: true });
  const database = await openEmbeddedDatabase(join(disk.folder, 'postgres'));
  ended.push(database.close);
  const { prisma } = database;
  const rows = await prisma.forumPost.findMany({ orderBy: { place: 'asc' } });
  expect(rows.map((row) => row.text)).toEqual(['Avant.', 'Après.']);
  expect(await prisma.payout.count()).toBe(1);
  const members = (await prisma.member.findMany()).map((member) => ({ ...member, cookie }));
  const acknowledged = { posts: ['Avant.', 'Après.'], payouts: new Map([['it', idIn(paid)]]) };
  expect(await findLost(database, { thread: id, members }, acknowledged)).toEqual([]);
});

test('no room all at once: writes are refused and the site goes on; with room it has all that it acknowledged', async () => {
  const disk = smallDisk(DATABASE_MB);
  const options = { dataDir: disk.folder, environment: { DAILY_DUMP: 'false' } };
  const command = ['--import', './tests/support/fake-disk-space.mjs', 'dist/server/main.js'];
  const blind = await start({ ...options, command });
  const cookie = await signUp(blind);
  const statuses: number[] = [];
  let version = 0;
  const write = async (): Promise<number> => {
    // Two megabytes each time, which nothing compresses.
    const body = JSON.stringify({ base: version, data: randomBytes(2 ** 21).toString('base64') });
    const answer = await send(blind, '/api/workbook/copy', cookie, {
      body,
      type: 'application/json',
    });
    statuses.push(answer.status);
    if (answer.status === 200) ({ version } = JSON.parse(answer.text) as { version: number });
    return answer.status;
  };
  // Less and less, until the write-ahead log finds none.
  for (let left = 16_000_000; !statuses.some((status) => status !== 200); left -= 1_000_000) {
    disk.empty();
    disk.fill(Math.max(0, left));
    for (let nth = 0; nth < 4; nth += 1) await write();
  }
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);

  disk.empty();
  const kept = async (): Promise<unknown> =>
    (await fetch(`${blind.url}/api/workbook/copy`, { headers: { cookie } })).json();
  await expect.poll(kept).toMatchObject({ version });
  await expect.poll(write).toBe(200);
});

test('a start without room for the embedded database ends with a sentence on what to do', async () => {
  const disk = smallDisk(FOLDER_MB);
  disk.fill(1_000_000);
  await expect(startSite({ dataDir: disk.folder })).rejects.toThrow(/The disk is full: make room/);
});

test('where the embedded database finds no room for its log all the same, it comes back by itself once there is room, with what it acknowledged', async () => {
  const disk = smallDisk(160);
  const database = await serveEmbeddedDatabase(join(disk.folder, 'postgres'));
  ended.push(() => database.close());
  await database.sql('CREATE TABLE kept (text TEXT)');
  disk.fill(20_000_000);
  let rows = 0;
  const failed = await (async () => {
    for (;;) {
      try {
        await database.sql(LINES);
        rows += 1_000;
      } catch (error) {
        return error;
      }
    }
  })();
  expect(failed).toBeInstanceOf(Error);

  disk.empty();
  const count = async (): Promise<number | undefined> =>
    (await database.sql(statement({ rows: col.int }, 'SELECT count(*)::int AS rows FROM kept')))[0]
      ?.rows;
  await expect.poll(() => count().catch(() => 'down')).toBe(rows);
});

const LINES = `INSERT INTO kept SELECT string_agg(md5(random()::text || g), '')
  FROM generate_series(1, 60000) g GROUP BY g % 1000`;
