import { createHash, randomInt } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { countPledges, movePledgeBatches } from '#server/collective/pledges/pledge-batches.ts';
import { readSlots } from '#tests/support/pledge-slots.ts';
import { randomId } from '#server/core/ids.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { askForToken, findToken, makePledging, sendPledge } from '#tests/support/pledges.ts';
import { findPlaces, link, readAll, type Trace } from '#tests/support/byte-order-thief.ts';

/**
 * A thief has everything that is kept: the database as it lies on its disk, dead rows included, its
 * write-ahead log, the slot files before each batch and at the end, and the secret that opens them. He
 * knows when each member's token was issued. Some hundred members each pledge right after that, which helps him
 * most, and he is told which pledges came in one batch: the log has the moment of each batch, so that
 * much he could find out, and a batch of few says that it was some of the few who had their token just
 * before. Within a batch he must do no better than chance.
 *
 * A third of them carry their pledge to another device first: it asks once more with the same bytes, and
 * both send the pledge (boycott-carrying-kept.test.ts compares all that is kept before and after).
 *
 * Chance: pairing two orders that have nothing to do with each other links one person a batch, with a
 * variance of one, and the rank correlation is normal around none. More than six deviations come once
 * in a billion runs.
 */

const MEMBERS = LONG ? 500 : 300;
/** Each a test of its own, so that none is long. */
const PARTS = MEMBERS / 50;
const DEVIATIONS = 6;
const PAGE = 8_192;

type Token = Awaited<ReturnType<typeof findToken>>;
type Person = { readonly key: Buffer; readonly twin: Buffer; readonly batch: number };

let site: TestApp;
let boycott: string;
let cookies: string[];
/** In the order of their tokens. */
const people: Person[] = [];
const slotsBefore: { readonly key: string; readonly place: number }[] = [];
let walFrom: { file: string; offset: number };
let folder: string;
const SLOT = `thief_${randomId()}`;

beforeAll(async () => {
  site = await createTestApp();
  const { sql } = site.database;
  // What a log shipper has: no segment is recycled before the thief reads it.
  await sql('SELECT pg_create_physical_replication_slot($1, true)::text', [SLOT]);
  afterAll(() => sql('SELECT pg_drop_replication_slot($1)::text', [SLOT]));
  await sql('CREATE TABLE plain_pledge (key bytea NOT NULL)');
  boycott = await makePledging(site, { threshold: 250 });
  cookies = await makeMembers();
  [{ data_directory: folder }] = await one(
    statement({ data_directory: col.text }, 'SHOW data_directory'),
  );
  [walFrom] = await one(
    statement(
      { file: col.text, offset: col.int },
      `SELECT pg_walfile_name(l) AS file, (pg_walfile_name_offset(l)).file_offset AS offset
         FROM pg_current_wal_lsn() l`,
    ),
  );
});

async function one<Row>(asked: Statement<Row>): Promise<[Row]> {
  const [row] = await site.database.sql(asked);
  if (row === undefined) throw new Error(`nothing from ${asked.text}`);
  return [row];
}

/** Members who work there, with sessions; their rows say nothing of pledges. */
async function makeMembers(): Promise<string[]> {
  const { prisma } = site.database;
  const [now, platform] = [site.clock.now, await platformId(site, 'clickworker')];
  const members = Array.from({ length: MEMBERS }, () => randomId());
  await prisma.member.createMany({
    data: members.map((id) => ({
      id,
      pseudonym: `membre-${id}`,
      pseudonymKey: `membre-${id}`,
      passwordHash: 'none',
      lang: 'fr',
      createdAt: now,
      establishedOn: now,
    })),
  });
  const until = new Date(now.getTime() + 90 * 86_400_000);
  await prisma.worksThere.createMany({
    data: members.map((memberId) => ({ memberId, platformId: platform, until })),
  });
  const sessions = createSessions(site.database, () => now, { secure: false });
  const cookies: string[] = [];
  for (const id of members) {
    cookies.push((await sessions.start(prisma, id)).split(';')[0] ?? '');
  }
  return cookies;
}

