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

const PLACES = 6;
const PLACES_OF_ONE = 4;

/**
 * Transactions of forms with a picture take turns: those about one platform or in one thread wait for
 * each other, and a storm of them would hold every connection while they do.
 */
export const inTurn = createTurns(PLACES);

/** Those about one thing, among which a place is asked for before one among all. */
const ofOne = new Map<string, { turns: ReturnType<typeof createTurns>; asking: number }>();

/** The same where it is known what they would wait for each other for: so many of that alone. */
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
