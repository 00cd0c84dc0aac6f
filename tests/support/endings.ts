/** What is to be ended once the tests of a file are over. */
const endings: (() => Promise<void>)[] = [];

/**
 * Ends something after all tests of the file. For helpers that a `beforeAll` or a test calls: a hook
 * that is registered from there never runs.
 */
export function atEndOfFile(end: () => Promise<void>): void {
  endings.push(end);
}

/** The last one first. */
export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}
