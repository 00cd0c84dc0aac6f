export type ClosablePart = readonly [name: string, close: () => Promise<unknown> | undefined];

/**
 * Closes all parts in order, and goes on after one that fails.
 * @param failed called with each part that failed.
 * @returns whether all were closed.
 */
export async function closeAll(
  closers: readonly ClosablePart[],
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
