import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { Challenge, Solution } from 'altcha-lib/types';

/** Solves the puzzle in a worker; answers null on failure. */
self.addEventListener('message', ({ data }: MessageEvent<Challenge>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  void solve(data).then((solution) => self.postMessage(solution));
});

async function solve(challenge: Challenge): Promise<Omit<Solution, 'time'> | null> {
  try {
    const solution = await solveChallenge({ challenge, deriveKey });
    return solution === null
      ? null
      : { counter: solution.counter, derivedKey: solution.derivedKey };
  } catch {
    return null;
  }
}
