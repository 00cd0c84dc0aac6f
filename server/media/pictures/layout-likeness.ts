import {
  SIDES,
  type PictureLayout,
  type SolidRectangle,
} from '#server/media/files/picture-layout.ts';

/** How many covers of an earlier picture a later one shows. */
export type LayoutLikeness = {
  /** Covers at the same place, with the same edges. */
  readonly same: number;
  /** Covers that begin or end elsewhere on their line: another name, number or amount. */
  readonly other: number;
  /** Covers of which nothing is found; those beyond the later picture are left out. */
  readonly absent: number;
};

type Rectangles = readonly SolidRectangle[];
type Pair = readonly [earlier: SolidRectangle, later: SolidRectangle];
/**
 * Maps an axis of the earlier picture to the later one: multiplied by `scale`, plus a shift (`near` for
 * left or top edges, `far` for right or bottom ones).
 */
type Axis = { readonly scale: number; readonly near: number; readonly far: number };
type Placement = { readonly x: Axis; readonly y: Axis };

/** Minimum number of covers, and minimum share of the earlier picture's covers, that a copy shows. */
const MIN_SAME = 4;
const MIN_SHARE = 0.6;
/** Minimum number of straight sides of a rectangle that is compared. */
const MIN_STRAIGHT = 3;
/** Number of rectangles of the earlier picture that are tried for aligning the two. */
const ANCHORS = 8;
const ROUGH_PX = 2.5;
const FINE_PX = [1.2, 0.5] as const;
/**
 * Tolerance for a side with a step, which two covers that touch have: it may be found at either part.
 */
const STEPPED_PX = 14;
const MAX_SCALE = 3;
const MAX_SHAPE_DIFFERENCE = 0.12;

/**
 * Compares two pictures by their covers, after the later one was scaled, cropped or shifted. Two
 * payments on one template have most labels in common; only the widths of other covers differ.
 */
export function compareLayouts(earlier: PictureLayout, later: PictureLayout): LayoutLikeness {
  const known = earlier.rectangles.filter(
    ({ straight, isCover }) => isCover && sidesOf(straight) >= MIN_STRAIGHT,
  );
  const rows = later.rectangles.toSorted((a, b) => a.top - b.top);
  let placement = findPlacement(known, rows);
  if (placement === null) return { same: 0, other: 0, absent: known.length };
  let pairs = pairsOf(known, rows, placement, ROUGH_PX);
  for (const tolerance of FINE_PX) {
    placement = fit(pairs) ?? placement;
    pairs = pairsOf(known, rows, placement, tolerance * Math.max(1, placement.x.scale));
  }
  const found = new Set(pairs.map(([one]) => one));
  let [other, absent] = [0, 0];
  for (const one of known) {
    const at = place(one, placement);
    if (found.has(one) || !isWithin(at, later)) continue;
    if (rows.some((row) => isOnLineOf(row, at))) other += 1;
    else absent += 1;
  }
  return { same: pairs.length, other, absent };
}

/** How alike two pictures are, 0 to 1: the share of covers found again; null where one is no copy. */
export function likenessOfCopy({ same, other, absent }: LayoutLikeness): number | null {
  const share = same / Math.max(1, same + absent);
  return same >= MIN_SAME && other === 0 && share >= MIN_SHARE ? share : null;
}

function sidesOf(straight: number): number {
  return Object.values(SIDES).filter((bit) => (straight & bit) !== 0).length;
}

function findPlacement(known: Rectangles, rows: Rectangles): Placement | null {
  const anchors = known
    .toSorted((a, b) => sidesOf(b.straight) - sidesOf(a.straight) || widthOf(b) - widthOf(a))
    .slice(0, ANCHORS);
  let best: { placement: Placement; count: number } | null = null;
  for (const one of anchors) {
    for (const row of rows) {
      const placement = placementOf(one, row);
      if (placement === null) continue;
      const count = pairsOf(known, rows, placement, ROUGH_PX).length;
      if (best === null || count > best.count) best = { placement, count };
    }
  }
  return best === null || best.count < MIN_STRAIGHT ? null : best.placement;
}