/** Her token, and at once her pledge; beside it a row as one would write it without any care. */
async function pledge(cookie: string, token: Token, batch: number): Promise<void> {
  const pledger = await askForToken(site, boycott, cookie, token);
  const carries = people.length % 3 === 0;
  if (carries) await pledger.again();
  for (let device = 0; device < (carries ? 2 : 1); device += 1) {
    const answer = await sendPledge(site, pledger);
    expect(answer.statusCode).toBe(200);
  }
  const key = Buffer.from(pledger.body.key, 'base64');
  const twin = createHash('sha256').update(key).digest();
  await site.database.sql("INSERT INTO plain_pledge (key) VALUES (decode($1, 'hex'))", [
    twin.toString('hex'),
  ]);
  people.push({ key, twin, batch });
}

/** The slots as they are before a batch, opened with the secret of the site. */
async function lookAtSlots(): Promise<void> {
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  const [name = ''] = readdirSync(join(site.dataDir, 'pledges'));
  // Slot by slot they come in the order of the file.
  const records = await readSlots(join(site.dataDir, 'pledges', name), key);
  records.forEach(({ key: found }, place) => slotsBefore.push({ key: found, place }));
}

type Places = ReadonlyMap<string, number>;

/** What the thief makes of places, batch by batch; whose he did not find he leaves out. */
function judge(
  places: Places,
  of: 'key' | 'twin' = 'key',
): ReturnType<typeof link> & { batches: number } {
  const batches = new Map<number, Trace[]>();
  people.forEach((person, issued) => {
    const place = places.get(person[of].toString('base64'));
    if (place === undefined) return;
    batches.set(person.batch, [...(batches.get(person.batch) ?? []), { issued, place }]);
  });
  return { ...link([...batches.values()]), batches: batches.size };
}

function places(bytes: Buffer, of: 'key' | 'twin', which: 'first' | 'last'): Places {
  const found = findPlaces(
    bytes,
    people.map((person) => person[of]),
  );
  return new Map([...found].map(([key, place]) => [key, place[which]]));
}

const cached = new Map<string, Buffer>();
function keep(name: string, read: () => Buffer): Buffer {
  const bytes = cached.get(name) ?? read();
  cached.set(name, bytes);
  return bytes;
}

async function tableBytes(table: string): Promise<Buffer> {
  // What the database still has in memory goes to its files.
  await site.database.sql('CHECKPOINT');
  const [{ path }] = await one(
    statement({ path: col.text }, `SELECT pg_relation_filepath('${table}') AS path`),
  );
  return keep(table, () => readFileSync(join(folder, path)));
}

async function walBytes(): Promise<Buffer> {
  const [{ file }] = await one(
    statement({ file: col.text }, 'SELECT pg_walfile_name(pg_current_wal_lsn()) AS file'),
  );
  return keep('wal', () => {
    const names = readdirSync(join(folder, 'pg_wal'))
      .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= walFrom.file && name <= file)
      .toSorted();
    const bytes = readAll(names.map((name) => join(folder, 'pg_wal', name)));
    return bytes.subarray(walFrom.offset);
  });
}

/** In a page of the database the first row stands at its end. */
async function filePlaces(of: 'key' | 'twin', which: 'first' | 'last'): Promise<Places> {
  const found = places(await tableBytes(tableOf(of)), of, which);
  const inOrder = (at: number): number => at - (at % PAGE) + (PAGE - 1 - (at % PAGE));
  return new Map([...found].map(([key, at]) => [key, inOrder(at)]));
}

/** The rows by the number of their transaction, then as they lie. */
async function rowPlaces(table: string): Promise<Places> {
  const rows = await site.database.sql(
    statement(
      { key: col.text },
      `SELECT translate(encode(key, 'base64'), E'\\n', '') AS key FROM ${table}
      ORDER BY xmin::text::bigint, ctid`,
    ),
  );
  return new Map(rows.map(({ key }, place) => [key, place]));
}

