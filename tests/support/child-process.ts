import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Node options for tests that start a site or use OCR: compiles WebAssembly once without optimising,
 * which would take half of a short run.
 */
export const QUICK: readonly string[] = ['--liftoff-only'];

/** Environment of processes that tests start: the compiled code of one start is there for the next. */
export const MACHINE = {
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: join(tmpdir(), 'contrenote-compiled'),
};
