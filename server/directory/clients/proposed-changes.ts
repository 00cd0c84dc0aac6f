import { z } from 'zod/mini';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import {
  defineChangeKind,
  type ChangeKind,
  type ChangeRequest,
  type ChangeDescription,
} from '#server/identity/two-person-approval/change-kind.ts';
import { dryRun } from '#server/identity/two-person-approval/dry-run.ts';
import {
  areMovesCurrent,
  inverseMoves,
  undoableMoves,
  type ClientMove,
} from '#shared/directory/client-moves.ts';
import type {
  BilingualText,
  CLIENT_CHANGE_KINDS as CLIENT_ACT_NAMES,
} from '#shared/identity/two-person-approval.ts';
import { findOrCreateReportedClient } from './find-or-create-client.ts';
import { applyClientChange, type NewClientChange } from './apply-change.ts';
import {
  findClientByIdentity,
  clientHasName,
  loadClientById,
  lockClientChanges,
  loadRootClientSlug,
  type FoundClient,
} from './find-client.ts';
import { revisionMoves as movesSchema } from './revision-moves.ts';
import { loadCurrentPositions } from './load-current-positions.ts';
import { parseExternalId, parseClientName } from './rules.ts';
import { planClientSplit } from './plan-client-split.ts';

type Planned = Omit<NewClientChange, 'reason'>;
type ClientChangeKind = (typeof CLIENT_ACT_NAMES)[number];

/**
 * Changes to client records (merge, split, rename …): members propose them, established members apply
 * them directly.
 */
export const PROPOSABLE_CLIENT_CHANGES: Readonly<Record<ClientChangeKind, ChangeKind>> = {
  'add-client-name': clientAct({
    kind: 'add-client-name',
    payload: z.object({ name: z.string() }),
    plan: async (tx, { id }, { name }) => {
      const { text, key } = parseClientName(name, 'name');
      if (await clientHasName(tx, id, key)) throw fieldError('name', 'taken');
      return { kind: 'name-added', moves: [newName(id, text)] };
    },
    change: async (_, __, { name }) => ({ to: same(name) }),
  }),
  'add-client-id': clientAct({
    kind: 'add-client-id',
    payload: z.object({ platformId: z.string(), externalId: z.string() }),
    plan: async (tx, { id }, { platformId, externalId: typed }) => {
      const externalId = parseExternalId(typed, 'externalId');
      const taken = await findClientByIdentity(tx, platformId, externalId);
      if (taken !== null)
        throw fieldError('externalId', 'taken', await loadRootClientSlug(tx, taken));
      const move = { what: 'identity', id: randomId(), from: null, to: id } as const;
      return { kind: 'identity-added', moves: [{ ...move, platformId, externalId }] };
    },
    change: async (_, __, { externalId }) => ({ to: same(externalId) }),
  }),
  'rename-client': clientAct({
    kind: 'rename-client',
    payload: z.object({ name: z.string() }),
    plan: async (tx, { id, name }, payload) => {
      const { text, key } = parseClientName(payload.name, 'name');
      if (text === name) throw fieldError('name', 'taken');
      const renamed: ClientMove = { what: 'called', id, from: name, to: text };
      const known = await clientHasName(tx, id, key);
      return { kind: 'renamed', moves: known ? [renamed] : [newName(id, text), renamed] };
    },
    change: async (_, client, { name }) => ({ from: same(client.name), to: same(name) }),
  }),
  // All clients merged into the other one move too, so that each refers to its root directly.
  'join-clients': clientAct({
    kind: 'join-clients',
    payload: z.object({ other: z.string() }),
    plan: async (tx, { id }, payload) => {
      const other = await loadClientById(tx.sql, payload.other);
      if (other.id === id) throw fieldError('other', 'same-client');
      const group = await tx.sql(
        statement(
          { id: col.text },
          'SELECT id FROM client WHERE root_id = $1 ORDER BY id = $1 DESC, id',
        ),
        [other.id],
      );
      const moves = group.map((one): ClientMove => ({
        what: 'client',
        ...one,
        from: other.id,
        to: id,
      }));
      return { kind: 'joined', moves };
    },
    change: async (sql, client, { other }) => ({
      from: same((await loadClientById(sql, other)).name),
      to: same(client.name),
    }),
  }),
  'split-client': clientAct({
    kind: 'split-client',
    payload: z.object({
      name: z.string(),
      names: z.array(z.string()),
      identities: z.array(z.string()),
      tasks: z.array(z.string()),
    }),
    plan: async (tx, client, payload, now) => ({
      kind: 'split',
      moves: await planClientSplit(tx, client, payload, now),
    }),
    change: async (_, client, { name }) => ({ from: same(client.name), to: same(name) }),
  }),
  'undo-client-change': clientAct({
    kind: 'undo-client-change',
    payload: z.object({ revision: z.string() }),
    plan: async (tx, _, { revision }) => planUndo(tx, revision),
    change: async () => ({}),
  }),
  'attach-task': defineChangeKind({
    kind: 'attach-task',
    of: 'task',
    by: 'members',
    payload: z.object({ name: z.nullable(z.string()), externalId: z.nullable(z.string()) }),
    isConcerned: () => 'false',
    subjectExists: (id) =>
      `EXISTS (SELECT 1 FROM task st WHERE st.id = ${id} AND st.last_report_at IS NOT NULL)`,
    check: (tx, asked, now) => dryRun(tx, () => attach(tx, asked, null, now)),
    apply: (tx, asked, { memberId }, now) => attach(tx, asked, memberId, now),
    describe: async (sql, { subjectId, payload: { name, externalId } }) => {
      const [task] = await sql(
        statement(
          { name: col.text },
          'SELECT title AS name FROM task WHERE id = $1 AND last_report_at IS NOT NULL',
        ),
        [subjectId],
      );
      if (task === undefined) return null;
      const to = name ?? externalId;
      const about = { kind: 'task', key: subjectId, ...task } as const;
      return { about, to: to === null ? null : same(to) };
    },
  }),
};

