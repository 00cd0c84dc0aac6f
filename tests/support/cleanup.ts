/** Clean-up functions of the current test file. */
const endings: (() => Promise<void>)[] = [];

/**
 * Registers a clean-up after all tests of the file. For helpers called inside `beforeAll` or a test,
 * where vitest ignores newly registered hooks.
 */
export function atEndOfFile(end: () => Promise<void>): void {
  endings.push(end);
}

/** Runs the clean-ups in reverse order. */
export async function cleanUp(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}
