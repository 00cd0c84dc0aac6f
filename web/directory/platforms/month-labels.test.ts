import { expect, test } from 'vitest';
import { chooseLabelledBars } from './month-labels.ts';

const STEP = 15;

test.each([
  ['nothing where nothing is', [0, 0, 0], []],
  ['every bar of one digit', [3, 1, 2], [0, 1, 2]],
  ['of neighbours with two digits the higher one', [10, 24, 11], [1]],
  ['of two alike the later', [12, 12], [1]],
  ['both ends round the highest, where there is room', [30, 10, 99, 10, 40], [0, 2, 4]],
  ['fewer where numbers are long', [1200, 0, 1100, 0, 1300], [0, 4]],
])('labels %s', (_, counts, labelled) => {
  expect([...chooseLabelledBars(counts, STEP)].toSorted((a, b) => a - b)).toEqual(labelled);
});
