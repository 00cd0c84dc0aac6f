/** Lets at most `places` pieces of work run at once; the others wait for their turn, in order. */
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

const PLACES = 4;

/**
 * Transactions of forms with a picture take turns: those about one platform wait for each other, and
 * a storm of them would hold every connection while they do.
 */
export const inTurn = createTurns(PLACES);
