import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '#server/core/ids.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { secureShuffle } from '#server/core/secure-shuffle.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import { writeCheckpoint } from '#shared/transparency-log/signed-notes.ts';
import { treeRoot } from '#shared/transparency-log/tiles.ts';
import type { LogSigningKeys } from './signing-keys.ts';
import { LEAF_COLUMNS, LEAF_ROW, encodeLeaf, mayEnterTreeSql } from './encode-leaf.ts';
import { openLog } from './current-log.ts';
import { appendEntry } from './append-entries.ts';
import { appendLeafHashes, hashLeaf, openDatabaseTree, readTreeSize } from './hash-tiles.ts';

export type SequencerDeps = {
  readonly database: Pick<Database, 'prisma'>;
  readonly keys: LogSigningKeys;
  readonly publicUrl: string | null;
  /** Folder with the last signed note, which is also kept outside the database. */
  readonly dataDir: string;
  /** Aborted at shutdown; remaining entries wait for the next start. */
  readonly signal?: AbortSignal;
};

/** Leaves added in one transaction; a large backlog takes several. */
export const LEAVES_PER_TRANSACTION = 2048;
/** File name of the last signed note in the data folder. */
export const LAST_NOTE_FILE = 'record.checkpoint';
const LOCK = "hashtextextended('record-log', 0)";

/** Time after midnight by which all transactions that began before it have ended. */
const AFTER_MIDNIGHT_MS = 600_000;

/**
 * The last day whose entries are complete. Entries that show only their month are added together after
 * their day.
 */
export function lastCompleteDay(now: Date): Day {
  return addDays(today(new Date(now.getTime() - AFTER_MIDNIGHT_MS)), -1);
}

/**
 * Adds the entries that are due to the tree in random order, and signs the new checkpoint. Does nothing
 * while another process is doing it.
 * @returns the number of leaves added.
 */
export async function sequenceEntries(
  site: SequencerDeps,
  now: Date,
  {
    leavesAtOnce = LEAVES_PER_TRANSACTION,
    over = lastCompleteDay(now),
  }: { readonly leavesAtOnce?: number; readonly over?: Day } = {},
): Promise<number> {
  let [added, more] = [0, true];
  while (more && site.signal?.aborted !== true) {
    const known = await readLastNote(site.dataDir);
    const done = await site.database.prisma.$transaction((tx) =>
      addLeaves(tx, site, known, now, leavesAtOnce, over),
    );
    if (done === null) break;
    // After the commit: the note in the folder must never be ahead of the database.
    await saveLastNote(site.dataDir, done.note);
    added += done.added;
    more = done.added === leavesAtOnce;
  }
  return added;
}

type Done = { readonly added: number; readonly note: string };

/**
 * Adds at most `most` due entries to the tree and signs the new checkpoint; null where no entry is due
 * or another process holds the lock.
 */
async function addLeaves(
  tx: Db,
  site: SequencerDeps,
  known: string | null,
  now: Date,
  most: number,
  over: Day,
): Promise<Done | null> {
  const { sql } = tx;
  const [lock] = await sql(
    statement({ taken: col.bool }, `SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`),
  );
  if (lock?.taken !== true) return null;
  const { log, signer } = await openLog(tx, site, known, now);
  await addHourEntry(tx, log.number, now, over);
  const size = await readTreeSize(sql);
  const rows = inSubjectOrder(secureShuffle(await sql(PENDING, [most, over])));
  if (rows.length === 0) return null;
  await sql(ASSIGN_LEAVES, [JSON.stringify(rows.map(({ id }, nth) => ({ id, leaf: size + nth })))]);
  await appendLeafHashes(
    sql,
    size,
    rows.map((row) => hashLeaf(encodeLeaf(row))),
  );
  const grown = size + rows.length;
  const root = await treeRoot(openDatabaseTree(sql, grown));
  const body = writeCheckpoint({ origin: log.origin, size: grown, root, extensions: [] });
  const note = `${body}\n${signer.sign(body, 0)}`;
  const { _max: last } = await tx.recordCheckpoint.aggregate({ _max: { signedAt: true } });
  // Never before the previous checkpoint, even if the clock was set back.
  const moment = Math.max(now.getTime(), last.signedAt?.getTime() ?? 0);
  const signedAt = new Date(Math.floor(moment / 1000) * 1000);
  await tx.recordCheckpoint.create({
    data: { size: grown, root: Buffer.from(root).toString('hex'), note, signedAt },
  });
  return { added: rows.length, note };
}

/**
 * Adds an entry for a full hour where a jury waits for a checkpoint of that hour and nothing else would
 * be added.
 */
async function addHourEntry(tx: Db, number: number, now: Date, over: Day): Promise<void> {
  const [due] = await tx.sql(
    statement(
      { waiting: col.bool },
      `SELECT EXISTS (SELECT 1 FROM jury WHERE checkpoint IS NULL AND draw_hour <= $1::timestamptz
        AND draw_hour > COALESCE((SELECT max(signed_at) FROM record_checkpoint), '-infinity'))
        AND NOT EXISTS (SELECT 1 FROM record_entry e WHERE e.leaf IS NULL AND ${mayEnterTreeSql('$2')})
        AS waiting`,
    ),
    [now.toISOString(), over],
  );
  if (due?.waiting !== true) return;
  const content = { hour: now.toISOString().slice(0, 13) };
  await appendEntry(tx, now, { kind: 'log-hour', subject: `log/${number}`, content });
}

type Pending = RowOf<typeof PENDING>;

// Batches by subject instead of id, so that the order in the tree reveals only the order of entries on
// one subject.
const PENDING = statement(
  { ...LEAF_ROW, id: col.int },
  `
  SELECT e.id, ${LEAF_COLUMNS} FROM record_entry e
   WHERE e.leaf IS NULL AND ${mayEnterTreeSql('$2')} ORDER BY e.subject, e.id LIMIT $1::int`,
);

const ASSIGN_LEAVES = `
  UPDATE record_entry e SET leaf = p.leaf
    FROM json_to_recordset($1::text::json) AS p (id bigint, leaf bigint) WHERE e.id = p.id`;

/** Restores the chronological order of each subject's entries, as the last one is current. */
function inSubjectOrder(rows: readonly Pending[]): Pending[] {
  const bySubject = new Map<string, Pending[]>();
  for (const row of rows) {
    const others = bySubject.get(row.subject);
    if (others === undefined) bySubject.set(row.subject, [row]);
    else others.push(row);
  }
  for (const some of bySubject.values()) some.sort((one, other) => one.id - other.id);
  return rows.map((row) => bySubject.get(row.subject)?.shift() ?? row);
}

/** The last signed note kept in the data folder; null where there is none. */
export async function readLastNote(dataDir: string): Promise<string | null> {
  try {
    return await readFile(join(dataDir, LAST_NOTE_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Stores the last signed note outside the database. */
export async function saveLastNote(dataDir: string, note: string): Promise<void> {
  const path = join(dataDir, LAST_NOTE_FILE);
  // A unique temporary name, since two processes may write at once.
  const written = `${path}.${randomId()}`;
  await writeFile(written, note);
  await rename(written, path);
}
