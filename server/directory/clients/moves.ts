import { z } from 'zod/mini';
import { ERASED_NAME } from '#shared/directory/clients.ts';

const place = z.nullable(z.string());

/**
 * What a change moves: from where to where. A client goes from one root to another, its display
 * name from one text to another; names, ids and tasks go from client to client, null being nowhere.
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
export type Move = z.infer<typeof move>;
export const moves = z.array(move);

/** Where things are now, by `keyOf`; what is not in it is nowhere. */
export type Places = ReadonlyMap<string, string | null>;

/** The key of what a move moves. */
export function keyOf({ what, id }: Pick<Move, 'what' | 'id'>): string {
  return `${what}/${id}`;
}

/** Whether everything that a change moved still is where it brought it. */
export function stillStands(made: readonly Move[], places: Places): boolean {
  return made.every((one) => (places.get(keyOf(one)) ?? null) === one.to);
}

/**
 * What of a change can be brought back: a task goes with its last report, a name that was erased is
 * nowhere.
 */
export function undoable(made: readonly Move[], places: Places): Move[] {
  return made.filter((move) => {
    if (move.what === 'task') return places.has(keyOf(move));
    return move.what !== 'name' || move.text !== ERASED_NAME;
  });
}

/** The change that brings everything back. */
export function inverse(made: readonly Move[]): Move[] {
  return made.toReversed().map((one): Move => {
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

/** Every client that a change touches, each once. */
export function clientsIn(made: readonly Move[]): string[] {
  const ids = made.flatMap((one) => {
    if (one.what === 'called') return [one.id];
    const ends = [one.from, one.to].filter((end) => end !== null);
    return one.what === 'client' ? [one.id, ...ends] : ends;
  });
  return [...new Set(ids)].toSorted();
}
