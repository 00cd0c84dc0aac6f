type Size = { width: number; height: number };

const LONGER_SIDE_PX = 1600;
/** Length of the shorter side to which a long picture keeps its letters legible. */
const LEGIBLE_SIDE_PX = 720;
const MAX_PIXELS = 3_000_000;

/** How many times the shorter side the longer one may be; past it, a picture must be cut. */
export const MAX_SIDE_RATIO = 20;

/**
 * Size in pixels at which a picture is published: at most 1600 px long, or longer where its shorter
 * side keeps 720 px, within 3 megapixels. Never enlarges, and keeps a size that it returned.
 */
export function publishedSize({ width, height }: Size): Size {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const scale = Math.min(
    1,
    Math.max(LONGER_SIDE_PX / longer, LEGIBLE_SIDE_PX / shorter),
    Math.sqrt(MAX_PIXELS / (width * height)),
  );
  if (scale === 1) return { width, height };
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  const size = { width: scaled(width), height: scaled(height) };
  // Rounding up both sides can exceed the limit, and would scale the result once more.
  if (size.width * size.height > MAX_PIXELS) size[width < height ? 'height' : 'width'] -= 1;
  return size;
}
