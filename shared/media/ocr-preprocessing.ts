import { drawBadges, findBadges, withoutBadges } from './badges.ts';

/** Size in pixels of the tiles whose background is determined. */
const TILE = 16;
/** Number of tiles on each side that determine a tile's background: the most common shade. */
const AROUND = 1;
/** Bits dropped from shades when counting. */
const SHADE_BITS = 4;
/** Contrast, 0 to 255, from which text is drawn fully black. */
const FULL_CONTRAST = 150;

const known = new WeakMap<Uint8Array, Uint8Array>();

/** `toDarkOnWhite` of pixels that do not change any more, made once. */
export function darkOnWhiteOf(grey: Uint8Array, width: number, height: number): Uint8Array {
  const made = known.get(grey) ?? toDarkOnWhite(grey, width, height);
  known.set(grey, made);
  return made;
}

/**
 * Normalises a grayscale picture to dark text on white: OCR reads light text on dark, and text on
 * coloured buttons and headings, badly.
 */
export function toDarkOnWhite(grey: Uint8Array, width: number, height: number): Uint8Array {
  const columns = Math.ceil(width / TILE);
  const rows = Math.ceil(height / TILE);
  const badges = findBadges(grey, width, height);
  const plain = withoutBadges(grey, width, height, badges);
  const grounds = groundsOf(plain, width, height, columns, rows);
  const shades = Uint8Array.from({ length: 256 }, (_, difference) =>
    Math.round(255 * (1 - Math.min(1, difference / FULL_CONTRAST))),
  );
  const result = new Uint8Array(grey.length);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / TILE) * columns;
    for (let column = 0; column < columns; column += 1) {
      const ground = grounds[row + column] ?? 255;
      const end = y * width + Math.min(width, (column + 1) * TILE);
      for (let index = y * width + column * TILE; index < end; index += 1) {
        result[index] = shades[Math.abs((plain[index] ?? 0) - ground)] ?? 255;
      }
    }
  }
  drawBadges(result, grey, width, badges, shades);
  return result;
}

/** The luma (ITU-R BT.709) of RGBA pixels. */
export function toGrey(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let index = 0; index < grey.length; index += 1) {
    const at = 4 * index;
    grey[index] =
      0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0);
  }
  return grey;
}

/** The background shade of each tile of the picture. */
function groundsOf(
  grey: Uint8Array,
  width: number,
  height: number,
  columns: number,
  rows: number,
): Uint8Array {
  const shades = 256 >> SHADE_BITS;
  const counts = new Uint32Array(columns * rows * shades);
  const sums = new Uint32Array(columns * rows * shades);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / TILE) * columns;
    for (let column = 0; column < columns; column += 1) {
      const tile = (row + column) * shades;
      const end = y * width + Math.min(width, (column + 1) * TILE);
      for (let index = y * width + column * TILE; index < end; index += 1) {
        const shade = grey[index] ?? 0;
        const slot = tile + (shade >> SHADE_BITS);
        counts[slot] = (counts[slot] ?? 0) + 1;
        sums[slot] = (sums[slot] ?? 0) + shade;
      }
    }
  }
  const grounds = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const near: number[] = [];
      for (let y = Math.max(0, row - AROUND); y <= Math.min(rows - 1, row + AROUND); y += 1) {
        for (
          let x = Math.max(0, column - AROUND);
          x <= Math.min(columns - 1, column + AROUND);
          x += 1
        ) {
          near.push((y * columns + x) * shades);
        }
      }
      let best = 0;
      let bestSum = 255;
      for (let shade = 0; shade < shades; shade += 1) {
        let count = 0;
        let sum = 0;
        for (const start of near) {
          count += counts[start + shade] ?? 0;
          sum += sums[start + shade] ?? 0;
        }
        if (count > best) [best, bestSum] = [count, sum / count];
      }
      grounds[row * columns + column] = Math.round(bestSum);
    }
  }
  return grounds;
}
