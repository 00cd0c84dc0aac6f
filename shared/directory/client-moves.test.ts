import { describe, expect, test } from 'vitest';
import {
  areMovesCurrent,
  canMove,
  clientIdsInMoves,
  inverseMoves,
  moveKeyOf,
  undoableMoves,
  type ClientMove,
} from './client-moves.ts';

const split: ClientMove[] = [
  { what: 'client', id: 'b', from: 'a', to: 'b' },
  { what: 'name', id: 'n', from: 'a', to: 'b', text: 'Acme' },
  { what: 'identity', id: 'i', from: null, to: 'b', platformId: 'p', externalId: 'A1' },
  { what: 'task', id: 't', from: 'a', to: null },
];
const placesBefore = new Map(split.map((move) => [moveKeyOf(move), move.from]));
const placesAfter = new Map(split.map((move) => [moveKeyOf(move), move.to]));

describe('a change', () => {
  test('is made where everything is where it begins, and current where all is where it ends', () => {
    expect([canMove(split, placesBefore), areMovesCurrent(split, placesBefore)]).toEqual([
      true,
      false,
    ]);
    expect([canMove(split, placesAfter), areMovesCurrent(split, placesAfter)]).toEqual([
      false,
      true,
    ]);
  });

  test.each(split.map((move, nth) => [move.what, nth] as const))(
    'is not made where its %s is elsewhere',
    (_, nth) => {
      const places = new Map(placesBefore);
      places.set(moveKeyOf(split[nth] ?? { what: 'task', id: '' }), 'elsewhere');
      expect(canMove(split, places)).toBe(false);
    },
  );

  test('is undone by what leads back, last move first', () => {
    const undoing = inverseMoves(split);
    expect(undoing.map(moveKeyOf)).toEqual(split.map(moveKeyOf).toReversed());
    expect(canMove(undoing, placesAfter)).toBe(true);
    expect(inverseMoves(undoing)).toEqual(split);
  });

  test('is undone without tasks that are gone and without erased names', () => {
    const erased = split.map((move) => (move.what === 'name' ? { ...move, text: '—' } : move));
    const left = undoableMoves(erased, new Map([['client/b', 'b']]));
    expect(left.map(moveKeyOf)).toEqual(['client/b', 'identity/i']);
  });

  test('is about each client once, in order; of a new name about the client alone', () => {
    expect(clientIdsInMoves(split)).toEqual(['a', 'b']);
    expect(clientIdsInMoves([{ what: 'called', id: 'c', from: 'A', to: 'B' }])).toEqual(['c']);
  });
});
