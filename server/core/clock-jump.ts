/** A jump of the system clock up to this size is ignored. */
const TOLERANCE_MS = 300_000;

/**
 * Detects jumps of the system clock: after a jump forward, files written a moment ago look old, and
 * jobs that remove files by their age would delete them.
 * @param elapsed milliseconds of a monotonic clock.
 * @returns a function: whether the clock was steady since its previous call.
 */
export function watchForClockJumps(
  clock: () => Date,
  elapsed: () => number = () => performance.now(),
): () => boolean {
  const ahead = (): number => clock().getTime() - elapsed();
  let before = ahead();
  return () => {
    const now = ahead();
    const moved = Math.abs(now - before);
    before = now;
    return moved < TOLERANCE_MS;
  };
}
