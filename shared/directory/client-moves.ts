/** Stands for a name or reason that was erased from a change after a notice. */
export const ERASED_NAME_PLACEHOLDER = '—';

/**
 * One move of a change, from where to where. A client moves between roots, a display name between
 * texts; names, ids and tasks move between clients, null meaning none.
 */
export type ClientMove =
  | {
      readonly what: 'client' | 'called';
      readonly id: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly what: 'name';
      readonly id: string;
      readonly from: Place;
      readonly to: Place;
      readonly text: string;
    }
  | {
      readonly what: 'identity';
      readonly id: string;
      readonly from: Place;
      readonly to: Place;
      readonly platformId: string;
      readonly externalId: string;
    }
  | { readonly what: 'task'; readonly id: string; readonly from: Place; readonly to: Place };
type Place = string | null;

/** The present places of moved objects by `moveKeyOf`; null for an object that does not exist or has none. */
export type MovePositions = ReadonlyMap<string, string | null>;

/** The key of the moved object. */
export function moveKeyOf({ what, id }: Pick<ClientMove, 'what' | 'id'>): string {
  return `${what}/${id}`;
}

/** Whether all objects of a change are where it moves them from. */
export function canMove(moves: readonly ClientMove[], positions: MovePositions): boolean {
  return moves.every((one) => (positions.get(moveKeyOf(one)) ?? null) === one.from);
}

/** Whether all objects of a change still are where it moved them. */
export function areMovesCurrent(made: readonly ClientMove[], positions: MovePositions): boolean {
  return canMove(inverseMoves(made), positions);
}

/**
 * The moves of a change that can be undone: a task is deleted with its last report, and an erased name
 * is gone.
 */
export function undoableMoves(made: readonly ClientMove[], positions: MovePositions): ClientMove[] {
  return made.filter((move) => {
    if (move.what === 'task') return positions.has(moveKeyOf(move));
    return move.what !== 'name' || move.text !== ERASED_NAME_PLACEHOLDER;
  });
}

/** The change that undoes these moves. */
export function inverseMoves(made: readonly ClientMove[]): ClientMove[] {
  return made.toReversed().map((one): ClientMove => {
    switch (one.what) {
      case 'client':
      case 'called':
        return { ...one, from: one.to, to: one.from };
      case 'name':
        return { ...one, from: one.to, to: one.from };
      case 'identity':
        return { ...one, from: one.to, to: one.from };
      default:
        return { ...one, from: one.to, to: one.from };
    }
  });
}

/** All clients that a change affects, without duplicates, in order of their code units. */
export function clientIdsInMoves(made: readonly ClientMove[]): string[] {
  const ids = made.flatMap((one) => {
    if (one.what === 'called') return [one.id];
    const ends = [one.from, one.to].filter((end) => end !== null);
    return one.what === 'client' ? [one.id, ...ends] : ends;
  });
  return [...new Set(ids)].toSorted();
}
