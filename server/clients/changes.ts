import type { z } from 'zod/mini';
import { actOnce } from '#server/accounts/idempotency.ts';
import { countUse } from '#server/accounts/limits.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { sqlIn, type Db } from '#server/db.ts';
import { AppError, found, refuseField } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { resolvePlatform } from '#server/platforms/resolve.ts';
import type {
  addIdentityBody,
  addNameBody,
  attachBody,
  joinBody,
  renameBody,
  undoClientBody,
} from '#shared/clients.ts';
import { clientForReport } from './actions.ts';
import { change } from './change.ts';
import {
  findByIdentity,
  hasName,
  loadClient,
  lockClients,
  resolveClient,
  rootSlug,
  type FoundClient,
} from './find.ts';
import { inverse, moves as movesSchema, stillStands, undoable, type Move } from './moves.ts';
import { loadPlaces } from './places.ts';
import { readExternalId, readName, requireRight, requireTick } from './rules.ts';

/** Where the result of a change can be seen. */
type Placed = { slug: string };

/** Adds a name that a client is also known by. */
export async function addName(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof addNameBody>,
  now: Date,
): Promise<Placed> {
  requireTick(input.notAPerson);
  return changeClient(tx, viewer, slug, input, now, async ({ id }) => {
    const { text, key } = readName(input.name, 'name');
    if (await hasName(tx, id, key)) throw refuseField('name', 'taken');
    return { kind: 'name-added', moves: [newName(id, text)] };
  });
}

/** Adds the id that a platform shows for a client. */
export async function addIdentity(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof addIdentityBody>,
  now: Date,
): Promise<Placed> {
  return changeClient(tx, viewer, slug, input, now, async ({ id }) => {
    const { id: platformId } = await resolvePlatform(tx, input.platform);
    const externalId = readExternalId(input.externalId, 'externalId');
    const taken = await findByIdentity(tx, platformId, externalId);
    if (taken !== null) throw refuseField('externalId', 'taken', await rootSlug(tx, taken));
    const move = { what: 'identity', id: newId(), from: null, to: id } as const;
    return { kind: 'identity-added', moves: [{ ...move, platformId, externalId }] };
  });
}

/** Renames a client; it is still found by its old name. */
export async function renameClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof renameBody>,
  now: Date,
): Promise<Placed> {
  requireTick(input.notAPerson);
  return changeClient(tx, viewer, slug, input, now, async ({ id, name }) => {
    const { text, key } = readName(input.name, 'name');
    if (text === name) throw refuseField('name', 'taken');
    const renamed: Move = { what: 'called', id, from: name, to: text };
    const known = await hasName(tx, id, key);
    return { kind: 'renamed', moves: known ? [renamed] : [newName(id, text), renamed] };
  });
}

/**
 * Joins another client to this one, with all that was joined to it before: each of them then leads
 * to this one in a single step.
 */
export async function joinClients(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof joinBody>,
  now: Date,
): Promise<Placed> {
  return changeClient(tx, viewer, slug, input, now, async ({ id }) => {
    const other = await resolveClient(tx, input.other, 'other');
    if (other.id === id) throw refuseField('other', 'same-client');
    const group = await sqlIn(tx)<{ id: string }>(
      'SELECT id FROM client WHERE root_id = $1 ORDER BY id = $1 DESC, id',
      [other.id],
    );
    const moves = group.map((one): Move => ({ what: 'client', ...one, from: other.id, to: id }));
    return { kind: 'joined', moves };
  });
}

/** Gives a task to a client, made where it is new; or takes it from the one that it has. */
export async function attachTask(
  tx: Db,
  viewer: Viewer,
  taskId: string,
  input: z.infer<typeof attachBody>,
  now: Date,
): Promise<{ id: string }> {
  requireRight(viewer, 'change');
  const named = input.client !== undefined || input.externalId !== undefined;
  if (named === input.detach) throw refuseField('client', named ? 'contradicts' : 'required');
  if (named) requireTick(input.notAPerson);
  return actOnce(tx, viewer.id, input, now, async () => {
    await countUse(tx, viewer.id, 'correction', now);
    await lockClients(tx);
    const where = { id: taskId };
    const include = { client: { select: { rootId: true } } };
    const task = found(await tx.task.findUnique({ where, include }));
    const { platformId } = task;
    const to = await clientForReport(
      tx,
      viewer,
      {
        platformId,
        name: input.client ?? null,
        externalId: input.externalId ?? null,
      },
      now,
    );
    const root = to === null ? null : await tx.client.findUnique({ where: { id: to } });
    // Sent twice, or the same client by another name: nothing changes.
    if ((root?.rootId ?? null) === (task.client?.rootId ?? null)) return { id: taskId };
    const move: Move = { what: 'task', id: taskId, from: task.clientId, to };
    const reason = input.reason ?? '';
    await change(tx, viewer, { kind: 'task-attached', moves: [move], reason }, now);
    return { id: taskId };
  });
}

/**
 * Undoes a change by another one that brings everything back to where it was. A client that it gives
 * back to one that was itself joined since goes to the root of that one.
 * @throws AppError conflict where it is undone already, or something has moved on since.
 */
export async function undoChange(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: z.infer<typeof undoClientBody>,
  now: Date,
): Promise<Placed> {
  requireRight(viewer, 'change');
  return actOnce(tx, viewer.id, input, now, async () => {
    await countUse(tx, viewer.id, 'correction', now);
    await lockClients(tx);
    const revision = found(await tx.clientRevision.findUnique({ where: { id } }));
    const all = movesSchema.parse(revision.moves);
    const places = await loadPlaces(sqlIn(tx), all);
    const made = undoable(all, places);
    const undone = (await tx.clientRevision.count({ where: { undoes: id } })) > 0;
    if (undone || made.length === 0 || !stillStands(made, places)) {
      throw new AppError('conflict');
    }
    const moves = await toRoots(tx, inverse(made));
    await change(tx, viewer, { kind: 'undone', moves, reason: input.reason, undoes: id }, now);
    return { slug: input.client ?? (await rootSlug(tx, found(revision.clientIds[0]))) };
  });
}

/** Sends clients to the present roots of where they go, unless those move in the same change. */
async function toRoots(tx: Db, moves: readonly Move[]): Promise<Move[]> {
  const moving = new Set(moves.filter(({ what }) => what === 'client').map(({ id }) => id));
  const targets = moves.flatMap((move) => (move.what === 'client' ? [move.to] : []));
  const rows = await tx.client.findMany({
    where: { id: { in: targets } },
    select: { id: true, rootId: true },
  });
  const roots = new Map(rows.map(({ id, rootId }) => [id, rootId]));
  return moves.map((move) =>
    move.what === 'client' && !moving.has(move.to)
      ? { ...move, to: roots.get(move.to) ?? move.to }
      : move,
  );
}

type Planned = { kind: string; moves: Move[] };

/** One change of a client, by its address: counted, one after the other, kept with its reason. */
export async function changeClient(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: { reason: string; _key?: string | undefined },
  now: Date,
  plan: (client: FoundClient) => Promise<Planned>,
): Promise<Placed> {
  requireRight(viewer, 'change');
  return actOnce(tx, viewer.id, input, now, async () => {
    await countUse(tx, viewer.id, 'correction', now);
    await lockClients(tx);
    const client = await loadClient(tx, slug);
    await change(tx, viewer, { ...(await plan(client)), reason: input.reason }, now);
    return { slug: client.slug };
  });
}

/** A name that was not there before, on one client. */
export function newName(clientId: string, text: string): Move {
  return { what: 'name', id: newId(), from: null, to: clientId, text };
}
