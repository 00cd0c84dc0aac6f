import { expect, test } from 'vitest';
import type { BoxToCover } from '#shared/media/picture-forms.ts';
import { joinNeighbours } from './join-neighbours.ts';

function boxesOf(rows: number, columns: number): BoxToCover[] {
  return Array.from({ length: rows * columns }, (_, nth) => ({
    kind: nth % columns === 1 ? 'name' : 'word',
    left: (nth % columns) * 60,
    top: Math.floor(nth / columns) * 30,
    width: 50,
    height: 20,
  }));
}

test('boxes are left alone while one question can list them', () => {
  const boxes = boxesOf(40, 10);
  expect(joinNeighbours(boxes)).toEqual(boxes);
});

test('past that, neighbours on a line are one box of the most personal kind, which covers all', () => {
  const joined = joinNeighbours(boxesOf(100, 10));
  expect(joined).toHaveLength(100);
  expect(joined[3]).toEqual({ kind: 'name', left: 0, top: 90, width: 590, height: 20 });
});

test('columns stay apart', () => {
  const [left, right] = [boxesOf(150, 2), boxesOf(150, 2)];
  const far = right.map((box) => ({ ...box, left: box.left + 400 }));
  expect(joinNeighbours([...left, ...far])).toHaveLength(300);
});
