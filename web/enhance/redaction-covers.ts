import type { Box } from '#shared/media/box.ts';
import type { Piece } from './redaction-pieces.ts';

export type Size = { readonly width: number; readonly height: number };

/** The box between two corners, widened around its centre to at least `least`, then moved inside the picture. */
export function boxBetween(
  a: { x: number; y: number },
  b: { x: number; y: number },
  least: number,
  size: Size,
): Box {
  const width = Math.max(Math.abs(a.x - b.x), least);
  const height = Math.max(Math.abs(a.y - b.y), least);
  return held(
    { left: (a.x + b.x - width) / 2, top: (a.y + b.y - height) / 2, width, height },
    size,
  );
}

/** Moves a box by arrow keys, or resizes it with `resizes`; stays within the picture. */
export function moveOrResizeCover(
  box: Box,
  key: string,
  { step, resizes, size }: { step: number; resizes: boolean; size: Size },
): Box | null {
  const [x, y] = ARROWS[key] ?? [0, 0];
  if (x === 0 && y === 0) return null;
  if (!resizes) return held({ ...box, left: box.left + x * step, top: box.top + y * step }, size);
  const width = Math.max(step, Math.min(box.width + x * step, size.width - box.left));
  const height = Math.max(step, Math.min(box.height + y * step, size.height - box.top));
  return { ...box, width, height };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The piece at a point, or the nearest within `reach`; of several the last. Null without one. */
export function pieceAt(
  pieces: readonly Piece[],
  point: { x: number; y: number },
  reach: number,
): Piece | null {
  let nearest: Piece | null = null;
  let least = reach;
  for (const piece of pieces) {
    const distance = distanceTo(piece.box, point);
    if (distance <= least) [nearest, least] = [piece, distance];
  }
  return nearest;
}

/** Distance from a point to a box; 0 inside. */
function distanceTo(box: Box, { x, y }: { x: number; y: number }): number {
  const across = Math.max(box.left - x, 0, x - box.left - box.width);
  const down = Math.max(box.top - y, 0, y - box.top - box.height);
  return Math.hypot(across, down);
}

function held(box: Box, size: Size): Box {
  const width = Math.min(box.width, size.width);
  const height = Math.min(box.height, size.height);
  return {
    left: Math.max(0, Math.min(box.left, size.width - width)),
    top: Math.max(0, Math.min(box.top, size.height - height)),
    width,
    height,
  };
}
