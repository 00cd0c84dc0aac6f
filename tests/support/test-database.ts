import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { atEndOfFile } from './cleanup.ts';
import { cloneDatabase } from './postgres.ts';

/**
 * Clones a template for a test file, and drops the clone at the file's end, since hundreds would take
 * gigabytes.
 * @returns its connection URL.
 */
export async function makeTestDatabase(template: string): Promise<string> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await cloneDatabase(server, template, name);
  atEndOfFile(async () => {
    const client = new pg.Client({ connectionString: `${server}/postgres` });
    await client.connect();
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  });
  return `${server}/${name}`;
}
