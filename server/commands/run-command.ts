import { join } from 'node:path';
import { BadEnvironment, type Environment } from '#server/core/env.ts';
import type { Database } from '#server/database/db.ts';
import { isDatabaseOutdated } from '#server/database/migrations/expand-and-contract.ts';
import { hasDatabase, openDatabase } from '#server/operations/open-stores.ts';

/**
 * An expected failure of a command: a sentence for the operator instead of a stack, and the exit code:
 * 1 not possible now, 2 wrong usage.
 */
export class CommandRefused extends Error {
  readonly status: 1 | 2;
  constructor(sentence: string, status: 1 | 2) {
    super(sentence);
    this.status = status;
  }
}

type Kind = abstract new (...args: never[]) => Error;

/**
 * Runs a command and sets the exit code: 0; the `status` of a `CommandRefused`; 1 for a wrong setting
 * or an `expected` error class. Prints the message of these errors, and rethrows any other.
 */
export async function runCommand(
  work: (args: string[]) => Promise<void>,
  ...expected: readonly Kind[]
): Promise<void> {
  try {
    await work(process.argv.slice(2));
  } catch (error) {
    const kinds = [CommandRefused, BadEnvironment, ...expected];
    if (!(error instanceof Error) || !kinds.some((kind) => error instanceof kind)) throw error;
    console.error(error.message);
    process.exitCode = 'status' in error && error.status === 2 ? 2 : 1;
  }
}

/**
 * Checks that there is a database: a command creates none, since DATA_DIR may be mistyped.
 * @throws CommandRefused where there is none.
 */
export function requireDatabase(env: Environment): void {
  if (hasDatabase(env)) return;
  const sentence = `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`;
  throw new CommandRefused(sentence, 1);
}

/**
 * Opens the configured database, runs `work` and closes it.
 * @throws CommandRefused where there is none.
 */
export async function withDatabase<Result>(
  env: Environment,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  requireDatabase(env);
  const database = await openDatabase(env);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/**
 * Checks that the database has all migrations of this version.
 * @throws CommandRefused when one is missing.
 */
export async function requireUpToDate(database: Database): Promise<void> {
  if (!(await isDatabaseOutdated(database, join(process.cwd(), 'prisma', 'migrations')))) return;
  const sentence = 'The database is not up to date. Start the site once, or npm run db:migrate.';
  throw new CommandRefused(sentence, 1);
}
