import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  MAX_CONNECTIONS,
  openPipelinedConnections,
  type PipelinedConnections,
} from '#server/database/pipelined-connections.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** Statements that stand alone share few connections, and none of them harms another. */

let url: string;
let lines: PipelinedConnections;
beforeEach(async () => {
  url = await makeTestDatabase(TEMPLATE);
  lines = openPipelinedConnections({ connectionString: url });
});
afterEach(() => lines.close());

/** Which connection answers. */
async function askBackend(): Promise<number> {
  const { rows } = await lines.query<{ pid: number }>({
    text: 'SELECT pg_backend_pid() AS pid',
    name: 'backend',
  });
  return rows[0]?.pid ?? 0;
}

describe('statements outside of transactions', () => {
  test('what is asked in one turn goes over one connection, and later turns use it again', async () => {
    const backends = await Promise.all(Array.from({ length: 20 }, askBackend));
    expect(new Set(backends).size).toBe(1);
    expect(await askBackend()).toBe(backends[0]);
    expect(lines.state()).toEqual({ open: 1, idle: 1, waiting: 0 });
  });

  test('one that fails takes none of those beside it along, nor what they wrote', async () => {
    const said = await Promise.allSettled([
      lines.query({ text: `INSERT INTO stale_figures (kind, subject) VALUES ('platform', 'a')` }),
      lines.query({ text: 'SELECT 1 / 0' }),
      lines.query({ text: `INSERT INTO stale_figures (kind, subject) VALUES ('platform', 'b')` }),
    ]);
    expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { rows } = await lines.query({ text: 'SELECT subject FROM stale_figures ORDER BY 1' });
    expect(rows).toEqual([{ subject: 'a' }, { subject: 'b' }]);
  });

  test('the error of one leads to who asked, for the log of the operator', async () => {
    const askWrongly = async (): Promise<object[]> => {
      const { rows } = await lines.query({ text: 'SELECT 1 / 0' });
      return rows;
    };
    const error: unknown = await askWrongly().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: '22012' });
    expect(String((error as Error).stack)).toContain('askWrongly');
  });

  test('a slow one holds up nothing that is asked after it, up to the most connections', async () => {
    let ended = 0;
    const slow: Promise<unknown>[] = [];
    for (let nth = 0; nth < MAX_CONNECTIONS - 1; nth += 1) {
      slow.push(lines.query({ text: 'SELECT pg_sleep(30)' }).catch(() => (ended += 1)));
      // The next turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await askBackend()).toBeGreaterThan(0);
    expect(ended).toBe(0);
    expect(lines.state().open).toBe(MAX_CONNECTIONS);
    // Some may not have begun yet.
    while (lines.state().open > lines.state().idle) await endAll();
    await Promise.all(slow);
    expect(ended).toBe(MAX_CONNECTIONS - 1);
  });

  test('a connection that is cut fails what it carries, and the next statement is answered', async () => {
    const before = await askBackend();
    const cut = lines.query({ text: 'SELECT pg_sleep(30)' });
    const refused = expect(cut).rejects.toThrow();
    await endAll();
    await refused;
    expect(await askBackend()).not.toBe(before);
  });

  test('once closed, nothing opens them again', async () => {
    await askBackend();
    await lines.close();
    await expect(askBackend()).rejects.toThrow('closed');
    expect(lines.state().open).toBe(0);
  });

  test('where nobody answers, that is said, and tried anew the next time', async () => {
    const gone = openPipelinedConnections({
      connectionString: url.replace(/[^/]+$/, 'no_such_database'),
    });
    await expect(gone.query({ text: 'SELECT 1' })).rejects.toThrow('does not exist');
    await expect(gone.query({ text: 'SELECT 1' })).rejects.toThrow('does not exist');
    expect(gone.state().open).toBe(0);
    await gone.close();
  });
});

/** Ends all connections to this database. */
async function endAll(): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('postgresUrl')}/postgres` });
  await client.connect();
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    url.split('/').at(-1),
  ]);
  await client.end();
}
