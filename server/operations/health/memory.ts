import { setFlagsFromString } from 'node:v8';
import type { Environment } from '#server/core/env.ts';

/** By how much of what is in use the heap may grow before what is not is thrown away, in percent. */
const GROWTH = 40;

/**
 * Keeps the process small; to be called before anything is loaded. By itself the heap grows to three
 * times what is in use. And where the database is PostgreSQL, WebAssembly only puts together the
 * queries of Prisma: to optimise that takes 50 MB, and makes none of them measurably quicker.
 */
export function keepSmall({ databaseUrl }: Pick<Environment, 'databaseUrl'>): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  if (databaseUrl !== null) setFlagsFromString('--liftoff-only');
}
