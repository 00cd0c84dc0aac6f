import { beforeAll, expect, test } from 'vitest';
import { openPostgres } from '#server/database/db.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { destroyFreedKeys } from '#server/database/shredding/keys.ts';
import { SEALED_ASKED_DAYS } from '#server/evidence/payouts/asked-day.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { daysBetween, type Day } from '#shared/core/days.ts';
import { createTestApp, TEST_START, type TestApp } from '#tests/support/app.ts';
import { atEndOfFile } from '#tests/support/cleanup.ts';
import { readTexts, steal, type Loot } from '#tests/support/disk-thief.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { EMPTY_TEMPLATE, startServer, type TestServer } from '#tests/support/postgres.ts';

/**
 * A thief takes all that lies on the disk, as in `shredding.test.ts`, with all keys. Of payouts that were
 * reported without a script, with exact amounts and days, he must find none of these: the browser sends
 * rounded ones where it can, and the server rounds what it gets.
 */

const SEEDS = 'prisma/seed';
/**
 * Amounts and days that nothing else here has. As integers the days are larger than the numbers of
 * transactions, some seven thousand, which stand in the log of writes.
 */
const RECEIVED = { amount: '76543,21', minor: 7_654_321, asked: '2025-03-07', on: '2025-03-21' };
const CORRECTED = { amount: '65432,19', minor: 6_543_219, asked: '2024-06-08', on: '2024-06-23' };
const CLAIM = { amount: '54321,87', minor: 5_432_187, asked: '2025-04-09', on: '2025-05-11' };
/** Written to a row as it is, so that a search that finds nothing means something. */
const STORED = { minor: 4_321_987, day: '2017-02-13' };

let server: TestServer;
let site: TestApp;
let member: TestMember;
let claim = '';
let before: Loot;
let open: Loot;
let closed: Loot;

beforeAll(async () => {
  server = await startServer({ durable: true });
  atEndOfFile(() => server.stop());
  const databaseUrl = `${server.url}/${EMPTY_TEMPLATE}`;
  const database = await openPostgres(databaseUrl);
  await applyMigrationsAndSqlFiles(database, 'prisma/migrations');
  await seedPlatforms(database, SEEDS, TEST_START);
  await database.close();
  site = await createTestApp({ databaseUrl });
  member = await makeMember(site);
  before = await stealAll();
  const facts = { platform: 'clickworker', currency: 'EUR', method: 'paypal' };
  const received = await report('/api/payouts', {
    ...facts,
    outcome: 'received',
    expected: RECEIVED.amount,
    askedOn: RECEIVED.asked,
    receivedOn: RECEIVED.on,
  });
  await report(`/api/payouts/${received}`, {
    ...facts,
    outcome: 'received',
    expected: CORRECTED.amount,
    askedOn: CORRECTED.asked,
    receivedOn: CORRECTED.on,
  });
  claim = await report('/api/payouts', {
    ...facts,
    outcome: 'waiting',
    expected: CLAIM.amount,
    askedOn: CLAIM.asked,
  });
  await site.database.prisma.payout.update({
    where: { id: received },
    data: { shownMinor: STORED.minor, unpaidOn: new Date(STORED.day) },
  });
  open = await stealAll();
  await report(`/api/payouts/${claim}/close`, { answer: 'received', on: CLAIM.on });
  await destroyFreedKeys({ database: site.database, secrets: openSecrets(null, site.dataDir) });
  closed = await stealAll();
});

async function report(path: string, fields: Record<string, string>): Promise<string> {
  const answer = await site.post(path, fields, member.cookie);
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return (answer.json() as { id: string }).id;
}

async function stealAll(): Promise<Loot> {
  await site.database.sql('CHECKPOINT');
  return steal([server.folder, site.dataDir], site.dataDir);
}

/** The files in which an amount stands, as PostgreSQL stores an integer, or as text. */
function filesWithAmount(loot: Loot, minor: number): string[] {
  const [whole, cents] = [String(Math.floor(minor / 100)), String(minor % 100)];
  return filesWithAny(loot, [
    int32(minor),
    ...[minor, `${whole}.${cents}`, `${whole},${cents}`].map((text) => Buffer.from(String(text))),
  ]);
}

/** The files in which a day stands, as PostgreSQL stores a date, or as text. */
function filesWithDay(loot: Loot, day: Day): string[] {
  return filesWithAny(loot, [int32(daysBetween('2000-01-01', day)), Buffer.from(day)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function filesWithAny({ files }: Loot, wanted: readonly Buffer[]): string[] {
  return [...files].flatMap(([path, bytes]) =>
    wanted.some((one) => bytes.includes(one)) ? [path] : [],
  );
}

test('finds an amount that a row has, so that the method works', () => {
  expect(filesWithAmount(closed, STORED.minor)).not.toEqual([]);
  expect(filesWithDay(closed, STORED.day)).not.toEqual([]);
});

test.each([RECEIVED, CORRECTED, CLAIM])(
  'finds neither $amount euros nor its cents',
  ({ minor }) => {
    expect(filesWithAmount(closed, minor)).toEqual([]);
  },
);

test.each([RECEIVED.asked, RECEIVED.on, CORRECTED.asked, CORRECTED.on, CLAIM.asked, CLAIM.on])(
  'does not find the day %s',
  (day) => {
    // Four bytes can be in PostgreSQL's own tables by chance.
    expect(filesWithDay(closed, day)).toEqual(filesWithDay(before, day));
  },
);

test('decrypts the day of a claim while it is open, and not once it is closed', () => {
  const purposes = [SEALED_ASKED_DAYS.purpose];
  expect(readTexts(open, [claim], purposes)).toEqual([CLAIM.asked]);
  expect(readTexts(closed, [claim], purposes)).toEqual([]);
});
