/** A part of the process that is to be ended, and how. */
export type Closer = readonly [name: string, close: () => Promise<unknown> | undefined];

/**
 * Closes all parts in their order, each of them even where one before it failed.
 * @param failed told of each that failed.
 * @returns whether all could be closed.
 */
export async function closeAll(
  closers: readonly Closer[],
  failed: (name: string, error: unknown) => void,
): Promise<boolean> {
  let all = true;
  for (const [name, close] of closers) {
    try {
      await close();
    } catch (error) {
      all = false;
      failed(name, error);
    }
  }
  return all;
}
