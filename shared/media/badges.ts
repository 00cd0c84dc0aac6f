import { connectRoots, firstRunOf } from './connected-runs.ts';

/** Difference of shades, 0 to 255, up to which pixels belong to one plain area. */
const PLAIN = 8;
/** Shortest run of plain pixels that counts; gaps between letters are shorter. */
const MIN_RUN = 4;
/** Height of a badge: pixels, and a share of the picture's longer side. */
const MIN_HEIGHT_PX = 10;
const MAX_HEIGHT_SHARE = 0.1;
/** Least ratio of width to height. */
const MIN_RATIO = 1.4;
/** Share of its box that is plain: more than a letter's, less than all where it holds text. */
const MIN_PLAIN = 0.4;
/**
 * Distance of the rows in which the upper and the lower edge are measured, as a share of the badge's
 * height; and the share of its width that an edge has at least.
 */
const EDGE_ROW = 0.12;
const MIN_EDGE = 0.6;
/**
 * Contrast from which a pixel within a badge is ink, and the minimum and maximum share of such pixels.
 */
const INK = 40;
const MIN_INK = 0.02;
const MAX_INK = 0.5;
/** Pale pixels of the edge, which are left out. */
const EDGE_PX = 2;
/** Minimum contrast with the pixels to the left and right, above and below; shades are 0 to 255. */
const MIN_CONTRAST = 16;

/** A connected area of one shade; `right` and `bottom` are exclusive. */
type Area = {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pixels: number;
  shade: number;
};

/**
 * A filled area with text on it. `spans` has the first and the last pixel (exclusive) of each row, one
 * after the other.
 */
export type Badge = Area & { readonly spans: Int32Array };

/**
 * Small plain areas with text on them, large ones first: badges, chips, buttons. They are as wide at
 * their upper and lower edge as between these, which letters are not.
 */
export function findBadges(grey: Uint8Array, width: number, height: number): Badge[] {
  const runs = plainRuns(grey, width, height);
  const highest = MAX_HEIGHT_SHARE * Math.max(width, height);
  const likely = new Map(
    [...areasOf(runs)].filter(([, { left, top, right, bottom, pixels }]) => {
      const [wide, high] = [right - left, bottom - top];
      const isFlat = high >= MIN_HEIGHT_PX && high <= highest && wide >= MIN_RATIO * high;
      return isFlat && wide < width && pixels >= MIN_PLAIN * wide * high;
    }),
  );
  return badgesOf(runs, likely)
    .filter((badge) => {
      if (!standsOut(grey, width, height, badge)) return false;
      const share = inkShare(grey, width, badge);
      return share >= MIN_INK && share <= MAX_INK;
    })
    .toSorted((a, b) => b.pixels - a.pixels);
}

/** Whether an area is on another ground: noise cuts a plain ground into areas, whose letters would be cut too. */
function standsOut(
  grey: Uint8Array,
  width: number,
  height: number,
  { left, right, top, bottom, shade }: Badge,
): boolean {
  const [x, y] = [Math.floor((left + right) / 2), Math.floor((top + bottom) / 2)];
  return [
    [left - EDGE_PX - 1, y],
    [right + EDGE_PX, y],
    [x, top - EDGE_PX - 1],
    [x, bottom + EDGE_PX],
  ].every(([column = 0, row = 0]) => {
    if (column < 0 || column >= width || row < 0 || row >= height) return true;
    return Math.abs((grey[row * width + column] ?? 0) - shade) >= MIN_CONTRAST;
  });
}

/** Areas by their first run. */
function areasOf({ starts, ends, rows, roots, shades, count }: Runs): Map<number, Area> {
  const areas = new Map<number, Area>();
  for (let run = 0; run < count; run += 1) {
    const root = roots[run] ?? 0;
    const [left, right, top] = [starts[run] ?? 0, ends[run] ?? 0, rows[run] ?? 0];
    const pixels = right - left;
    const area = areas.get(root);
    if (area === undefined) {
      const shade = shades[root] ?? 0;
      areas.set(root, { left, top, right, bottom: top + 1, pixels, shade });
      continue;
    }
    area.left = Math.min(area.left, left);
    area.right = Math.max(area.right, right);
    area.bottom = top + 1;
    area.pixels += pixels;
  }
  return areas;
}

/** Keeps the areas that have an upper and a lower edge, and adds the spans of their rows. */
function badgesOf({ starts, ends, rows, roots, count }: Runs, areas: ReadonlyMap<number, Area>) {
  const badges = new Map(
    [...areas].map(([root, area]) => {
      const high = area.bottom - area.top;
      const spans = new Int32Array(2 * high).fill(-1);
      return [root, { ...area, spans, longest: new Int32Array(high) }];
    }),
  );
  for (let run = 0; run < count; run += 1) {
    const badge = badges.get(roots[run] ?? 0);
    if (badge === undefined) continue;
    const row = (rows[run] ?? 0) - badge.top;
    const [start, end] = [starts[run] ?? 0, ends[run] ?? 0];
    if (badge.spans[2 * row] === -1) badge.spans[2 * row] = start;
    badge.spans[2 * row + 1] = end;
    badge.longest[row] = Math.max(badge.longest[row] ?? 0, end - start);
  }
  return [...badges.values()].filter(({ left, right, longest }) => {
    const edge = Math.floor(EDGE_ROW * longest.length);
    const least = MIN_EDGE * (right - left);
    return [edge, longest.length - 1 - edge].every((row) => (longest[row] ?? 0) >= least);
  });
}

