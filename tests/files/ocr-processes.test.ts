import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { createOcrReader, type OcrReader } from '#server/media/ocr/ocr-reader.ts';
import type { OcrResult } from '#server/media/ocr/ocr-result.ts';
import { chanceOf } from '#tests/redaction/invent.ts';
import { QUICK } from '#tests/support/child-process.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';

/** Members whose pictures are slow to read hold up themselves. */
function openReader(): OcrReader {
  const workerPath = join(process.cwd(), 'dist', 'server', 'ocr-worker.js');
  const reader = createOcrReader({ workerPath, execArgv: QUICK });
  onTestFinished(() => reader.close());
  return reader;
}

/** Grain, which is read in four orientations. */
const chance = chanceOf(1);
const grain = Uint8Array.from({ length: 1600 * 1200 }, () => 68 + 120 * chance());
const photograph = await sharp(grain, { raw: { width: 1600, height: 1200, channels: 1 } })
  .png()
  .toBuffer();

test('a second process reads for the others while one is busy, and never a third', async () => {
  const reader = openReader();
  const screen = await drawScreen(linesOf(1));
  const read = (picture: Uint8Array, member: string): Promise<OcrResult | null> =>
    reader.read({ picture, keep: [], coversAll: false }, member);
  const slow = [read(photograph, 'one'), read(photograph, 'one')];
  expect(reader.processIds()).toHaveLength(1);
  const hers = read(screen, 'she');
  expect(reader.processIds()).toHaveLength(2);
  const third = read(screen, 'another');
  expect(reader.processIds()).toHaveLength(2);
  expect([await hers, await third]).toEqual([{ boxes: [] }, { boxes: [] }]);
  await reader.close();
  // The second photograph never had its turn.
  expect(await slow[1]).toBeNull();
});
