import { setImmediate as soon } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { databaseCodes } from '#server/database-errors.ts';
import { openPostgres, sqlIn, type Database, type Db } from '#server/db.ts';
import { EMPTY_TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** Transactions send their SQL past Prisma, which comes in on the same connection. */

let url: string;
beforeAll(async () => {
  url = await makeTestDatabase(EMPTY_TEMPLATE);
  await open(({ prisma }) => prisma.$executeRawUnsafe('CREATE TABLE kept (word text UNIQUE)'));
});

async function open(act: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openPostgres(url);
  await act(database).finally(database.close);
}

const keep = (tx: Db, word: string): Promise<unknown> =>
  sqlIn(tx)('INSERT INTO kept VALUES ($1)', [word]);
const words = async ({ sql }: Database): Promise<string[]> =>
  (await sql<{ word: string }>('SELECT word FROM kept ORDER BY word')).map(({ word }) => word);

const VALUES = `
  SELECT $1::text AS word, $2::int AS number, $3::boolean AS truth, $4::text[] AS list, $5::jsonb AS json,
         $6::timestamptz AS moment, $7::date AS day, $8::bytea AS bytes, 12345678901::bigint AS large,
         1.50::numeric AS exact, 0.25::float8 AS share, NULL::text AS nothing, ARRAY['2026-11-20'::date] AS days,
         ARRAY[1::bigint, NULL] AS numbers, now()::timestamp AS same`;

test('a statement takes and gives the same values as through Prisma', async () => {
  const moment = new Date('2026-11-20T10:00:00.250Z');
  const given = [
    'dû',
    7,
    true,
    ['a', 'b"c', ''],
    JSON.stringify({ a: [1] }),
    moment,
    new Date('2026-11-20T00:00:00Z'),
    new Uint8Array([0, 1, 255]),
  ];
  await open(async ({ prisma }) => {
    const { same: _, ...through } = (
      await prisma.$queryRawUnsafe<Record<string, unknown>[]>(VALUES, ...given)
    )[0] ?? { same: null };
    const { same, ...direct } = (
      await prisma.$transaction((tx) =>
        tx.$queryRawUnsafe<Record<string, unknown>[]>(VALUES, ...given),
      )
    )[0] ?? { same: null };
    expect(direct).toEqual(through);
    expect(direct['moment']).toEqual(moment);
    expect(same).toBeInstanceOf(Date);
  });
});

test('models and SQL see what the other wrote, and all of it is undone together', async () => {
  await open(async (database) => {
    const { prisma } = database;
    const category = { slug: 'here', nameFr: '-', nameEn: '-', sayFr: '-', sayEn: '-', place: 1 };
    const act = async (tx: Db): Promise<void> => {
      await keep(tx, 'first');
      await tx.forumCategory.create({ data: { id: 'aaaaaaaaaaaa', ...category } });
      const [row] = await sqlIn(tx)<{ slug: string }>('SELECT slug FROM forum_category');
      expect(row?.slug).toBe('here');
      await sqlIn(tx)(`UPDATE forum_category SET slug = 'there'`);
      const { slug } = await tx.forumCategory.findUniqueOrThrow({
        where: { id: 'aaaaaaaaaaaa' },
      });
      expect(slug).toBe('there');
      expect(await tx.$executeRaw`UPDATE kept SET word = ${'second'}`).toBe(1);
    };
    const undone = prisma.$transaction(async (tx) => {
      await act(tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await words(database)).toEqual([]);
    expect(await prisma.forumCategory.count()).toBe(0);
    await prisma.$transaction(act);
    expect(await words(database)).toEqual(['second']);
    expect(await prisma.forumCategory.count()).toBe(1);
    await prisma.$executeRawUnsafe('DELETE FROM kept');
  });
});

test('an error names its code; one that was swallowed undoes all, and is not called done', async () => {
  await open(async (database) => {
    const { prisma } = database;
    const twice = prisma.$transaction(async (tx) => {
      await keep(tx, 'one');
      await keep(tx, 'one');
    });
    expect(databaseCodes(await twice.catch((error: unknown) => error))).toContain('23505');
    const swallowed = prisma.$transaction(async (tx) => {
      await keep(tx, 'two');
      await keep(tx, 'two').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow();
    expect(await words(database)).toEqual([]);
  });
});

test('what is asked together is done in its order, and each gets its own answer', async () => {
  await open(async ({ prisma }) => {
    const numbers = await prisma.$transaction((tx) =>
      Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          sqlIn(tx)<{ number: number }>('SELECT $1::int AS number', [number]),
        ),
      ),
    );
    expect(numbers.flat()).toEqual(Array.from({ length: 20 }, (_, number) => ({ number })));
  });
});

test('past its time it is undone, though it goes on, and gives its connection back', async () => {
  await open(async (database) => {
    const { prisma, connections } = database;
    const slow = prisma.$transaction(
      async (tx) => {
        for (;;) {
          await keep(tx, 'slow');
          await sqlIn(tx)('DELETE FROM kept');
          await soon();
        }
      },
      { timeout: 50 },
    );
    expect(databaseCodes(await slow.catch((error: unknown) => error))).toContain('P2028');
    const late: Db[] = [];
    await prisma.$transaction(async (tx) => {
      late.push(tx);
      await keep(tx, 'done');
    });
    const after = late.map((tx) => keep(tx, 'after its end'));
    await expect(Promise.all(after)).rejects.toThrow('over');
    expect(await words(database)).toEqual(['done']);
    const { open: all, idle } = connections?.() ?? { open: -1, idle: -2 };
    expect(idle).toBe(all);
    await prisma.$executeRawUnsafe('DELETE FROM kept');
  });
});

test('a line that is cut in the middle fails it alone', async () => {
  await open(async (database) => {
    const { prisma } = database;
    const cut = prisma.$transaction(async (tx) => {
      await keep(tx, 'cut');
      await sqlIn(tx)('SELECT pg_terminate_backend(pg_backend_pid())');
      await keep(tx, 'cut again');
    });
    await expect(cut).rejects.toThrow();
    await prisma.$transaction((tx) => keep(tx, 'next'));
    expect(await words(database)).toEqual(['next']);
  });
});

test('two that wait for each other are both done in the end, each once', async () => {
  await open(async (database) => {
    const { prisma } = database;
    await prisma.$executeRawUnsafe(`DELETE FROM kept`);
    await prisma.$executeRawUnsafe(`INSERT INTO kept VALUES ('left'), ('right')`);
    let runs = 0;
    const locked: string[] = [];
    const lock = (tx: Db, word: string): Promise<unknown> =>
      sqlIn(tx)('SELECT 1 FROM kept WHERE word = $1 FOR UPDATE', [word]);
    const cross = (first: string, second: string): Promise<unknown> =>
      prisma.$transaction(async (tx) => {
        runs += 1;
        await lock(tx, first);
        locked.push(first);
        // Until each has what the other one wants.
        while (locked.length < 2) await soon();
        await lock(tx, second);
        await keep(tx, `${first} then ${second}`);
      });
    await Promise.all([cross('left', 'right'), cross('right', 'left')]);
    expect(runs).toBeGreaterThan(2);
    expect(await words(database)).toEqual(['left', 'left then right', 'right', 'right then left']);
    await prisma.$executeRawUnsafe('DELETE FROM kept');
  });
});

test('one that asks for a level of isolation has it, and is run again where another one changed what it read', async () => {
  await open(async (database) => {
    const { prisma, sql } = database;
    await sql(`INSERT INTO kept VALUES ('before')`);
    let runs = 0;
    const level = await prisma.$transaction(
      async (tx) => {
        runs += 1;
        const [row] = await sqlIn(tx)<{ transaction_isolation: string }>(
          'SHOW transaction_isolation',
        );
        // From here on it sees the table as it is now.
        await sqlIn(tx)('SELECT word FROM kept');
        if (runs === 1) await sql(`UPDATE kept SET word = 'changed'`);
        await sqlIn(tx)(`UPDATE kept SET word = word || ' and kept'`);
        return row?.transaction_isolation;
      },
      { isolationLevel: 'RepeatableRead' },
    );
    expect([level, runs]).toEqual(['repeatable read', 2]);
    expect(await words(database)).toEqual(['changed and kept']);
    await sql('DELETE FROM kept');
  });
});

test('what fails otherwise, or runs for hours, is not run again', async () => {
  await open(async ({ prisma }) => {
    const clash = Object.assign(new Error('deadlock detected'), { code: '40P01' });
    const count = async (error: Error, timeout: number): Promise<number> => {
      let runs = 0;
      const failing = prisma.$transaction(
        async () => {
          runs += 1;
          throw error;
        },
        { timeout },
      );
      await expect(failing).rejects.toBe(error);
      return runs;
    };
    expect(await count(new Error('wrong'), 20_000)).toBe(1);
    expect(await count(clash, 20_000)).toBe(5);
    expect(await count(clash, 3_600_000)).toBe(1);
  });
});
