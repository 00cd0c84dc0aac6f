import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';
import { isWithin, type Box } from '#shared/media/box.ts';
import { openOcrEngine, type OcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { toOcrResult, type FoundBox } from '#server/media/ocr/ocr-result.ts';

/** What is personal is found however a picture lies. */
const NOWHERE: Box = { left: 0, top: 0, width: 0, height: 0 };
let engine: OcrEngine;
let picture: Buffer;
let upright: readonly FoundBox[];
beforeAll(async () => {
  engine = await openOcrEngine();
  picture = await drawScreen(
    linesOf(1, [
      ['IBAN', ''],
      ['', 'FR76 3000 6000 0112 3456 7890 189'],
      ['Compte', 'amina.rakoto@example.org'],
    ]),
  );
  upright = await placesOn(picture);
});

async function placesOn(bytes: Buffer): Promise<readonly FoundBox[]> {
  return toOcrResult(await engine.readTurned(bytes), { keep: [], coversAll: false }).boxes;
}

const kindsOf = (places: readonly FoundBox[]): string[] =>
  places.map(({ kind }) => kind).toSorted();

test('an upright picture is read once', async () => {
  expect(kindsOf(upright)).toEqual(['email', 'iban']);
  expect((await engine.readTurned(picture)).readings).toHaveLength(1);
});

test.each([90, 180, 270])('turned by %d degrees, places are found where they lie', async (turn) => {
  const found = await placesOn(await sharp(picture).rotate(turn).png().toBuffer());
  expect(kindsOf(found)).toEqual(expect.arrayContaining(kindsOf(upright)));
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const box = found.find(({ kind }) => kind === 'iban')?.box ?? NOWHERE;
  // The middle of what the upright picture has there; how far a bar reaches is drawn at random.
  const iban = upright.find(({ kind }) => kind === 'iban')?.box ?? NOWHERE;
  const [x, y] = [iban.left + iban.width / 2, iban.top + iban.height / 2];
  const middle = {
    90: { left: height - y, top: x },
    180: { left: width - x, top: height - y },
    270: { left: y, top: width - x },
  }[turn];
  expect(isWithin({ ...NOWHERE, ...middle }, box)).toBe(true);
  expect(Math.min(box.width, box.height)).toBeLessThan(2.5 * iban.height);
});

test('the grain of a photograph shows nobody’s name', () => {
  const words = ['Titulaire', 'Ésre', 'Cadart'].map((text, nth) => ({
    text,
    box: { left: 20 + 120 * nth, top: 40, width: 100, height: 20 },
    line: 0,
  }));
  const places = (confidence: number): readonly FoundBox[] => {
    const read = words.map((word) => ({ ...word, confidence }));
    const grey = { data: Buffer.alloc(100), width: 10, height: 10 };
    const readings = [{ words: read, turn: 0, width: 720, height: 400 }] as const;
    return toOcrResult({ grey, readings }, { keep: [], coversAll: false }).boxes;
  };
  expect(kindsOf(places(20))).toEqual([]);
  expect(kindsOf(places(90))).toEqual(['name']);
});
