import pg from 'pg';
import { InvalidImport } from './open-source.ts';

/** Arbitrary advisory lock number, unique in the code. */
const LOCK = 7_305_461_924;
const TRIES = 20;
const BETWEEN_TRIES_MS = 250;

/**
 * Serialises imports on a database with a lock that ends with its connection, even when the process
 * is killed.
 * @throws InvalidImport when another import runs.
 */
export async function lockImports(url: string): Promise<{ release: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The server may not have noticed yet that a process was killed.
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS taken',
      [LOCK],
    );
    if (rows[0]?.taken === true) return { release: () => client.end() };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
  await client.end();
  throw new InvalidImport(
    'Another import is running on this database. Wait until it has ended.',
    1,
  );
}
