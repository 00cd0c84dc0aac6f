import { COVER_COLOURS } from '#shared/media/cover-colours.ts';
import { toGrey } from '#shared/media/ocr-preprocessing.ts';

/** Bits of the sides of a rectangle. */
export const SIDES = { left: 1, top: 2, right: 4, bottom: 8 } as const;

/**
 * A rectangle of one colour: its edges in pixels, with fractions; `straight` has the bits of `SIDES`
 * whose edge is one straight line. `isCover`: its shade is that of covers, which a page's own buttons
 * and cards do not have.
 */
export type SolidRectangle = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly straight: number;
  readonly isCover: boolean;
};

/** The rectangles of one colour on a picture, and its size in pixels. */
export type PictureLayout = {
  readonly width: number;
  readonly height: number;
  readonly rectangles: readonly SolidRectangle[];
};

/** A picture in shades of grey, one byte a pixel. */
export type GreyPicture = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** Difference from the mean of a run, of 255, up to which a pixel is of its colour: JPEG is noisy. */
const SAME_COLOUR = 20;
const MIN_SIDES_PX = { width: 14, height: 8 } as const;
/** Share of its rectangle that an area of one colour fills; two covers that touch leave a step. */
const MIN_FILLED = 0.85;
/** Difference of the shades on both sides of an edge. */
const MIN_CONTRAST = 24;
/** Pixels inside and outside an edge that are looked at. */
const REACH = 4;
/** Share of pixels along a side that may be of the wrong shade, inside and outside. */
const MAX_STEPPED = 0.04;
const MAX_BESIDE = 0.3;
const COVER_SHADES = Object.values(COVER_COLOURS).map(
  (colour) => toGrey(Uint8ClampedArray.from(Buffer.from(`${colour.slice(1)}ff`, 'hex')))[0] ?? 0,
);
/** Maximum difference of shades, 0 to 255, that encoding the published picture causes. */
const COVER_TOLERANCE = 8;
/** The largest are kept: 2.4 KB. */
const MAX_RECTANGLES = 120;

/**
 * Finds the rectangles of one colour on a picture, covers above all. Their edges are those of the mean
 * shades along them, which survive inversion, brightness, resizing and JPEG to a tenth of a pixel.
 */
export function findLayout(picture: GreyPicture): PictureLayout {
  const { width, height } = picture;
  const rectangles = areasOf(stretched(picture))
    .filter(({ left, top, right, bottom, size }) => {
      const [wide, high] = [right - left + 1, bottom - top + 1];
      const isLarge = wide >= MIN_SIDES_PX.width && high >= MIN_SIDES_PX.height;
      return isLarge && size >= MIN_FILLED * wide * high;
    })
    .toSorted((a, b) => b.size - a.size)
    .flatMap((area) => edgesOf(picture, area) ?? [])
    .slice(0, MAX_RECTANGLES);
  return { width, height, rectangles };
}

/** Stretches the shades to the whole range, so that a pale copy has the same areas. */
function stretched({ data, width, height }: GreyPicture): GreyPicture {
  const counts = new Uint32Array(256);
  for (const shade of data) counts[shade] = (counts[shade] ?? 0) + 1;
  const shadeAt = (share: number): number => {
    let left = share * data.length;
    return counts.findIndex((count) => {
      left -= count;
      return left < 0;
    });
  };
  const [dark, light] = [shadeAt(0.005), shadeAt(0.995)];
  const factor = 255 / Math.max(1, light - dark);
  const stretch = (shade: number): number =>
    Math.min(255, Math.max(0, Math.round((shade - dark) * factor)));
  return { data: data.map(stretch), width, height };
}

/** A connected area of one shade. `into`: the area that it was merged into. */
type Area = {
  left: number;
  top: number;
  right: number;
  bottom: number;
  size: number;
  into?: Area;
};
type Run = { readonly from: number; readonly to: number; readonly shade: number };
type RunOfArea = Run & { readonly area: Area };

/** Finds areas of one colour: connects runs of pixels in adjacent rows. */
function areasOf({ data, width, height }: GreyPicture): Area[] {
  const areas = new Set<Area>();
  let above: RunOfArea[] = [];
  for (let y = 0; y < height; y += 1) {
    const row: RunOfArea[] = [];
    for (const run of runsOf(data, y * width, width)) {
      let area: Area = {
        left: run.from,
        top: y,
        right: run.to,
        bottom: y,
        size: run.to - run.from + 1,
      };
      areas.add(area);
      for (const upper of above) {
        const touches = upper.from <= run.to && upper.to >= run.from;
        if (touches && Math.abs(upper.shade - run.shade) <= SAME_COLOUR) {
          area = join(areas, rootArea(upper.area), area);
        }
      }
      row.push({ ...run, area });
    }
    above = row;
  }
  return [...areas];
}

/**
 * Yields the runs of one row whose pixels differ little from their mean, and that are as long as a
 * cover at least.
 */
function* runsOf(data: Uint8Array, start: number, width: number): Generator<Run> {
  let [from, sum] = [0, 0];
  for (let x = 0; x <= width; x += 1) {
    const shade = data[start + x] ?? 0;
    const length = x - from;
    if (x < width && Math.abs(shade * length - sum) <= SAME_COLOUR * length) {
      sum += shade;
      continue;
    }
    if (length >= MIN_SIDES_PX.width) yield { from, to: x - 1, shade: sum / length };
    [from, sum] = [x, shade];
  }
}

function rootArea(area: Area): Area {
  let root = area;
  while (root.into !== undefined) root = root.into;
  return root;
}

