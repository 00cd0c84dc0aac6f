import { z } from 'zod/mini';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { newId } from '#server/core/ids.ts';
import { eraseSalts, recordAll } from '#server/transparency-log/record.ts';
import { ERASED_NAME } from '#shared/directory/clients.ts';
import { foldName, slugOf } from '#shared/core/text.ts';
import { freeSlug } from './actions.ts';
import { refreshClient } from './figures.ts';
import { loadClient, lockClients } from './find.ts';
import { moves as movesSchema, type Move } from './moves.ts';
import { slugChoices } from './rules.ts';

type Part = { id: string; slug: string; name: string };

/** How often a name stood, and where the client stands now. */
export type ErasedName = { slug: string; name: string; names: number; revisions: number };

/**
 * Erases a name of a client for good, whatever its case and accents: from its names and from the
 * changes, where a mark stands instead; the client is called, and addressed, otherwise where it has
 * to be. For the operator, after a notice.
 * @returns null where the client, and all that was joined to it, is called so nowhere.
 * @throws AppError not-found where there is no client of that address.
 */
export async function eraseName(
  tx: Db,
  slug: string,
  name: string,
  now: Date,
): Promise<ErasedName | null> {
  await lockClients(tx);
  const root = await loadClient(tx, slug);
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
  const called = parts.filter((part) => bears(part, key, name));
  const proposals = await eraseProposals(tx, ids, key);
  if (names + revisions + called.length + proposals === 0) return null;
  for (const part of called) await callOtherwise(tx, root.id, part, key);
  await sayAnew(tx, ids, revised, now);
  await refreshClient(tx, root.id, now);
  const where = { id: root.id };
  const after = await tx.client.findUniqueOrThrow({ where, select: { slug: true, name: true } });
  return { ...after, names, revisions };
}

/**
 * What the record said of the clients, and of changes that told the name, can be opened no more; what
 * is left of them is said anew.
 */
async function sayAnew(
  tx: Db,
  ids: readonly string[],
  revised: readonly { readonly under: string }[],
  now: Date,
): Promise<void> {
  const silent = [...new Set([...ids, ...revised.map(({ under }) => under)])];
  for (const id of silent) await eraseSalts(tx, `client/${id}`);
  const changes = await tx.sql(
    statement(
      { id: col.text, under: col.text },
      `SELECT id, client_ids[1] AS under FROM client_revision
      WHERE client_ids[1] = ANY($1::text[]) ORDER BY seq`,
    ),
    [silent],
  );
  await recordAll(tx, now, [
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

/** Whether a client shows the name, or has its address from it. */
function bears(part: Part, key: string, name: string): boolean {
  if (foldName(part.name) === key) return true;
  const base = slugOf(name);
  if (base === '' || part.slug === slugOf(part.name)) return false;
  return (
    part.slug === base ||
    (part.slug.startsWith(`${base}-`) && !part.slug.slice(base.length + 1).includes('-'))
  );
}

/** Gives a client another of its names, or one that says nothing. */
async function callOtherwise(tx: Db, root: string, part: Part, key: string): Promise<void> {
  const kept = foldName(part.name) === key ? null : part.name;
  const other = await tx.clientName.findFirst({
    where: { client: { rootId: root } },
    orderBy: [{ key: 'asc' }, { id: 'asc' }],
    select: { text: true },
  });
  const name = kept ?? other?.text ?? `Client ${part.id.slice(0, 4)}`;
  // Each is found by the name that it shows.
  await tx.clientName.createMany({
    data: [{ id: newId(), clientId: part.id, text: name, key: foldName(name) }],
    skipDuplicates: true,
  });
  const slug = await freeSlug(tx, slugChoices(name));
  await tx.client.update({ where: { id: part.id }, data: { name, slug } });
  await tx.sql(`DELETE FROM idempotency_key WHERE result ->> 'slug' = $1`, [part.slug]);
}

/** Drops what is proposed about the clients, or was, where it tells the name; how many it was. */
async function eraseProposals(tx: Db, clients: readonly string[], key: string): Promise<number> {
  const subject = { in: clients.map((id) => `client/${id}`) };
  const acts = await tx.proposedAct.findMany({ where: { subject } });
  const telling = acts.filter(({ payload, reason }) => {
    const name = named.safeParse(payload).data?.name ?? '';
    return foldName(name) === key || ` ${foldName(reason)} `.includes(` ${key} `);
  });
  const where = { id: { in: telling.map(({ id }) => id) } };
  return (await tx.proposedAct.deleteMany({ where })).count;
}
const named = z.object({ name: z.string() });

/** Those that told the name, with the client whose entry of the record tells of them. */
async function eraseInRevisions(
  tx: Db,
  clients: readonly string[],
  key: string,
): Promise<{ under: string }[]> {
  const rows = await tx.sql(RELATED, [clients]);
  const erased: { under: string }[] = [];
  for (const { id, under, moves, reason } of rows) {
    const before = movesSchema.parse(moves);
    const after = before.map((move) => withoutName(move, key));
    const said = ` ${foldName(reason)} `.includes(` ${key} `);
    if (!said && after.every((move, index) => move === before[index])) continue;
    const data = { moves: after, ...(said ? { reason: ERASED_NAME } : {}) };
    await tx.clientRevision.update({ where: { id }, data });
    erased.push({ under });
  }
  return erased;
}

/** The same move where it does not tell the name. */
function withoutName(move: Move, key: string): Move {
  const isName = (text: string): boolean => foldName(text) === key;
  if (move.what === 'name') return isName(move.text) ? { ...move, text: ERASED_NAME } : move;
  if (move.what !== 'called' || !(isName(move.from) || isName(move.to))) return move;
  const mark = (text: string): string => (isName(text) ? ERASED_NAME : text);
  return { ...move, from: mark(move.from), to: mark(move.to) };
}

// Also of those that it was once a part of, or that were a part of it: a split takes names along.
const RELATED = statement(
  { id: col.text, under: col.text, moves: col.json<unknown>(), reason: col.text },
  `
  WITH RECURSIVE related (id) AS (
    SELECT unnest($1::text[])
    UNION SELECT unnest(v.client_ids) FROM related r
      JOIN client_revision v ON v.client_ids @> ARRAY[r.id])
  SELECT v.id, v.client_ids[1] AS under, v.moves, v.reason FROM client_revision v
   WHERE v.client_ids && (SELECT array_agg(id) FROM related) ORDER BY v.seq`,
);
