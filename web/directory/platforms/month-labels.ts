const DIGIT_WIDTH = 6.8;
const AIR = 4;

/**
 * Which bars are labelled when there is no room for all: the highest first, the later of equal
 * ones, while labels do not overlap. `step` is the distance of two bars.
 */
export function chooseLabelledBars(counts: readonly number[], step: number): ReadonlySet<number> {
  const order = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || b.index - a.index);
  const labelled: { count: number; index: number }[] = [];
  for (const bar of order) {
    const hasRoom = labelled.every(
      (other) =>
        Math.abs(other.index - bar.index) * step >=
        (widthOf(other.count) + widthOf(bar.count)) / 2 + AIR,
    );
    if (hasRoom) labelled.push(bar);
  }
  return new Set(labelled.map(({ index }) => index));
}

function widthOf(count: number): number {
  return String(count).length * DIGIT_WIDTH;
}
