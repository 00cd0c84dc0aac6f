/**
 * Node options for tests that start a site or use OCR: compiles WebAssembly once without optimising,
 * which would take half of a short run.
 */
export const QUICK: readonly string[] = ['--liftoff-only'];
