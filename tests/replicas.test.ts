import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { routeReads, type Replicas } from '#server/database/replicas/read-routing.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * Which of two databases answers. The second one refuses writes as a replica does, and has another name
 * for a platform, so that an answer tells where it came from.
 */

let primary: Database;
let second: Database;
let replicas: Replicas;
let [picked, failed]: [(bigint | null)[], Database[]] = [[], []];
const opened: Database[] = [];

async function open(options = ''): Promise<Database> {
  const url = await makeTestDatabase(TEMPLATE);
  if (options !== '') {
    const before = await openPostgres(url);
    await before.sql(`UPDATE platform SET name = 'replica' WHERE slug = 'clickworker'`);
    await before.close();
  }
  const database = await openPostgres(`${url}${options}`);
  opened.push(database);
  return database;
}

beforeAll(async () => {
  primary = await open();
  await primary.sql(`UPDATE platform SET name = 'primary' WHERE slug = 'clickworker'`);
  second = await open(`?options=${encodeURIComponent('-c default_transaction_read_only=on')}`);
  replicas = routeReads(primary, {
    pick: (own) => {
      picked.push(own);
      return own === 9n ? null : second;
    },
    failed: (database) => failed.push(database),
    close: () => Promise.resolve(),
  });
});
afterAll(async () => {
  for (const database of opened) await database.close();
});
beforeEach(() => {
  [picked, failed] = [[], []];
});

/** What a request does that reads. */
function request<Made>(work: (database: Database) => Promise<Made>, own: bigint | null = null) {
  return new Promise<Made>((resolve, reject) => {
    replicas.read(own, () => void work(replicas.database).then(resolve, reject));
  });
}

const NAME = `SELECT name FROM platform WHERE slug = 'clickworker'`;
const bySql = async ({ sql }: Pick<Database, 'sql'>) =>
  (await sql(statement({ name: col.text }, NAME)))[0]?.name;
const byModel = async ({ prisma }: Database) =>
  (await prisma.platform.findUnique({ where: { slug: 'clickworker' } }))?.name;
const byRaw = async ({ prisma }: Database) =>
  (await prisma.$queryRawUnsafe<{ name: string }[]>(NAME))[0]?.name;
const challenge = () => ({ data: { id: randomId(), expiresAt: new Date() } });

test.each([
  ['SQL', bySql],
  ['the client', byModel],
  ['raw SQL of the client', byRaw],
])(
  '%s is answered by the replica in a request that reads, by the primary elsewhere',
  async (_, ask) => {
    expect(await request(ask)).toBe('replica');
    expect(await ask(replicas.database)).toBe('primary');
    expect(await request(ask, 9n)).toBe('primary');
    expect(picked).toEqual([null, 9n]);
  },
);

test('a request asks one of them for all that it reads', async () => {
  const names = await request(
    async (database) => [
      await bySql(database),
      ...(await Promise.all([byModel(database), byRaw(database)])),
    ],
    4n,
  );
  expect(names).toEqual(['replica', 'replica', 'replica']);
  expect(picked).toEqual([4n]);
});

test.each<[string, (database: Database) => Promise<unknown>]>([
  ['the client', ({ prisma }) => prisma.usedChallenge.create(challenge())],
  [
    'a transaction',
    ({ prisma }) => prisma.$transaction((tx) => tx.usedChallenge.create(challenge())),
  ],
  [
    'SQL',
    ({ sql }) => sql('INSERT INTO used_challenge VALUES ($1, now()) RETURNING id', [randomId()]),
  ],
  [
    'raw SQL',
    ({ prisma }) => prisma.sql('INSERT INTO used_challenge VALUES ($1, now())', [randomId()]),
  ],
  [
    'raw execution',
    ({ prisma }) => prisma.$executeRaw`INSERT INTO used_challenge VALUES (${randomId()}, now())`,
  ],
])('what writes by %s after all goes to the primary, and what it reads then', async (_, write) => {
  const before = await primary.prisma.usedChallenge.count();
  const seen = await request(async (database) => {
    const first = await bySql(database);
    // Another one that it asks for in this process.
    await request(write);
    return [first, await bySql(database), await byModel(database), replicas.hasWritten()];
  });
  expect(seen).toEqual(['replica', 'primary', 'primary', true]);
  expect(await primary.prisma.usedChallenge.count()).toBe(before + 1);
  expect(await request(() => Promise.resolve(replicas.hasWritten()))).toBe(false);
  expect(failed).toEqual([]);
});

test('a list of reads in one transaction is answered as one, by the primary', async () => {
  const [platform, count] = await request(({ prisma }) =>
    prisma.$transaction([
      prisma.platform.findUnique({ where: { slug: 'clickworker' } }),
      prisma.platform.count(),
    ]),
  );
  expect([platform?.name, count]).toEqual(['primary', 23]);
});

test('a question that is wrong is wrong everywhere, and blames no replica', async () => {
  await expect(request(({ sql }) => sql('SELECT nothing FROM platform'))).rejects.toThrow(
    'nothing',
  );
  expect(failed).toEqual([]);
});

test('where the replica has gone the primary answers, and it is passed over', async () => {
  await second.close();
  opened.splice(opened.indexOf(second), 1);
  expect(
    await request(async (database) => [await bySql(database), await byModel(database)]),
  ).toEqual(['primary', 'primary']);
  expect(failed).toEqual([second]);
});
