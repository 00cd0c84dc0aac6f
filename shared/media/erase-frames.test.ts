import { expect, test } from 'vitest';
import { withoutFrames } from './erase-frames.ts';

const [WIDTH, HEIGHT] = [300, 200];

/** A picture of dark on white with filled rectangles: left, top, width, height. */
function drawn(...boxes: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (const [left, top, width, height] of boxes) {
    for (let y = top; y < top + height; y += 1) {
      data.fill(0, y * WIDTH + left, y * WIDTH + left + width);
    }
  }
  return data;
}

/** Two letters with a bar between them, and a dot. */
const LETTERS = [
  [100, 80, 4, 20],
  [104, 88, 12, 4],
  [116, 80, 4, 20],
  [126, 96, 4, 4],
] as const;

test.each([
  [
    'a frame',
    [
      [20, 20, 200, 3],
      [20, 20, 3, 150],
      [217, 20, 3, 150],
      [20, 167, 200, 3],
    ],
  ],
  [
    'a frame that is open, and thick at one side',
    [
      [20, 20, 200, 14],
      [20, 20, 3, 150],
    ],
  ],
  [
    'a slanted rule',
    [
      [0, 130, 100, 2],
      [100, 132, 100, 2],
      [200, 134, 100, 2],
    ],
  ],
  [
    'a wedge',
    [
      [0, 150, 300, 2],
      [0, 152, 200, 2],
      [0, 154, 100, 2],
      [0, 156, 60, 2],
    ],
  ],
] as const)('%s is erased, and letters beside it stay', (_, frame) => {
  const { data } = withoutFrames({
    data: drawn(...frame, ...LETTERS),
    width: WIDTH,
    height: HEIGHT,
  });
  expect(data).toEqual(drawn(...LETTERS));
});

test.each([
  [
    'a word whose letters touch',
    [
      [40, 60, 90, 8],
      [40, 52, 6, 24],
      [80, 52, 6, 24],
      [124, 52, 6, 24],
    ],
  ],
  ['a straight rule', [[0, 60, 300, 2]]],
  ['a solid shape', [[40, 60, 120, 60]]],
  ['a dash', [[40, 60, 25, 2]]],
] as const)('%s stays', (_, shape) => {
  const data = drawn(...shape);
  expect(withoutFrames({ data, width: WIDTH, height: HEIGHT }).data).toEqual(data);
});
