import { setImmediate as soon } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { databaseErrorCodes } from '#server/database/classify-database-error.ts';
import { openPostgres, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sendWithCommit } from '#server/database/transactions.ts';
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
  tx.sql('INSERT INTO kept VALUES ($1)', [word]);
const words = async ({ sql }: Database): Promise<string[]> =>
  (await sql(statement({ word: col.text }, 'SELECT word FROM kept ORDER BY word'))).map(
    ({ word }) => word,
  );

const VALUES = statement(
  {
    word: col.text,
    number: col.int,
    truth: col.bool,
    list: col.list(col.text),
    json: col.json(),
    moment: col.moment,
    day: col.day,
    bytes: col.bytes,
    large: col.int,
    exact: col.numeric,
    share: col.float,
    nothing: col.text.orNull,
    clock: col.moment,
    days: col.list(col.day),
    numbers: col.list(col.int),
  },
  `
  SELECT $1::text AS word, $2::int AS number, $3::boolean AS truth, $4::text[] AS list, $5::jsonb AS json,
         $6::timestamptz AS moment, $7::date AS day, $8::bytea AS bytes, 12345678901::bigint AS large,
         1.50::numeric AS exact, 0.25::float8 AS share, NULL::text AS nothing, '2026-11-20 10:00:00.25'::timestamp AS clock,
         ARRAY['2026-11-20'::date] AS days, ARRAY[1::bigint, NULL] AS numbers`,
);

test('a statement gives the same values inside and outside of a transaction', async () => {
  const moment = new Date('2026-11-20T10:00:00.250Z');
  const bytes = Buffer.from([0, 1, 255]);
  const given = ['dû', 7, true, ['a', 'b"c', ''], '{"a":[1]}', moment, '2026-11-20', bytes];
  const expected = {
    word: 'dû',
    number: 7,
    truth: true,
    list: ['a', 'b"c', ''],
    json: { a: [1] },
    moment,
    day: '2026-11-20',
    bytes,
    large: 12_345_678_901,
    exact: '1.50',
    share: 0.25,
    nothing: null,
    clock: moment,
    days: ['2026-11-20'],
    numbers: [1, null],
  };
  await open(async ({ prisma, sql }) => {
    expect(await sql(VALUES, given)).toEqual([expected]);
    expect(await prisma.sql(VALUES, given)).toEqual([expected]);
    expect(await prisma.$transaction((tx) => tx.sql(VALUES, given))).toEqual([expected]);
  });
});

test('a number that JavaScript cannot hold is an error, and the connection goes on', async () => {
  await open(async ({ sql }) => {
    await expect(
      sql(statement({ number: col.int }, 'SELECT 9007199254740993 AS number')),
    ).rejects.toThrow('no safe integer');
    expect(await sql(statement({ one: col.int }, 'SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });
});

test('models and SQL see what the other wrote, and all of it is undone together', async () => {
  await open(async (database) => {
    const { prisma } = database;
    const category = { slug: 'here', nameFr: '-', nameEn: '-', sayFr: '-', sayEn: '-', place: 1 };
    const act = async (tx: Db): Promise<void> => {
      await keep(tx, 'first');
      await tx.forumCategory.create({ data: { id: 'aaaaaaaaaaaa', ...category } });
      const [row] = await tx.sql(statement({ slug: col.text }, 'SELECT slug FROM forum_category'));
      expect(row?.slug).toBe('here');
      await tx.sql(`UPDATE forum_category SET slug = 'there'`);
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
    expect(databaseErrorCodes(await twice.catch((error: unknown) => error))).toContain('23505');
    const swallowed = prisma.$transaction(async (tx) => {
      await keep(tx, 'two');
      await keep(tx, 'two').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow();
    expect(await words(database)).toEqual([]);
  });
});

test('one that leaves with COMMIT and fails undoes all, with its own error', async () => {
  await open(async (database) => {
    const { prisma } = database;
    await prisma.$transaction(async (tx) => sendWithCommit(keep(tx, 'left')));
    expect(await words(database)).toEqual(['left']);
    const failed = prisma.$transaction(async (tx) => {
      await keep(tx, 'right');
      sendWithCommit(keep(tx, 'left'));
      sendWithCommit(keep(tx, 'after it'));
    });
    expect(databaseErrorCodes(await failed.catch((error: unknown) => error))).toEqual(['23505']);
    const goesOn = prisma.$transaction(async (tx) => {
      sendWithCommit(keep(tx, 'left'));
      await keep(tx, 'after it');
    });
    expect(databaseErrorCodes(await goesOn.catch((error: unknown) => error))).toEqual(['23505']);
    expect(await words(database)).toEqual(['left']);
    await prisma.$executeRawUnsafe('DELETE FROM kept');
  });
});

test('what is asked together is done in its order, and each gets its own answer', async () => {
  await open(async ({ prisma }) => {
    const numbers = await prisma.$transaction((tx) =>
      Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          tx.sql(statement({ number: col.int }, 'SELECT $1::int AS number'), [number]),
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
          await tx.sql('DELETE FROM kept');
          await soon();
        }
      },
      { timeout: 50 },
    );
    expect(databaseErrorCodes(await slow.catch((error: unknown) => error))).toContain('P2028');
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
      await tx.sql('SELECT pg_terminate_backend(pg_backend_pid())');
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
      tx.sql('SELECT 1 FROM kept WHERE word = $1 FOR UPDATE', [word]);
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
        const [row] = await tx.sql(
          statement({ transaction_isolation: col.text }, 'SHOW transaction_isolation'),
        );
        // From here on it sees the table as it is now.
        await tx.sql('SELECT word FROM kept');
        if (runs === 1) await sql(`UPDATE kept SET word = 'changed'`);
        await tx.sql(`UPDATE kept SET word = word || ' and kept'`);
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
