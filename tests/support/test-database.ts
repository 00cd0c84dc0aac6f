import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { atEndOfFile } from './endings.ts';
import { cloneDatabase } from './postgres.ts';

/**
 * A database of its own for a file of tests, like a template, and gone at the file's end: hundreds of
 * them would take gigabytes.
 * @returns its address.
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