function clientAct<Payload>({
  kind,
  payload,
  plan,
  change: told,
}: {
  kind: ClientChangeKind;
  payload: z.ZodMiniType<Payload>;
  /**
   * The moves that the change makes now.
   * @throws AppError where it is impossible.
   */
  plan: (tx: Db, client: FoundClient, payload: Payload, now: Date) => Promise<Planned>;
  /** Describes the values before and after the change. */
  change: (
    sql: Sql,
    client: FoundClient,
    payload: Payload,
  ) => Promise<Omit<ChangeDescription, 'about'>>;
}): ChangeKind {
  const act = async (
    tx: Db,
    { subjectId, payload: asked, reason }: ChangeRequest<Payload>,
    memberId: string | null,
    now: Date,
  ): Promise<{ result: string; toConfirm: boolean }> => {
    await lockClientChanges(tx);
    const planned = await plan(tx, await loadClientById(tx.sql, subjectId), asked, now);
    const isProvisional = await isUnconfirmed(tx, planned.undoes);
    const id = await applyClientChange(tx, memberId, { ...planned, reason }, now);
    // After a rename or merge, the old name is shown too until somebody else confirms the change.
    const moved = planned.moves.some(({ what }) => what === 'called' || what === 'client');
    const toConfirm = moved && !isProvisional;
    return { result: `client-changes/${id}`, toConfirm };
  };
  return defineChangeKind({
    kind,
    of: 'client',
    by: 'members',
    payload,
    isConcerned: () => 'false',
    subjectExists: (id) => `EXISTS (SELECT 1 FROM client sc WHERE sc.id = ${id})`,
    check: (tx, asked, now) => dryRun(tx, () => act(tx, asked, null, now)),
    apply: (tx, asked, { memberId }, now) => act(tx, asked, memberId, now),
    describe: async (sql, { subjectId, payload: asked }) => {
      const client = await loadClientById(sql, subjectId);
      const about = { kind: 'client', key: client.slug, name: client.name } as const;
      return { about, ...(await told(sql, client, asked)) };
    },
  });
}

/** Whether a change is not confirmed yet; undoing a confirmed one reverts what several people agreed on. */
async function isUnconfirmed(tx: Db, revision: string | undefined): Promise<boolean> {
  if (revision === undefined) return false;
  const where = { result: `client-changes/${revision}`, state: 'applied' };
  return (await tx.proposedChange.count({ where })) > 0;
}

/** Assigns a task to a client, created where it is new; or unassigns it. */
async function attach(
  tx: Db,
  { subjectId, reason, payload }: ChangeRequest<{ name: string | null; externalId: string | null }>,
  memberId: string | null,
  now: Date,
): Promise<{ result: string | null }> {
  await lockClientChanges(tx);
  const include = { client: { select: { rootId: true } } };
  const task = requireFound(
    await tx.task.findUnique({ where: { id: subjectId, lastReportAt: { not: null } }, include }),
  );
  const { platformId } = task;
  const to = await findOrCreateReportedClient(tx, memberId, { platformId, ...payload }, now);
  const root = to === null ? null : await tx.client.findUnique({ where: { id: to } });
  // A repeated submission, or another name of the same client: nothing changes.
  if ((root?.rootId ?? null) === (task.client?.rootId ?? null)) return { result: null };
  const move: ClientMove = { what: 'task', id: subjectId, from: task.clientId, to };
  const id = await applyClientChange(
    tx,
    memberId,
    { kind: 'task-attached', moves: [move], reason },
    now,
  );
  return { result: `client-changes/${id}` };
}

/**
 * The inverse of a change. Where it returns something to a client that was merged in the meantime, it
 * goes to that client's root.
 * @throws AppError conflict where the change is already undone, or one of its objects was changed
 * since.
 */
async function planUndo(tx: Db, revisionId: string): Promise<Planned> {
  const where = { id: revisionId };
  const revision = requireFound(await tx.clientRevision.findUnique({ where }));
  const all = movesSchema.parse(revision.moves);
  const places = await loadCurrentPositions(tx.sql, all);
  const made = undoableMoves(all, places);
  const undone = (await tx.clientRevision.count({ where: { undoes: revisionId } })) > 0;
  if (undone || made.length === 0 || !areMovesCurrent(made, places)) throw new AppError('conflict');
  return { kind: 'undone', moves: await toRoots(tx, inverseMoves(made)), undoes: revisionId };
}

/** Redirects moves to the current roots of their targets, except roots that this change moves too. */
async function toRoots(tx: Db, moves: readonly ClientMove[]): Promise<ClientMove[]> {
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

/** A move that adds a name to a client. */
function newName(clientId: string, text: string): ClientMove {
  return { what: 'name', id: randomId(), from: null, to: clientId, text };
}

function same(text: string): BilingualText {
  return { fr: text, en: text };
}