function inkShare(grey: Uint8Array, width: number, { top, bottom, spans, shade }: Badge): number {
  let [ink, all] = [0, 0];
  for (let y = top; y < bottom; y += 1) {
    const [from, to] = [spans[2 * (y - top)] ?? 0, spans[2 * (y - top) + 1] ?? 0];
    for (let x = from; x < to; x += 1) {
      all += 1;
      if (Math.abs((grey[y * width + x] ?? 0) - shade) > INK) ink += 1;
    }
  }
  return all === 0 ? 0 : ink / all;
}

/** The picture with badges painted over in the shade beside them. */
export function withoutBadges(
  grey: Uint8Array,
  width: number,
  height: number,
  badges: readonly Badge[],
): Uint8Array {
  if (badges.length === 0) return grey;
  // A copy: `slice` of a Node Buffer shares its memory.
  const result = new Uint8Array(grey);
  for (const { left, right, top, bottom, spans } of badges) {
    const y = Math.floor((top + bottom) / 2);
    const x = left > EDGE_PX ? left - EDGE_PX - 1 : Math.min(width - 1, right + EDGE_PX);
    const shade = grey[y * width + x] ?? 255;
    for (let row = Math.max(0, top - EDGE_PX); row < Math.min(height, bottom + EDGE_PX); row += 1) {
      const at = 2 * (Math.min(bottom - 1, Math.max(top, row)) - top);
      const from = Math.max(0, (spans[at] ?? 0) - EDGE_PX);
      const to = Math.min(width, (spans[at + 1] ?? 0) + EDGE_PX);
      result.fill(shade, row * width + from, row * width + to);
    }
  }
  return result;
}

/**
 * Draws the text of badges dark on white into `result`, without their edges.
 * @param shades the shade to draw for each contrast with the badge's ground, 0 to 255.
 */
export function drawBadges(
  result: Uint8Array,
  grey: Uint8Array,
  width: number,
  badges: readonly Badge[],
  shades: Uint8Array,
): void {
  for (const { top, bottom, spans, shade } of badges) {
    const spanAt = (y: number): [number, number] => [
      spans[2 * (y - top)] ?? 0,
      spans[2 * (y - top) + 1] ?? 0,
    ];
    for (let y = top + EDGE_PX; y < bottom - EDGE_PX; y += 1) {
      const near = [spanAt(y - EDGE_PX), spanAt(y), spanAt(y + EDGE_PX)];
      const from = Math.max(...near.map(([start]) => start)) + EDGE_PX;
      const to = Math.min(...near.map(([, end]) => end)) - EDGE_PX;
      for (let index = y * width + from; index < y * width + to; index += 1) {
        result[index] = shades[Math.abs((grey[index] ?? 0) - shade)] ?? 255;
      }
    }
  }
}

type Runs = {
  starts: Int32Array;
  ends: Int32Array;
  rows: Int32Array;
  roots: Int32Array;
  shades: Uint8Array;
  count: number;
};

/** Horizontal runs of one shade, `ends` exclusive, each with the first run of its connected area. */
function plainRuns(grey: Uint8Array, width: number, height: number): Runs {
  const size = height * (Math.ceil(width / MIN_RUN) + 1);
  const starts = new Int32Array(size);
  const ends = new Int32Array(size);
  const rows = new Int32Array(size);
  const roots = new Int32Array(size);
  const shades = new Uint8Array(size);
  let count = 0;
  let [aboveFrom, aboveTo] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    const from = count;
    let above = aboveFrom;
    let x = 0;
    while (x < width) {
      const start = x;
      const shade = grey[y * width + x] ?? 0;
      x += 1;
      while (x < width && Math.abs((grey[y * width + x] ?? 0) - shade) <= PLAIN) x += 1;
      if (x - start < MIN_RUN) continue;
      const run = count;
      count += 1;
      starts[run] = start;
      ends[run] = x;
      rows[run] = y;
      roots[run] = run;
      shades[run] = shade;
      while (above < aboveTo && (ends[above] ?? 0) <= start) above += 1;
      for (let other = above; other < aboveTo && (starts[other] ?? 0) < x; other += 1) {
        const [a, b] = [firstRunOf(roots, other), firstRunOf(roots, run)];
        // Compare with the shade of the whole area, so that a gradient does not grow into one area.
        if (Math.abs((shades[a] ?? 0) - (shades[b] ?? 0)) > PLAIN) continue;
        connectRoots(roots, a, b);
      }
    }
    [aboveFrom, aboveTo] = [from, count];
  }
  for (let run = 0; run < count; run += 1) roots[run] = firstRunOf(roots, run);
  return { starts, ends, rows, roots, shades, count };
}
