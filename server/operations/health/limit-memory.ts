import { setFlagsFromString } from 'node:v8';
import type { Environment } from '#server/core/env.ts';

/** V8's heap growth before a garbage collection, in percent of live data. */
const GROWTH = 40;

/**
 * Sets V8 flags that keep memory small; call before loading other modules. By default the heap grows to
 * three times its live data. With PostgreSQL, Prisma's WebAssembly only compiles queries: optimising it
 * takes 50 MB and makes no query measurably faster.
 */
export function limitMemory({ databaseUrl }: Pick<Environment, 'databaseUrl'>): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  if (databaseUrl !== null) setFlagsFromString('--liftoff-only');
}
