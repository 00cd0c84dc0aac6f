/** Longest that a request may block the event loop, in milliseconds of CPU. */
export const LONGEST_TURN_MS = 50;

/**
 * The main thread's CPU time in milliseconds during the longest event-loop turn of `work`. CPU time
 * does not depend on the machine's load.
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

/** The minimum of several runs: excludes JIT warm-up and garbage collections caused by earlier requests. */
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
