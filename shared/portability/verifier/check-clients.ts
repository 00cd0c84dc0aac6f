import {
  canMove,
  clientIdsInMoves,
  ERASED_NAME_PLACEHOLDER,
  moveKeyOf,
  type ClientMove,
} from '#shared/directory/client-moves.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { isAsComputed, listOf, objectOf, textOf, type RowCheck } from './row-check.ts';

/** The positions, names and ids of clients after all changes. */
type Followed = {
  /** The client or text that each object was moved to, by `moveKeyOf`. */
  readonly positions: ReadonlyMap<string, string | null>;
  /** Names and ids, as `textOfPart` writes them, by `moveKeyOf`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Keys of names and ids by their client. */
  readonly held: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly Fault[];
};

/**
 * Follows the changes of clients in their order: joins, splits, names and ids. Each must begin where
 * those before it ended. A client must be where the last one left it, with the names and ids that they
 * gave it and what it was added with. The record commits to each change and to each client.
 */
export function checkClients(leaves: LeavesBySubject): RowCheck {
  const changes: DumpRow[] = [];
  const clients: DumpRow[] = [];
  const figures: DumpRow[] = [];
  const actsOn = (id: string): string[] =>
    [...leaves.leavesOf(`client/${id}`)].map((number) => leaves.act(number));
  return {
    reads: {
      'client-changes': (row) => changes.push(row),
      clients: (row) => clients.push(row),
      'client-figures': (row) => figures.push(row),
    },
    faults: () => {
      const followed = follow(changes);
      return [
        ...followed.faults,
        ...clients.flatMap((row) => checkClient(row, followed, actsOn(textOf(row['id'])))),
        ...checkFigures(clients, figures),
      ];
    },
  };
}

/** Makes all moves in the order of the changes. */
function follow(changes: readonly DumpRow[]): Followed {
  const positions = new Map<string, string | null>();
  const texts = new Map<string, string>();
  const faults: Fault[] = [];
  for (const row of changes.toSorted((one, other) => Number(one['seq']) - Number(other['seq']))) {
    const all = rowsOf(row['moves']) as readonly object[] as readonly ClientMove[];
    // Skip tasks, which reports move too; the row of a task names its client.
    const moves = all.filter(({ what }) => what !== 'task');
    for (const move of moves) {
      if (!positions.has(moveKeyOf(move))) positions.set(moveKeyOf(move), move.from);
    }
    const wrong = [
      ...(canMove(moves, positions) ? [] : ['moves']),
      ...(isAsComputed(row['clients'], clientIdsInMoves(all)) ? [] : ['clients']),
    ];
    faults.push(...wrongFigure(`client-changes/${textOf(row['id'])}`, wrong));
    for (const move of moves) {
      const key = moveKeyOf(move);
      // Forget the position: no change says which name replaced the erased one.
      if (move.to === ERASED_NAME_PLACEHOLDER) positions.delete(key);
      else positions.set(key, move.to);
      if (move.what === 'name') texts.set(key, move.text);
      if (move.what === 'identity') texts.set(key, textOfId(move.platformId, move.externalId));
    }
  }
  const held = new Map<string, string[]>();
  for (const key of texts.keys()) {
    const client = positions.get(key) ?? null;
    if (client !== null) listOf(held, client).push(key);
  }
  return { positions, texts, held, faults };
}

const textOfId = (platform: string, externalId: string): string => `${platform} ${externalId}`;

function rowsOf(value: unknown): DumpRow[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** @param acts kinds of the entries on the client. */
function checkClient(row: DumpRow, followed: Followed, acts: readonly string[]): Fault[] {
  const { positions } = followed;
  const id = textOf(row['id']);
  // A client whose name the operator erased may have another one, which no change names.
  const isErased = acts.includes('client-name-erased');
  const names = new Map(
    rowsOf(row['names']).map((one) => [`name/${textOf(one['id'])}`, textOf(one['text'])]),
  );
  const ids = new Map(
    rowsOf(row['identities']).map((one) => [
      `identity/${textOf(one['id'])}`,
      textOfId(textOf(one['platform']), textOf(one['externalId'])),
    ]),
  );
  const added = unmoved(names, followed);
  const called = positions.get(`called/${id}`);
  const isCalled =
    called === undefined
      ? isErased || added.length === 0 || added.includes(textOf(row['name']))
      : called === row['name'];
  const wrong = [
    ...(row['root'] === (positions.get(`client/${id}`) ?? id) ? [] : ['root']),
    ...(isCalled ? [] : ['name']),
    ...(isHeld('name', id, names, followed) && (isErased || added.length < 2) ? [] : ['names']),
    ...(isHeld('identity', id, ids, followed) && unmoved(ids, followed).length < 2
      ? []
      : ['identities']),
  ];
  const name = `client/${id}`;
  // Earlier versions logged only the split, not the client that it created.
  const isAdded = acts.length === 0 || acts.includes('client-added') || positions.has(name);
  return [
    ...(isAdded ? [] : [{ code: 'published-silently', name } as const]),
    ...wrongFigure(name, wrong),
  ];
}

type Parts = ReadonlyMap<string, string>;

/** Texts of a client's names or ids that no change moved: it was added with them. */
function unmoved(parts: Parts, { positions }: Followed): string[] {
  return [...parts].flatMap(([key, text]) => (positions.has(key) ? [] : [text]));
}

/**
 * Whether a client has exactly the names or ids that the changes gave it, leaving out any that no
 * change moved.
 */
function isHeld(
  what: 'name' | 'identity',
  client: string,
  parts: Parts,
  { positions, texts, held }: Followed,
): boolean {
  const isErased = (key: string): boolean => texts.get(key) === ERASED_NAME_PLACEHOLDER;
  const given = (held.get(client) ?? []).filter((key) => key.startsWith(`${what}/`));
  return (
    given.every((key) => isErased(key) || texts.get(key) === parts.get(key)) &&
    [...parts.keys()].every((key) => !positions.has(key) || positions.get(key) === client)
  );
}

/**
 * Checks that each root client has figures, and their number of reports and other names for older
 * tools.
 */
function checkFigures(clients: readonly DumpRow[], figures: readonly DumpRow[]): Fault[] {
  const roots = new Set(clients.filter(({ id, root }) => id === root).map(({ id }) => id));
  const names = new Map<unknown, string[]>();
  for (const { root, names: own } of clients)
    listOf(names, root).push(...rowsOf(own).map(({ text }) => textOf(text)));
  const shown = new Map(clients.map(({ id, name }) => [id, name]));
  const faults = figures.flatMap((row): Fault[] => {
    const { client } = row;
    const members = objectOf(objectOf(row['figures'])['tasks'])['members'] ?? 0;
    const { aliases } = objectOf(row['legacy']);
    const others = (names.get(client) ?? []).filter((name) => name !== shown.get(client));
    const isCalled = Array.isArray(aliases) && isAsComputed(aliases.toSorted(), others.toSorted());
    return wrongFigure(`client-figures/${textOf(client)}`, [
      ...(roots.delete(client) ? [] : ['client']),
      ...(isCalled ? [] : ['legacy.aliases']),
      ...(row['reports'] === members ? [] : ['reports']),
    ]);
  });
  const missing = [...roots].map((client): Fault => ({
    code: 'figure-missing',
    name: `client-figures/${textOf(client)}`,
  }));
  return [...faults, ...missing];
}

function wrongFigure(name: string, columns: readonly string[]): Fault[] {
  return columns.length === 0 ? [] : [{ code: 'figure-wrong', name, detail: columns.join(', ') }];
}
