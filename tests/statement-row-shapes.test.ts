import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { findRowMismatch } from '#server/database/row-shape-check.ts';
import { atEndOfFile } from '#tests/support/cleanup.ts';
import type { Declared } from './support/list-statements.ts';
import { EMPTY_TEMPLATE } from './support/postgres.ts';
import { makeTestDatabase } from './support/test-database.ts';

/**
 * What a statement says of its rows is held against the database wherever a test runs it. Those that
 * are constants are described by the migrated database as well, whether a test runs them or not.
 */

const run = promisify(execFile);
const MOST_BYTES = 16 * 1024 * 1024;
type Field = { readonly name: string; readonly dataTypeID: number };

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: await makeTestDatabase(EMPTY_TEMPLATE) });
  await client.connect();
  atEndOfFile(() => client.end());
});

test('each statement that is a constant has the columns that it states', async () => {
  const args = ['--import', 'tsx', 'tests/support/list-statements.ts'];
  const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_BYTES });
  const declared = JSON.parse(stdout) as Declared[];
  expect(declared.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  for (const asked of declared) {
    const fields = await describe(asked.text);
    const mismatch = findRowMismatch(asked, { fields, rows: [] });
    if (mismatch !== null) wrong.push(mismatch.message);
  }
  expect(wrong).toEqual([]);
});

/** The columns that PostgreSQL gives a text, which it does not run. */
function describe(text: string): Promise<readonly Field[]> {
  return new Promise((resolve, reject) => {
    let fields: readonly Field[] = [];
    let failure: Error | null = null;
    client.query({
      submit: (connection) => {
        connection.parse({ name: '', text, types: [] }, true);
        connection.describe({ type: 'S', name: '' }, true);
        connection.sync();
      },
      handleRowDescription: (message: { fields: readonly Field[] }) => {
        fields = message.fields;
      },
      handleError: (error: Error) => {
        failure = error;
      },
      handleReadyForQuery: () => {
        if (failure === null) resolve(fields);
        else reject(failure);
      },
    } as pg.Submittable);
  });
}