function placementOf(one: SolidRectangle, other: SolidRectangle): Placement | null {
  const [scaleX, scaleY] = [widthOf(other) / widthOf(one), heightOf(other) / heightOf(one)];
  if (Math.abs(Math.log(scaleX / scaleY)) > MAX_SHAPE_DIFFERENCE) return null;
  // The longer side gives the more exact scale.
  const scale = widthOf(one) > heightOf(one) ? scaleX : scaleY;
  if (scale > MAX_SCALE || scale < 1 / MAX_SCALE) return null;
  const [x, y] = [other.left - scale * one.left, other.top - scale * one.top];
  return { x: { scale, near: x, far: x }, y: { scale, near: y, far: y } };
}

function widthOf({ left, right }: SolidRectangle): number {
  return right - left;
}

function heightOf({ top, bottom }: SolidRectangle): number {
  return bottom - top;
}

function place(one: SolidRectangle, { x, y }: Placement): SolidRectangle {
  return {
    left: x.scale * one.left + x.near,
    right: x.scale * one.right + x.far,
    top: y.scale * one.top + y.near,
    bottom: y.scale * one.bottom + y.far,
    straight: one.straight,
    isCover: one.isCover,
  };
}

function isWithin(at: SolidRectangle, { width, height }: PictureLayout): boolean {
  return at.left >= 1 && at.top >= 1 && at.right <= width - 1 && at.bottom <= height - 1;
}

function pairsOf(
  known: Rectangles,
  rows: Rectangles,
  placement: Placement,
  tolerance: number,
): Pair[] {
  const stepped = STEPPED_PX * placement.x.scale;
  return known.flatMap((one): Pair[] => {
    const at = place(one, placement);
    const within = (bit: number, difference: number): boolean =>
      Math.abs(difference) <= ((one.straight & bit) === 0 ? stepped : tolerance);
    for (let index = firstBelow(rows, at.top - stepped); index < rows.length; index += 1) {
      const row = rows[index];
      if (row === undefined || row.top > at.top + stepped) break;
      if (
        within(SIDES.top, row.top - at.top) &&
        within(SIDES.left, row.left - at.left) &&
        within(SIDES.right, row.right - at.right) &&
        within(SIDES.bottom, row.bottom - at.bottom)
      ) {
        return [[one, row]];
      }
    }
    return [];
  });
}

/** The first of ordered rectangles whose top is not above a place. */
function firstBelow(rows: Rectangles, top: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.top ?? 0) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a rectangle is on a cover's line and overlaps it. Boxes that were drawn over a copy rarely
 * are on its lines.
 */
function isOnLineOf(row: SolidRectangle, at: SolidRectangle): boolean {
  const near = 0.15 * heightOf(at) + 1;
  return (
    row.left < at.right &&
    row.right > at.left &&
    Math.abs(row.top - at.top) <= near &&
    Math.abs(row.bottom - at.bottom) <= near
  );
}

function fit(pairs: readonly Pair[]): Placement | null {
  const of = (side: keyof typeof SIDES): number[][] =>
    pairs
      .filter(([one]) => (one.straight & SIDES[side]) !== 0)
      .map(([one, row]) => [one[side], row[side]]);
  const x = fitAxis(of('left'), of('right'));
  const y = fitAxis(of('top'), of('bottom'));
  return x === null || y === null ? null : { x, y };
}

/**
 * Least squares with one slope and two shifts, since all covers of a blurred copy are a little
 * narrower.
 */
function fitAxis(near: readonly number[][], far: readonly number[][]): Axis | null {
  const mean = (points: readonly number[][], index: number): number =>
    points.reduce((sum, point) => sum + (point[index] ?? 0), 0) / points.length;
  let [covariance, variance] = [0, 0];
  for (const points of [near, far]) {
    const [meanX, meanY] = [mean(points, 0), mean(points, 1)];
    for (const [x = 0, y = 0] of points) {
      covariance += (x - meanX) * (y - meanY);
      variance += (x - meanX) ** 2;
    }
  }
  if (variance === 0 || near.length === 0 || far.length === 0) return null;
  const scale = covariance / variance;
  return {
    scale,
    near: mean(near, 1) - scale * mean(near, 0),
    far: mean(far, 1) - scale * mean(far, 0),
  };
}
