/** Creates a semaphore: at most `places` jobs run at once, others wait in order (FIFO). */
export function createTurns(
  places: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

const PLACES = 6;
const PLACES_OF_ONE = 4;

/**
 * Limits concurrent transactions of forms with a picture. Those about one platform or thread wait for
 * each other's locks, and could otherwise occupy all connections.
 */
export const inTurn = createTurns(PLACES);

/** A semaphore for each subject, acquired before the shared one. */
const ofOne = new Map<string, { turns: ReturnType<typeof createTurns>; asking: number }>();

/** Like `inTurn`, with an additional limit for jobs that lock the same rows. */
export async function inTurnOf<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const one = ofOne.get(what) ?? { turns: createTurns(PLACES_OF_ONE), asking: 0 };
  ofOne.set(what, one);
  one.asking += 1;
  try {
    return await one.turns(() => inTurn(work));
  } finally {
    one.asking -= 1;
    if (one.asking === 0) ofOne.delete(what);
  }
}