/** Every way that the thief tries, with the pledges and with the plain rows. */
const WAYS: readonly (readonly [string, (of: 'key' | 'twin') => Promise<Places>])[] = [
  ['the transactions of the rows', (of) => rowPlaces(tableOf(of))],
  ['the first place in the table’s file', (of) => filePlaces(of, 'first')],
  ['the last place in the table’s file', (of) => filePlaces(of, 'last')],
  ['the first place in the write-ahead log', async (of) => places(await walBytes(), of, 'first')],
];

function tableOf(of: 'key' | 'twin'): string {
  return of === 'key' ? 'boycott_pledge' : 'plain_pledge';
}

test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  'members pledge, each right after her token: part %i',
  async (part) => {
    const token = await findToken(site, boycott, { cookie: cookies[0] ?? '' });
    const end = (part * MEMBERS) / PARTS;
    while (people.length < end) {
      const batch = people.length;
      const size = Math.min(randomInt(8, 30), end - batch);
      for (let nth = 0; nth < size; nth += 1) {
        await pledge(cookies[people.length] ?? '', token, batch);
      }
      await lookAtSlots();
      // As after the half hour that few would wait.
      await movePledgeBatches(site, { all: true });
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    }
    const counted = await countPledges(site.database.prisma, site.slots, boycott);
    expect(counted).toEqual({ established: end, new: 0 });
  },
);

test('the thief knows in which order the tokens were issued, and all pledged', async () => {
  const tokens = await site.database.sql(
    statement(
      { times: col.int },
      `SELECT count(DISTINCT xmin::text)::int AS times FROM boycott_token_holder WHERE boycott_id = '${boycott}'`,
    ),
  );
  expect(tokens[0]?.times).toBe(MEMBERS);
  const keys = people.map(({ key }) => key.toString('base64')).toSorted();
  expect([...(await rowPlaces('boycott_pledge')).keys()].toSorted()).toEqual(keys);
});

test('all pledges of the table were written by one transaction', async () => {
  const rows = await site.database.sql(
    statement(
      { times: col.int },
      'SELECT count(DISTINCT xmin::text)::int AS times FROM boycott_pledge',
    ),
  );
  expect(rows[0]?.times).toBe(1);
});

describe.each(WAYS)('by %s', (_, findAll) => {
  test('he links no pledge better than chance', async () => {
    const { people: found, linked, deviations, batches } = judge(await findAll('key'));
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    expect(Math.abs(deviations)).toBeLessThan(DEVIATIONS);
    expect(linked).toBeLessThan(batches + DEVIATIONS * Math.sqrt(batches));
  });

  test('he links rows that are written one by one, so his method works', async () => {
    const { people: found, linked, deviations } = judge(await findAll('twin'), 'twin');
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    // Rows of several connections lie on several pages.
    expect(linked).toBeGreaterThan(found * 0.5);
    expect(deviations).toBeGreaterThan(2 * DEVIATIONS);
  });
});

test('by the slots before each batch, opened with the secret, he links no better either', () => {
  const found = judge(new Map(slotsBefore.map(({ key, place }) => [key, place])));
  expect(found.people).toBe(MEMBERS);
  expect(Math.abs(found.deviations)).toBeLessThan(DEVIATIONS);
  expect(found.linked).toBeLessThan(found.batches + DEVIATIONS * Math.sqrt(found.batches));
});

test('over the whole table the order of rows tells nothing, not even the batch', async () => {
  const found = await rowPlaces('boycott_pledge');
  const traces = people.map(({ key }, issued) => ({
    issued,
    place: found.get(key.toString('base64')) ?? 0,
  }));
  expect(Math.abs(link([traces]).deviations)).toBeLessThan(DEVIATIONS);
});

test('the slots keep nothing once the batches ran', async () => {
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  for (const name of readdirSync(join(site.dataDir, 'pledges'))) {
    expect(await readSlots(join(site.dataDir, 'pledges', name), key)).toEqual([]);
  }
});
