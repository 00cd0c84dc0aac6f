import type { TurnedReadings } from '#server/media/ocr/ocr-engine.ts';
import type { BarJitter } from '#shared/media/cover-bars.ts';
import { findCoversOfPicture } from '#shared/media/find-covers-of-picture.ts';
import { bestReading } from '#shared/media/ocr-reading.ts';
import type { Box } from '#shared/media/box.ts';
import { chanceOf } from '../invent.ts';
import { greyOf, type Grey } from '../measure.ts';
import { project, type WildDrawing, type WildScreen, type WildTruth } from './draw.ts';

/** What became of one thing that a screen shows. */
export type WildResult = {
  screen: WildScreen;
  kind: WildTruth['kind'];
  text: string;
  /** Largest and smallest share of the ink of one of its boxes that stays uncovered, 0 to 1. */
  bare: number;
  bareMin: number;
};

/** From this share on, a rest of a personal word counts as readable. */
export const READABLE_REST = 0.02;
/** Up to this share a platform or a state may be covered and still be read. */
export const READABLE_LOSS = 0.15;

/** Contrast, 0 to 255, from which a pixel of a letter counts. */
const INK = 60;

/** Readings that the device tries: docs/redaction.md. */
export const TRIED_TURNS = 2;

/** What is drawn for each picture, the same each time. */
const chance = chanceOf(1);
const JITTER: BarJitter = {
  ends: Array.from({ length: 64 }, chance),
  rises: Array.from({ length: 64 }, chance),
};

/** What is covered by the default steps of the editor. */
export function coversOnDevice(
  { platform }: WildDrawing,
  { grey, readings }: TurnedReadings,
): Box[] {
  const best = bestReading(readings.slice(0, TRIED_TURNS));
  if (best === undefined) throw new Error('not read');
  const { covers, patches } = findCoversOfPicture(grey, best, { keep: [platform], jitter: JITTER });
  return [...covers, ...patches].map(({ bar }) => bar);
}

/** Measures what stays in sight of each thing on a picture under covers. */
export async function scoreWild(
  drawing: WildDrawing,
  covers: readonly Box[],
): Promise<WildResult[]> {
  const plain = await greyOf(drawing.plain);
  return drawing.truths.map(({ kind, text, boxes }) => {
    const shares = boxes.map((box) => bareShare(plain, box, drawing.matrix, covers));
    return {
      screen: drawing.screen,
      kind,
      text,
      bare: Math.max(0, ...shares),
      bareMin: Math.min(1, ...shares),
    };
  });
}

function bareShare(
  plain: Grey,
  box: Box,
  matrix: readonly number[],
  covers: readonly Box[],
): number {
  const ground = groundOf(plain, box);
  let [bare, all] = [0, 0];
  for (let y = box.top; y < box.top + box.height; y += 1) {
    for (let x = box.left; x < box.left + box.width; x += 1) {
      if (Math.abs((plain.pixels[y * plain.width + x] ?? 0) - ground) < INK) continue;
      all += 1;
      const place = project(matrix, { x: x + 0.5, y: y + 0.5 });
      if (!covers.some((cover) => isIn(place, cover))) bare += 1;
    }
  }
  return all === 0 ? 0 : bare / all;
}

function groundOf({ pixels, width }: Grey, box: Box): number {
  const counts = new Map<number, number>();
  for (let y = box.top; y < box.top + box.height; y += 1) {
    for (let x = box.left; x < box.left + box.width; x += 1) {
      const shade = pixels[y * width + x] ?? 0;
      counts.set(shade, (counts.get(shade) ?? 0) + 1);
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 255;
}

function isIn({ x, y }: { x: number; y: number }, { left, top, width, height }: Box): boolean {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
