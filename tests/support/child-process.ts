import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Node options for tests that start a site or use OCR: compiles WebAssembly once without optimising,
 * which would take half of a short run.
 */
export const QUICK: readonly string[] = ['--liftoff-only'];

/** Environment of child processes of tests, with a shared compile cache. */
export const MACHINE = {
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: join(tmpdir(), 'contrenote-compiled'),
};
