/** A clock that is put right by so little is steady. */
const TOLERANCE_MS = 300_000;

/**
 * Tells whether the clock went on since the last time as time does. Where it was put forward, what was
 * written a moment before looks old, and files are removed by their age.
 * @param elapsed milliseconds since any moment, by what no one can set.
 */
export function watchClock(
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
