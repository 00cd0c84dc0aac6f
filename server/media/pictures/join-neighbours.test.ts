import { expect, test } from 'vitest';
import type { PlaceToCover } from '#shared/media/picture-forms.ts';
import { joinNeighbours } from './join-neighbours.ts';

function placesOf(rows: number, columns: number): PlaceToCover[] {
  return Array.from({ length: rows * columns }, (_, nth) => ({
    kind: nth % columns === 1 ? 'name' : 'word',
    left: (nth % columns) * 60,
    top: Math.floor(nth / columns) * 30,
    width: 50,
    height: 20,
  }));
}

test('places are left alone while one question can list them', () => {
  const places = placesOf(40, 10);
  expect(joinNeighbours(places)).toEqual(places);
});

test('past that, neighbours on a line are one place of the most personal kind, which covers all', () => {
  const joined = joinNeighbours(placesOf(100, 10));
  expect(joined).toHaveLength(100);
  expect(joined[3]).toEqual({ kind: 'name', left: 0, top: 90, width: 590, height: 20 });
});

test('columns stay apart', () => {
  const [left, right] = [placesOf(150, 2), placesOf(150, 2)];
  const far = right.map((place) => ({ ...place, left: place.left + 400 }));
  expect(joinNeighbours([...left, ...far])).toHaveLength(300);
});
