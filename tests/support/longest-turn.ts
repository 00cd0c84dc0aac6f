/** No request may hold the main thread for longer. */
export const LONGEST_TURN_MS = 50;

/**
 * Milliseconds of processor that the main thread spent in the longest turn of the event loop
 * while `work` ran. Not of the clock: what else a machine does changes nothing.
 */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let before = cpuMs();
  let turning = true;
  const turn = (): void => {
    const now = cpuMs();
    longest = Math.max(longest, now - before);
    before = now;
    if (turning) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
  } finally {
    turning = false;
    turn();
  }
  return longest;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
