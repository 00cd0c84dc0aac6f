import { z } from 'zod/mini';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntries } from '#server/transparency-log/append-entries.ts';
import { ERASED_NAME_PLACEHOLDER, type ClientMove } from '#shared/directory/client-moves.ts';
import { foldName, toSlug } from '#shared/core/text.ts';
import { chooseUnusedSlug } from './find-or-create-client.ts';
import { refreshClientFigures } from './refresh-client-figures.ts';
import { loadClientBySlug, lockClientChanges } from './find-client.ts';
import { revisionMoves as movesSchema } from './revision-moves.ts';
import { clientSlugCandidates } from './rules.ts';

type Part = { id: string; slug: string; name: string };

/** Numbers of erased names and revisions, and the client's new name and slug. */
export type ErasedClientName = { slug: string; name: string; names: number; revisions: number };

/**
 * Erases a name of a client permanently, ignoring case and accents: from its names, and from its
 * history, which gets a placeholder. Renames the client and its slug where needed. For the operator,
 * after a legal notice.
 * @returns null where neither the client nor one merged into it has the name.
 * @throws AppError not-found where no client has the slug.
 */
export async function eraseClientName(
  tx: Db,
  slug: string,
  name: string,
  now: Date,
): Promise<ErasedClientName | null> {
  await lockClientChanges(tx);
  const root = await loadClientBySlug(tx, slug);
  const key = foldName(name);
  if (key === '') return null;
  const parts = await tx.client.findMany({
    where: { rootId: root.id },
    select: { id: true, slug: true, name: true },
    orderBy: { id: 'asc' },
  });
  const ids = parts.map(({ id }) => id);
  const { count: names } = await tx.clientName.deleteMany({
    where: { clientId: { in: ids }, key },
  });
  const revised = await eraseInRevisions(tx, ids, key);
  const revisions = revised.length;
  const called = parts.filter((part) => showsName(part, key, name));
  const proposals = await eraseProposals(tx, ids, key);
  if (names + revisions + called.length + proposals === 0) return null;
  for (const part of called) await giveOtherName(tx, root.id, part, key);
  await commitAgain(tx, ids, revised, now);
  await refreshClientFigures(tx, root.id, now);
  const where = { id: root.id };
  const after = await tx.client.findUniqueOrThrow({ where, select: { slug: true, name: true } });
  return { ...after, names, revisions };
}

/**
 * Erases the salts of transparency-log entries about the clients and about those of changes that
 * contain the name, and commits to the remaining content again.
 * @param revised the clients of each such change.
 */
async function commitAgain(
  tx: Db,
  ids: readonly string[],
  revised: readonly (readonly string[])[],
  now: Date,
): Promise<void> {
  const silent = [...new Set([...ids, ...revised.flat()])];
  for (const id of silent) await eraseSalts(tx, `client/${id}`);
  const changes = await tx.sql(
    statement(
      { id: col.text, under: col.text },
      `SELECT id, client_ids[1] AS under FROM client_revision
      WHERE client_ids[1] = ANY($1::text[]) ORDER BY seq`,
    ),
    [silent],
  );
  await appendEntries(tx, now, [
    ...silent.map((id) => ({ kind: 'client-name-erased', subject: `client/${id}` }) as const),
    ...changes.map(
      ({ id, under }) =>
        ({
          kind: 'client-changed',
          subject: `client/${under}`,
          row: `client-changes/${id}`,
        }) as const,
    ),
  ]);
}

/** Whether a client's display name or slug is the name. */
function showsName(part: Part, key: string, name: string): boolean {
  if (foldName(part.name) === key) return true;
  const base = toSlug(name);
  if (base === '' || part.slug === toSlug(part.name)) return false;
  return (
    part.slug === base ||
    (part.slug.startsWith(`${base}-`) && !part.slug.slice(base.length + 1).includes('-'))
  );
}

/** Gives a client another of its names, or a neutral one. */
async function giveOtherName(tx: Db, root: string, part: Part, key: string): Promise<void> {
  const kept = foldName(part.name) === key ? null : part.name;
  const other = await tx.clientName.findFirst({
    where: { client: { rootId: root } },
    orderBy: [{ key: 'asc' }, { id: 'asc' }],
    select: { text: true },
  });
  const name = kept ?? other?.text ?? `Client ${part.id.slice(0, 4)}`;
  // A client must be findable by its display name.
  await tx.clientName.createMany({
    data: [{ id: randomId(), clientId: part.id, text: name, key: foldName(name) }],
    skipDuplicates: true,
  });
  const slug = await chooseUnusedSlug(tx, clientSlugCandidates(name));
  await tx.client.update({ where: { id: part.id }, data: { name, slug } });
  await tx.sql(`DELETE FROM idempotency_key WHERE result ->> 'slug' = $1`, [part.slug]);
}

/** Deletes proposals about the clients, open or closed, that contain the name; returns their number. */
async function eraseProposals(tx: Db, clients: readonly string[], key: string): Promise<number> {
  const subject = { in: clients.map((id) => `client/${id}`) };
  const acts = await tx.proposedChange.findMany({ where: { subject } });
  const telling = acts.filter(({ payload, reason }) => {
    const name = named.safeParse(payload).data?.name ?? '';
    return foldName(name) === key || ` ${foldName(reason)} `.includes(` ${key} `);
  });
  const where = { id: { in: telling.map(({ id }) => id) } };
  return (await tx.proposedChange.deleteMany({ where })).count;
}
const named = z.object({ name: z.string() });

/**
 * Replaces the name in the history; returns the clients of each changed revision, any of which may have
 * had the name.
 */
async function eraseInRevisions(
  tx: Db,
  clients: readonly string[],
  key: string,
): Promise<string[][]> {
  const rows = await tx.sql(RELATED, [clients]);
  const erased: string[][] = [];
  for (const { id, touched, moves, reason } of rows) {
    const before = movesSchema.parse(moves);
    const after = before.map((move) => withoutName(move, key));
    const said = ` ${foldName(reason)} `.includes(` ${key} `);
    if (!said && after.every((move, index) => move === before[index])) continue;
    const data = { moves: after, ...(said ? { reason: ERASED_NAME_PLACEHOLDER } : {}) };
    await tx.clientRevision.update({ where: { id }, data });
    erased.push(touched);
  }
  return erased;
}

/** A move with a placeholder instead of the name. */
function withoutName(move: ClientMove, key: string): ClientMove {
  const isName = (text: string): boolean => foldName(text) === key;
  if (move.what === 'name')
    return isName(move.text) ? { ...move, text: ERASED_NAME_PLACEHOLDER } : move;
  if (move.what !== 'called' || !(isName(move.from) || isName(move.to))) return move;
  const mark = (text: string): string => (isName(text) ? ERASED_NAME_PLACEHOLDER : text);
  return { ...move, from: mark(move.from), to: mark(move.to) };
}

// Includes clients of earlier merges and splits: a split moves names.
const RELATED = statement(
  { id: col.text, touched: col.list(col.text), moves: col.json<unknown>(), reason: col.text },
  `
  WITH RECURSIVE related (id) AS (
    SELECT unnest($1::text[])
    UNION SELECT unnest(v.client_ids) FROM related r
      JOIN client_revision v ON v.client_ids @> ARRAY[r.id])
  SELECT v.id, v.client_ids AS touched, v.moves, v.reason FROM client_revision v
   WHERE v.client_ids && (SELECT array_agg(id) FROM related) ORDER BY v.seq`,
);