function join(areas: Set<Area>, one: Area, other: Area): Area {
  if (one === other) return one;
  one.left = Math.min(one.left, other.left);
  one.right = Math.max(one.right, other.right);
  one.top = Math.min(one.top, other.top);
  one.bottom = Math.max(one.bottom, other.bottom);
  one.size += other.size;
  other.into = one;
  areas.delete(other);
  return one;
}

/** One side of an area: its outermost row or column, the direction outwards, and its ends. */
type Side = { at: number; step: -1 | 1; from: number; to: number; upright: boolean };
type Edge = { readonly place: number; readonly straight: boolean };

function edgesOf(picture: GreyPicture, { left, top, right, bottom }: Area): SolidRectangle | null {
  const rows = { from: top, to: bottom, upright: true };
  const columns = { from: left, to: right, upright: false };
  const edges = {
    left: findEdge(picture, { at: left, step: -1, ...rows }),
    top: findEdge(picture, { at: top, step: -1, ...columns }),
    right: findEdge(picture, { at: right, step: 1, ...rows }),
    bottom: findEdge(picture, { at: bottom, step: 1, ...columns }),
  };
  if (!edges.left || !edges.top || !edges.right || !edges.bottom) return null;
  const bit = (side: keyof typeof SIDES): number =>
    edges[side]?.straight === true ? SIDES[side] : 0;
  return {
    left: edges.left.place,
    top: edges.top.place,
    right: edges.right.place,
    bottom: edges.bottom.place,
    straight: bit('left') + bit('top') + bit('right') + bit('bottom'),
    isCover: hasCoverShade(picture, (left + right) >> 1, (top + bottom) >> 1),
  };
}

function hasCoverShade({ data, width }: GreyPicture, x: number, y: number): boolean {
  const shade = data[y * width + x] ?? 0;
  return COVER_SHADES.some((cover) => Math.abs(shade - cover) <= COVER_TOLERANCE);
}

/**
 * Finds the position of a side in pixels: half-way between the shades inside and outside. Null without
 * contrast.
 */
function findEdge(picture: GreyPicture, side: Side): Edge | null {
  const lines = linesAlong(picture, side);
  if (lines.length < REACH + 2) return null;
  const levels = lines.map((line) => line.reduce((sum, shade) => sum + shade, 0) / line.length);
  const inside = ((levels[0] ?? 0) + (levels[1] ?? 0)) / 2;
  // Outside is the shade next to the edge: beyond it there may be letters.
  const outside = levels
    .slice(REACH + 1, REACH + 4)
    .reduce((far, level) => (Math.abs(level - inside) > Math.abs(far - inside) ? level : far));
  if (Math.abs(outside - inside) < MIN_CONTRAST) return null;
  const half = (inside + outside) / 2;
  const outsideShare = (line: readonly number[] = []): number =>
    line.filter((shade) => shade > half === outside > half).length / Math.max(1, line.length);
  const straight =
    outsideShare(lines[0]) < MAX_STEPPED &&
    outsideShare(lines[REACH - 2]) < MAX_STEPPED &&
    outsideShare(lines[REACH + 2] ?? lines.at(-1)) > 1 - MAX_BESIDE;
  for (let index = 1; index < levels.length; index += 1) {
    const [before = 0, after = 0] = [levels[index - 1], levels[index]];
    if (before === half || (before - half) * (after - half) > 0) continue;
    const away = index - 1 + (half - before) / (after - before) - REACH;
    return { place: side.at + 0.5 + side.step * away, straight };
  }
  return null;
}

/** Shades along a side, from `REACH` inside to `REACH` outside, without the ends, as far as there are. */
function linesAlong(
  { data, width, height }: GreyPicture,
  { at, step, from, to, upright }: Side,
): number[][] {
  const inset = Math.floor((to - from) / 8) + 1;
  const lines: number[][] = [];
  for (let away = -REACH; away <= REACH; away += 1) {
    const place = at + step * away;
    if (place < 0 || place >= (upright ? width : height)) break;
    const line: number[] = [];
    for (let along = from + inset; along <= to - inset; along += 1) {
      line.push(data[upright ? along * width + place : place * width + along] ?? 0);
    }
    lines.push(line);
  }
  return lines;
}

const PART = 16;
const VALUES = 5;
/** The bit of `isCover`, beside the bits of `SIDES`. */
const COVER_BIT = 16;

/** A layout as base64: size, then edges in sixteenths of a pixel and straight sides, each a number of 32 bits. */
export function packLayout({ width, height, rectangles }: PictureLayout): string {
  const numbers = rectangles.flatMap(({ left, top, right, bottom, straight, isCover }) => [
    ...[left, top, right, bottom].map((edge) => Math.round(edge * PART)),
    straight + (isCover ? COVER_BIT : 0),
  ]);
  const bytes = Buffer.alloc(8 + 4 * numbers.length);
  for (const [index, value] of [width, height, ...numbers].entries()) {
    bytes.writeInt32LE(value, 4 * index);
  }
  return bytes.toString('base64');
}

/** The layout that `packLayout` packed. */
export function unpackLayout(packed: string): PictureLayout {
  const bytes = Buffer.from(packed, 'base64');
  const at = (index: number): number => bytes.readInt32LE(4 * index);
  const count = Math.floor((bytes.length / 4 - 2) / VALUES);
  const rectangles = Array.from({ length: Math.max(0, count) }, (_, index) => {
    const edge = (nth: number): number => at(2 + VALUES * index + nth) / PART;
    const [left, top, right, bottom] = [edge(0), edge(1), edge(2), edge(3)];
    const bits = at(2 + VALUES * index + 4);
    const isCover = (bits & COVER_BIT) !== 0;
    return { left, top, right, bottom, straight: bits & ~COVER_BIT, isCover };
  });
  return bytes.length < 8
    ? { width: 0, height: 0, rectangles: [] }
    : { width: at(0), height: at(1), rectangles };
}
