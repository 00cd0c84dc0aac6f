/** A seeded random generator. */
export type Random = {
  /** From 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly pickWeighted: <Item>(items: readonly (readonly [Item, number])[]) => Item;
  readonly shuffle: <Item>(items: readonly Item[]) => Item[];
  /** Around `median`, mostly within a factor of `spread`, never far below 1. */
  readonly around: (median: number, spread: number) => number;
};

/** Mulberry32: 32 bits of state, quick and even enough for a community that is made up. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_00_00_00_00;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    pickWeighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return pick(items)[0];
    },
    shuffle: (items) =>
      items
        .map((item) => [next(), item] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, item]) => item),
    around: (median, spread) => {
      // Two draws make the middle likelier than the ends.
      const bend = next() + next() - 1;
      return Math.max(1, median * spread ** bend);
    },
  };
}
