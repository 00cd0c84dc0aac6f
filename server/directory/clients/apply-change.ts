import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { revokeLostDomains } from './revoke-lost-domains.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry, appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import { canMove, clientIdsInMoves, type ClientMove } from '#shared/directory/client-moves.ts';
import { refreshClientFigures } from './refresh-client-figures.ts';
import { loadCurrentPositions } from './load-current-positions.ts';

export type NewClientChange = {
  readonly kind: string;
  readonly moves: readonly ClientMove[];
  readonly reason: string;
  readonly undoes?: string;
};

/**
 * Applies a change to client records, adds it to the history, and recomputes the figures of the
 * affected clients. Call under `lockClientChanges`.
 * @returns the id of the change in the history.
 * @throws AppError conflict where an object is no longer where the change moves it from.
 */
export async function applyClientChange(
  tx: Db,
  memberId: string | null,
  { kind, moves, reason, undoes }: NewClientChange,
  now: Date,
): Promise<string> {
  const touched = clientIdsInMoves(moves);
  await tx.sql(LOCK_CLIENTS, [touched]);
  const before = await rootsOf(tx, touched);
  if (!canMove(moves, await loadCurrentPositions(tx.sql, moves))) {
    throw new AppError('conflict');
  }
  for (const move of moves) {
    await apply(tx, move);
    if (move.what === 'task') await appendIfContentChanged(tx, now, `task/${move.id}`);
  }
  await requireSound(tx, touched);
  await recordContents(tx, touched, now);
  const id = randomId();
  await tx.clientRevision.create({
    data: {
      id,
      kind,
      moves: [...moves],
      clientIds: touched,
      reason,
      undoes: undoes ?? null,
      createdOn: dayToDate(today(now)),
      memberId,
    },
  });
  await appendEntry(tx, now, {
    kind: undoes === undefined ? 'client-changed' : 'client-change-undone',
    subject: `client/${touched[0] ?? id}`,
    row: `client-changes/${id}`,
  });
  if (undoes !== undefined) {
    // An undone change needs no confirmation any more.
    const result = `client-changes/${undoes}`;
    const where = { result, state: 'applied' };
    await tx.proposedChange.updateMany({ where, data: { state: 'dropped', endedAt: now } });
  }
  await tx.sql(
    `DELETE FROM client_summary s USING client c
      WHERE c.id = s.client_id AND c.root_id <> c.id AND c.id = ANY($1)`,
    [touched],
  );
  // Sorted, so that two changes lock rows in the same order and never deadlock.
  const roots = [...new Set([...before, ...(await rootsOf(tx, touched))])].toSorted();
  for (const root of roots) await refreshClientFigures(tx, root, now);
  await revokeLostDomains(tx, touched, now);
  return id;
}

/** Records what each client is now; one that a split has just made has no entry yet. */
async function recordContents(tx: Db, clientIds: readonly string[], now: Date): Promise<void> {
  for (const id of clientIds) {
    const subject = `client/${id}`;
    const isNew = (await tx.recordEntry.count({ where: { subject } })) === 0;
    if (isNew) await appendEntry(tx, now, { kind: 'client-added', subject });
    else await appendIfContentChanged(tx, now, subject);
  }
}

// Merged clients before their roots, as a computation of their figures does.
const LOCK_CLIENTS = `
  SELECT 1 FROM client WHERE id = ANY($1) ORDER BY root_id = id, id FOR NO KEY UPDATE`;

async function rootsOf(tx: Db, clientIds: readonly string[]): Promise<string[]> {
  const rows = await tx.sql(
    statement(
      { id: col.text },
      'SELECT DISTINCT root_id AS id FROM client WHERE id = ANY($1) ORDER BY 1',
    ),
    [clientIds],
  );
  return rows.map(({ id }) => id);
}

async function apply(tx: Db, move: ClientMove): Promise<void> {
  const where = { id: move.id };
  switch (move.what) {
    case 'client':
      await tx.client.update({ where, data: { rootId: move.to } });
      return;
    case 'called':
      await tx.client.update({ where, data: { name: move.to } });
      return;
    case 'task':
      await tx.task.update({ where, data: { clientId: move.to } });
      return;
    case 'name':
      return applyName(tx, move);
    default:
      return applyIdentity(tx, move);
  }
}

async function applyName(tx: Db, move: Extract<ClientMove, { what: 'name' }>): Promise<void> {
  const { id, from, to, text } = move;
  const key = foldName(text) || text;
  if (to === null) {
    await tx.clientName.delete({ where: { id } });
    return;
  }
  // The client has got this name in another way: a duplicate would later be removed with the first.
  if ((await tx.clientName.count({ where: { clientId: to, key } })) > 0) {
    throw new AppError('conflict');
  }
  if (from === null) await tx.clientName.create({ data: { id, clientId: to, text, key } });
  else await tx.clientName.update({ where: { id }, data: { clientId: to } });
}

async function applyIdentity(
  tx: Db,
  move: Extract<ClientMove, { what: 'identity' }>,
): Promise<void> {
  const { id, from, to, platformId, externalId } = move;
  if (to === null) {
    await tx.clientIdentity.delete({ where: { id } });
    return;
  }
  if (from !== null) {
    await tx.clientIdentity.update({ where: { id }, data: { clientId: to } });
    return;
  }
  // The id was assigned again in the meantime, and an id belongs to one client.
  if ((await tx.clientIdentity.count({ where: { platformId, externalId } })) > 0) {
    throw new AppError('conflict');
  }
  await tx.clientIdentity.create({ data: { id, clientId: to, platformId, externalId } });
}

/**
 * Checks invariants: a merged client refers to its root directly, and each client can be found by its
 * display name.
 */
async function requireSound(tx: Db, touched: readonly string[]): Promise<void> {
  const { sql } = tx;
  const chains = await sql(
    `SELECT 1 FROM client c JOIN client r ON r.id = c.root_id
      WHERE r.root_id <> r.id AND (c.id = ANY($1) OR r.id = ANY($1)) LIMIT 1`,
    [touched],
  );
  const shown = await sql(
    statement(
      { id: col.text, name: col.text, keys: col.list(col.text) },
      `SELECT r.id, r.name, array_agg(n.key) FILTER (WHERE n.key IS NOT NULL) AS keys
       FROM client r JOIN client c ON c.root_id = r.id LEFT JOIN client_name n ON n.client_id = c.id
      WHERE r.root_id = r.id AND r.id = ANY($1) GROUP BY r.id, r.name`,
    ),
    [touched],
  );
  const nameless = shown.some(({ name, keys }) => !keys?.includes(foldName(name) || name));
  if (chains > 0 || nameless) throw new AppError('conflict');
}
