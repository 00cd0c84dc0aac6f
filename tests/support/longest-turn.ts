/** No request may hold the main thread for longer: others wait for as long. */
export const LONGEST_TURN_MS = 50;

/**
 * Milliseconds of processor that the main thread spent in the longest turn of the event loop while
 * `work` ran. Not of the clock: what else the machine does changes nothing.
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

/**
 * The same of the quickest of several tries: code that runs for the first time, or a collection of
 * garbage that many requests before made, is not what one request costs.
 */
export async function longestTurnOf(tries: number, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let nth = 0; nth < tries && least > LONGEST_TURN_MS; nth += 1) {
    least = Math.min(least, await longestTurn(work));
  }
  return least;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
