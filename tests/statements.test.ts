import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Shape } from '#server/database/sql.ts';
import { atEndOfFile } from './support/endings.ts';
import { EMPTY_TEMPLATE } from './support/postgres.ts';
import { makeTestDatabase } from './support/test-database.ts';

/**
 * What a statement says of its rows is held against the database wherever a test runs it. Those that
 * are constants are described by the migrated database as well, whether a test runs them or not.
 */

const SERVER = join(process.cwd(), 'server');
/** These are no modules: they begin to work as they are loaded. */
const COMMANDS = /^[\w-]+\.ts$/;
type Declared = { readonly text: string; readonly shape: Shape };
type Field = { readonly name: string; readonly dataTypeID: number };

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: await makeTestDatabase(EMPTY_TEMPLATE) });
  await client.connect();
  atEndOfFile(() => client.end());
});

test('each statement that is a constant has the columns that it states', async () => {
  vi.resetModules();
  const { watchStatements } = await import('#server/database/sql.ts');
  const { mismatchOf } = await import('#server/database/row-check.ts');
  const declared: Declared[] = [];
  watchStatements((text, shape) => declared.push({ text, shape }));
  for (const file of filesWithStatements()) await import(join(SERVER, file));
  watchStatements(null);
  expect(declared.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  for (const asked of declared) {
    const fields = await describe(asked.text);
    const mismatch = mismatchOf(asked, { fields, rows: [] });
    if (mismatch !== null) wrong.push(mismatch.message);
  }
  expect(wrong).toEqual([]);
});

function filesWithStatements(): string[] {
  return readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /(?<!\.test|\.testing)\.ts$/.test(file) &&
      !COMMANDS.test(file) &&
      readFileSync(join(SERVER, file), 'utf8').includes('= statement('),
  );
}

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
