import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomId } from '#server/core/ids.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import type { TestApp } from './app.ts';
import { findPlaces, link, readAll, type Trace } from './byte-order-thief.ts';
import { readSlots } from './pledge-slots.ts';

/**
 * A thief has everything that is kept: the database as it lies on its disk, dead rows included, its
 * write-ahead log, the slot files before each batch and at the end, and the secret that opens them. He
 * knows in which order members got their tokens, each of whom sends at once, and which came in one batch.
 */

/** One member's key, the key of a row that is written beside it without any care, and her batch. */
type Person = { readonly key: Buffer; readonly twin: Buffer; readonly batch: number };
export type KeyOf = 'key' | 'twin';
type Places = ReadonlyMap<string, number>;
export type Verdict = ReturnType<typeof link> & { readonly batches: number };

const PAGE = 8_192;

export type OrderThief = {
  /** Notes a member who has just sent; writes the plain row beside. */
  readonly note: (key: string, batch: number) => Promise<void>;
  readonly people: () => number;
  /** Reads the slots as they are before a batch, with the secret of the site. */
  readonly lookAtSlots: () => Promise<void>;
  /** Every way that the thief tries, by its name. */
  readonly ways: readonly (readonly [string, (of: KeyOf) => Promise<Verdict>])[];
  readonly bySlots: () => Verdict;
  /** By the order of rows over the whole table: not even the batch. */
  readonly overTheTable: () => Promise<Verdict>;
  readonly keysInTable: () => Promise<string[]>;
  readonly keys: () => string[];
  readonly stop: () => Promise<unknown>;
};

