import { describe, expect, test } from 'vitest';
import type { OcrWord } from './ocr-words.ts';
import type { Box } from './box.ts';
import {
  bestReading,
  isReadable,
  likelyTurns,
  turnedBack,
  turnGrey,
  type OcrReading,
} from './ocr-reading.ts';

function readingOf(confidences: readonly number[], turn: OcrReading['turn'] = 0): OcrReading {
  const words = confidences.map((confidence, line): OcrWord => ({
    text: 'Montant',
    box: { left: 0, top: 20 * line, width: 90, height: 15 },
    line,
    confidence,
  }));
  return { words, turn, width: 200, height: 100 };
}

const many = (count: number, confidence: number): number[] =>
  Array.from({ length: count }, () => confidence);

test.each<[string, number[], boolean]>([
  ['words read with confidence', many(6, 95), true],
  ['too few of them', many(5, 95), false],
  ['nothing', [], false],
  [
    'a long screen on its head, where one word in six seems read',
    [...many(10, 95), ...many(50, 20)],
    false,
  ],
])('%s: whether the picture is upright', (_, confidences, upright) => {
  expect(isReadable(readingOf(confidences))).toBe(upright);
});

test('the orientation with most words is the best, of equals the first', () => {
  const readings = [readingOf([95]), readingOf([95, 95], 90), readingOf([90, 95], 270)];
  expect(bestReading(readings)?.turn).toBe(90);
  expect(bestReading([])).toBeUndefined();
});

/** Turns a box of a picture 200 px wide and 100 px high clockwise, as `sharp` turns the picture. */
function turned({ left, top, width, height }: Box, turn: number): Box {
  if (turn === 90) return { left: 100 - top - height, top: left, width: height, height: width };
  if (turn === 180) return { left: 200 - left - width, top: 100 - top - height, width, height };
  return { left: top, top: 200 - left - width, width: height, height: width };
}

test.each([90, 180, 270] as const)('a box found after %d degrees is placed back', (turn) => {
  const box = { left: 30, top: 10, width: 50, height: 12 };
  const [width, height] = turn === 180 ? [200, 100] : [100, 200];
  expect(turnedBack(turned(box, turn), { words: [], turn, width, height })).toEqual(box);
});

describe('the direction of text', () => {
  const [width, height] = [300, 200];
  /** Three lines of upright strokes, as letters have. */
  const data = new Uint8Array(width * height).fill(255);
  for (const top of [30, 80, 130]) {
    for (let y = top; y < top + 14; y += 1) {
      for (let x = 40; x < 240; x += 5) data.fill(0, y * width + x, y * width + x + 2);
    }
  }
  const upright = { data, width, height };

  test.each([
    [0, [0, 180, 90, 270]],
    [90, [90, 270, 0, 180]],
    [270, [90, 270, 0, 180]],
  ] as const)('turned by %d degrees: what is read first', (turn, order) => {
    expect(likelyTurns(turnGrey(upright, turn))).toEqual(order);
  });

  test('four quarters are one turn', () => {
    const once = turnGrey(upright, 90);
    expect([once.width, once.height]).toEqual([height, width]);
    expect(turnGrey(turnGrey(once, 180), 90)).toEqual(upright);
    expect(turnGrey(once, 270)).toEqual(upright);
  });
});
