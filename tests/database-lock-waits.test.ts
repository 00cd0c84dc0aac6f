import { setImmediate as soon } from 'node:timers/promises';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { registerRunAsRequest } from '#server/http/run-as-request.ts';
import { runAsRequest, currentWorkClass } from '#server/core/work-class.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** What waits for a lock in the database holds up nobody else, and nobody for ever. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ environment: { LOG_LEVEL: 'silent' } });
});

describe('a table that somebody has locked', () => {
  let holder: pg.Client;
  beforeAll(async () => {
    const [here] = await site.database.sql(
      statement({ name: col.text }, 'SELECT current_database() AS name'),
    );
    holder = new pg.Client({ connectionString: `${inject('postgresUrl')}/${here?.name}` });
    await holder.connect();
  });
  afterAll(() => holder.end());

  test('by those who wait for it nobody else is held up; they are refused, and served once it is free', async () => {
    await holder.query('BEGIN; LOCK TABLE platform_summary IN ACCESS EXCLUSIVE MODE');
    let refused = 0;
    const ask = async (): Promise<number> => {
      const { statusCode } = await site.get('/api/platforms/clickworker');
      refused += 1;
      return statusCode;
    };
    const waiting: Promise<number>[] = [];
    for (let nth = 0; nth < 50; nth += 1) {
      waiting.push(ask());
      // What is asked in one turn of the event loop shares a connection.
      await soon();
    }
    while ((await countWaiting()) < 8);
    for (const path of ['/api/forum', '/api/tables', '/readyz'])
      expect([path, (await site.get(path)).statusCode]).toEqual([path, 200]);
    expect(refused).toBe(0);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([503]));
    await holder.query('ROLLBACK');
    expect((await site.get('/api/platforms/clickworker')).statusCode).toBe(200);
  });

  async function countWaiting(): Promise<number> {
    const { rows } = await holder.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks
        WHERE NOT granted AND relation = 'platform_summary'::regclass`,
    );
    return rows[0]?.waiting ?? 0;
  }
});

describe('the time that PostgreSQL gives a statement', () => {
  const timeOf = async (sql: Sql): Promise<string> =>
    (await sql(statement({ statement_timeout: col.text }, 'SHOW statement_timeout')))[0]
      ?.statement_timeout ?? '';

  test('is short for requests, and longer for what nobody waits for', async () => {
    const { sql, prisma } = site.database;
    const inTransaction = (options = {}): Promise<string> =>
      prisma.$transaction((tx) => timeOf(tx.sql), options);
    expect(await runAsRequest(() => timeOf(sql))).toBe('5s');
    expect(await runAsRequest(() => timeOf(prisma.sql))).toBe('5s');
    expect(await runAsRequest(() => inTransaction())).toBe('10s');
    expect(await timeOf(sql)).toBe('10min');
    expect(await inTransaction()).toBe('20s');
    expect(await inTransaction({ timeout: 120_000 })).toBe('2min');
    expect(await inTransaction()).toBe('20s');
  });

  test('is that of a request in each of its steps, also once its body was read', async () => {
    const app = fastify();
    registerRunAsRequest(app);
    await app.register(formbody);
    app.all('/', async () => {
      await Promise.resolve();
      return currentWorkClass();
    });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const form = new URLSearchParams({ word: 'x'.repeat(100_000) });
    const said = [
      await (await fetch(origin)).text(),
      await (await fetch(origin, { method: 'POST', body: form })).text(),
    ];
    await app.close();
    expect(said).toEqual(['request', 'request']);
    expect(currentWorkClass()).toBe('background');
  });
});