/** Prepares the thief of a table with a column `key`; nothing that the log has is lost to him. */
export async function prepareThief(site: TestApp, table: string): Promise<OrderThief> {
  const { sql } = site.database;
  const people: Person[] = [];
  const slotsBefore: { readonly key: string; readonly place: number }[] = [];
  const one = async <Row>(asked: Statement<Row>): Promise<Row> => {
    const [row] = await sql(asked);
    if (row === undefined) throw new Error(`nothing from ${asked.text}`);
    return row;
  };
  const slot = `thief_${randomId()}`;
  // What a log shipper has: no segment is recycled before the thief reads it.
  await sql('SELECT pg_create_physical_replication_slot($1, true)::text', [slot]);
  await sql('CREATE TABLE plain_row (key bytea NOT NULL)');
  const { folder } = await one(
    statement({ folder: col.text }, "SELECT current_setting('data_directory') AS folder"),
  );
  const walFrom = await one(
    statement(
      { file: col.text, offset: col.int },
      `SELECT pg_walfile_name(l) AS file, (pg_walfile_name_offset(l)).file_offset AS offset
         FROM pg_current_wal_lsn() l`,
    ),
  );
  const tableOf = (of: KeyOf): string => (of === 'key' ? table : 'plain_row');

  /** What the thief makes of places, batch by batch; whose he did not find he leaves out. */
  const judge = (places: Places, of: KeyOf = 'key', together = false): Verdict => {
    const batches = new Map<number, Trace[]>();
    people.forEach((person, issued) => {
      const place = places.get(person[of].toString('base64'));
      if (place === undefined) return;
      const batch = together ? 0 : person.batch;
      batches.set(batch, [...(batches.get(batch) ?? []), { issued, place }]);
    });
    return { ...link([...batches.values()]), batches: batches.size };
  };
  const placesIn = (bytes: Buffer, of: KeyOf, which: 'first' | 'last'): Places => {
    const found = findPlaces(
      bytes,
      people.map((person) => person[of]),
    );
    return new Map([...found].map(([key, place]) => [key, place[which]]));
  };
  const cached = new Map<string, Buffer>();
  const keep = (name: string, read: () => Buffer): Buffer => {
    const bytes = cached.get(name) ?? read();
    cached.set(name, bytes);
    return bytes;
  };
  const tableBytes = async (name: string): Promise<Buffer> => {
    // What the database still has in memory goes to its files.
    await sql('CHECKPOINT');
    const { path } = await one(
      statement({ path: col.text }, `SELECT pg_relation_filepath('${name}') AS path`),
    );
    return keep(name, () => readFileSync(join(folder, path)));
  };
  const walBytes = async (): Promise<Buffer> => {
    const { file } = await one(
      statement({ file: col.text }, 'SELECT pg_walfile_name(pg_current_wal_lsn()) AS file'),
    );
    return keep('wal', () => {
      const names = readdirSync(join(folder, 'pg_wal'))
        .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= walFrom.file && name <= file)
        .toSorted();
      const bytes = readAll(names.map((name) => join(folder, 'pg_wal', name)));
      return bytes.subarray(walFrom.offset);
    });
  };
  /** In a page of the database the first row stands at its end. */
  const filePlaces = async (of: KeyOf, which: 'first' | 'last'): Promise<Places> => {
    const found = placesIn(await tableBytes(tableOf(of)), of, which);
    const inOrder = (at: number): number => at - (at % PAGE) + (PAGE - 1 - (at % PAGE));
    return new Map([...found].map(([key, at]) => [key, inOrder(at)]));
  };
  /** The rows by the number of their transaction, then as they lie. */
  const rowPlaces = async (of: KeyOf): Promise<Places> => {
    const rows = await sql(
      statement(
        { key: col.text },
        `SELECT translate(encode(key, 'base64'), E'\\n', '') AS key FROM ${tableOf(of)}
          ORDER BY xmin::text::bigint, ctid`,
      ),
    );
    return new Map(rows.map(({ key }, place) => [key, place]));
  };

  return {
    note: async (base64, batch) => {
      const key = Buffer.from(base64, 'base64');
      const twin = createHash('sha256').update(key).digest();
      await sql("INSERT INTO plain_row (key) VALUES (decode($1, 'hex'))", [twin.toString('hex')]);
      people.push({ key, twin, batch });
    },
    people: () => people.length,
    lookAtSlots: async () => {
      const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
      const [name = ''] = readdirSync(join(site.dataDir, 'pledges'));
      // Slot by slot they come in the order of the file.
      const records = await readSlots(join(site.dataDir, 'pledges', name), key);
      records.forEach(({ key: found }, place) => slotsBefore.push({ key: found, place }));
    },
    ways: [
      ['the transactions of the rows', async (of) => judge(await rowPlaces(of), of)],
      [
        'the first place in the table’s file',
        async (of) => judge(await filePlaces(of, 'first'), of),
      ],
      ['the last place in the table’s file', async (of) => judge(await filePlaces(of, 'last'), of)],
      [
        'the first place in the write-ahead log',
        async (of) => judge(placesIn(await walBytes(), of, 'first'), of),
      ],
    ],
    bySlots: () => judge(new Map(slotsBefore.map(({ key, place }) => [key, place]))),
    overTheTable: async () => judge(await rowPlaces('key'), 'key', true),
    keysInTable: async () => [...(await rowPlaces('key')).keys()].toSorted(),
    keys: () => people.map(({ key }) => key.toString('base64')).toSorted(),
    stop: () => sql('SELECT pg_drop_replication_slot($1)::text', [slot]),
  };
}

/** Names of the ways, for tests that are named before the thief is prepared. */
export const WAYS_OF_THIEF = [
  'the transactions of the rows',
  'the first place in the table’s file',
  'the last place in the table’s file',
  'the first place in the write-ahead log',
] as const;

/** Established members who work on a platform, with sessions; their rows say nothing of what they send. */
export async function makeSilentMembers(
  site: TestApp,
  count: number,
  platform: string,
): Promise<string[]> {
  const { prisma } = site.database;
  const now = site.clock.now;
  const members = Array.from({ length: count }, () => randomId());
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
