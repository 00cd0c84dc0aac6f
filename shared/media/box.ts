/** A rectangle in pixels of the picture, from the top left corner. */
export type Box = { left: number; top: number; width: number; height: number };

/** The smallest box that contains all of the boxes. */
export function boundingBox(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}

/** A box's whole pixels within a picture; `right` and `bottom` are exclusive. */
export function clampedBox(
  { left, top, width, height }: Box,
  pictureWidth: number,
  pictureHeight: number,
): { left: number; top: number; right: number; bottom: number } {
  return {
    left: Math.max(0, Math.floor(left)),
    top: Math.max(0, Math.floor(top)),
    right: Math.min(pictureWidth, Math.ceil(left + width)),
    bottom: Math.min(pictureHeight, Math.ceil(top + height)),
  };
}

/** Whether two boxes share more than half of the smaller one's area. */
export function overlapsByHalf(a: Box, b: Box): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (across <= 0 || down <= 0) return false;
  return across * down > Math.min(a.width * a.height, b.width * b.height) / 2;
}

/** Whether the middle of `inner` lies within `outer`. */
export function containsCenter(outer: Box, inner: Box): boolean {
  const [x, y] = [inner.left + inner.width / 2, inner.top + inner.height / 2];
  return (
    x >= outer.left &&
    x <= outer.left + outer.width &&
    y >= outer.top &&
    y <= outer.top + outer.height
  );
}

/** Whether `inner` lies within `outer`, with a tolerance in pixels. */
export function isWithin(inner: Box, outer: Box, slack = 0): boolean {
  return (
    inner.left >= outer.left - slack &&
    inner.top >= outer.top - slack &&
    inner.left + inner.width <= outer.left + outer.width + slack &&
    inner.top + inner.height <= outer.top + outer.height + slack
  );
}
