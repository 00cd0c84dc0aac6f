import { z } from 'zod/mini';
import { ERASED_NAME_PLACEHOLDER } from '#shared/directory/clients.ts';

const place = z.nullable(z.string());

/**
 * One move of a change, from where to where. A client moves between roots, a display name between
 * texts; names, ids and tasks move between clients, null meaning none.
 */
const move = z.discriminatedUnion('what', [
  z.object({ what: z.literal('client'), id: z.string(), from: z.string(), to: z.string() }),
  z.object({ what: z.literal('called'), id: z.string(), from: z.string(), to: z.string() }),
  z.object({ what: z.literal('name'), id: z.string(), from: place, to: place, text: z.string() }),
  z.object({
    what: z.literal('identity'),
    id: z.string(),
    from: place,
    to: place,
    platformId: z.string(),
    externalId: z.string(),
  }),
  z.object({ what: z.literal('task'), id: z.string(), from: place, to: place }),
]);
export type RevisionMove = z.infer<typeof move>;
export const revisionMoves = z.array(move);

/** Current positions by `moveKeyOf`; null for an object that no longer exists or has none. */
export type CurrentPositions = ReadonlyMap<string, string | null>;

/** The key of the moved object. */
export function moveKeyOf({ what, id }: Pick<RevisionMove, 'what' | 'id'>): string {
  return `${what}/${id}`;
}

/** Whether all objects of a change still are where it moved them. */
export function areMovesCurrent(made: readonly RevisionMove[], places: CurrentPositions): boolean {
  return made.every((one) => (places.get(moveKeyOf(one)) ?? null) === one.to);
}

/**
 * The moves of a change that can be undone: a task is deleted with its last report, and an erased name
 * is gone.
 */
export function undoableMoves(
  made: readonly RevisionMove[],
  places: CurrentPositions,
): RevisionMove[] {
  return made.filter((move) => {
    if (move.what === 'task') return places.has(moveKeyOf(move));
    return move.what !== 'name' || move.text !== ERASED_NAME_PLACEHOLDER;
  });
}

/** The change that undoes these moves. */
export function inverseMoves(made: readonly RevisionMove[]): RevisionMove[] {
  return made.toReversed().map((one): RevisionMove => {
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

/** All clients that a change affects, without duplicates. */
export function clientIdsInMoves(made: readonly RevisionMove[]): string[] {
  const ids = made.flatMap((one) => {
    if (one.what === 'called') return [one.id];
    const ends = [one.from, one.to].filter((end) => end !== null);
    return one.what === 'client' ? [one.id, ...ends] : ends;
  });
  return [...new Set(ids)].toSorted();
}
