import { describe, expect, test } from 'vitest';
import { coverBars, drawBarJitter, type BarJitter } from './cover-bars.ts';
import { onFullLines } from './full-lines.ts';
import type { OcrWord } from './ocr-words.ts';
import type { Box } from './box.ts';

/** What is painted over a word tells neither how wide nor how high it is. */

const NONE: BarJitter = { ends: [0], rises: [0] };
const MOST: BarJitter = { ends: [1], rises: [1] };
const box = (left: number, top: number, width: number, height = 30): Box => ({
  left,
  top,
  width,
  height,
});
const bars = (covered: Box[], jitter: BarJitter, readable: Box[] = []): Box[] =>
  coverBars(covered, { width: 1000, height: 800, words: [], readable, jitter });
const rightOf = ({ left, width }: Box): number => left + width;

describe('a bar', () => {
  test.each([NONE, MOST])('is as wide over a short name as over a long one', (jitter) => {
    const [short] = bars([box(200, 100, 90)], jitter);
    const [long] = bars([box(200, 100, 520)], jitter);
    expect(short).toEqual(long);
  });

  test('begins and ends elsewhere on each picture, and keeps off its edges', () => {
    const both = [NONE, MOST].map((jitter) => bars([box(200, 100, 90)], jitter)[0]);
    expect(both).toMatchObject([
      { left: 15, width: 970 },
      { left: 95, width: 810 },
    ]);
  });

  test('reaches as far as its word where that is longer', () => {
    const [bar] = bars([box(2, 100, 990)], MOST);
    expect(bar).toMatchObject({ left: 2, width: 990 });
  });

  test('ends before what stays readable on its line, whatever was drawn', () => {
    const state = box(600, 96, 100);
    for (const jitter of [NONE, MOST]) {
      const [left, right] = bars([box(200, 100, 90), box(800, 100, 50)], jitter, [state]);
      expect(rightOf(left ?? state)).toBeLessThan(state.left);
      expect(right?.left).toBeGreaterThan(rightOf(state));
    }
  });

  test('rises over no line that reaches into its own and stays readable', () => {
    const [above, below] = [box(600, 80, 100), box(600, 128, 100)];
    const [bar] = bars([box(200, 104, 90)], MOST, [above, below]);
    expect(bar).toMatchObject({ top: 104, height: 30 });
  });

  test('meets its neighbours under covers, so that no gap between words shows', () => {
    const [left, right] = bars([box(200, 100, 90), box(700, 104, 80)], MOST);
    expect(rightOf(left ?? SAMPLE)).toBe(700);
    expect(right?.left).toBe(290);
    expect([left?.top, left?.height]).toEqual([right?.top, right?.height]);
  });

  test('lies over no other part of its word, which may be shown', () => {
    const [amount, cents] = bars([box(200, 100, 62), box(260, 100, 30)], NONE);
    expect(rightOf(amount ?? SAMPLE)).toBe(262);
    expect(cents?.left).toBe(260);
  });

  test('leaves the lines above and below as they are', () => {
    const [above, below] = [box(0, 60, 900), box(0, 150, 900)];
    const [bar] = bars([box(200, 100, 90)], MOST, [above, below]);
    expect(bar?.top).toBeGreaterThan(90);
    expect((bar?.top ?? 0) + (bar?.height ?? 0)).toBeLessThan(150);
  });
});

test('covers of words with and without tall letters are equally high', () => {
  const word = (text: string, top: number, height: number): OcrWord => ({
    text,
    box: box(100, top, 80, height),
    line: 0,
  });
  // In ems of 40 px on a baseline at 100.
  const [low, tall] = [word('aeon', 78.8, 21.2), word('fjord', 71.2, 37.6)].map((read) =>
    onFullLines([box(90, read.box.top - 5, 100, read.box.height + 10)], [read]),
  );
  expect(low?.[0]?.top).toBeCloseTo(tall?.[0]?.top ?? 0, 5);
  expect(low?.[0]?.height).toBeCloseTo(tall?.[0]?.height ?? 0);
});

test('what is drawn for two pictures differs', () => {
  const [one, other] = [drawBarJitter(), drawBarJitter()];
  expect(one.ends.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(one).not.toEqual(other);
});

const SAMPLE = box(0, 0, 0);
