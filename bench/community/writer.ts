import type { Db } from '#server/database/db.ts';
import { createHash } from 'node:crypto';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { ENTRY_KINDS, type EntryKind } from '#shared/transparency-log/entry-kinds.ts';
import { authorSaltsSql, commitEntry } from '#server/transparency-log/append-entries.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';

/** In insertion order: referenced tables first. */
const TABLES = [
  'member',
  'member_choices',
  'author',
  'client',
  'client_name',
  'client_identity',
  'client_revision',
  'task',
  'payout',
  'slip',
  'publication_spending',
  'payout_publication',
  'review',
  'incident',
  'incident_echo',
  'task_report',
  'client_review',
  'forum_thread',
  'thread_decision',
  'forum_post',
  'forum_post_version',
  'forum_read',
  'follow',
  'made_entry',
] as const;
type Table = (typeof TABLES)[number];
/** The filled tables, with the record and the search index. */
export const FILLED: readonly string[] = [...TABLES, 'record_entry', 'post_search'];
type Row = Readonly<Record<string, unknown>>;

const ROWS_A_BATCH = 1_500;

export type Writer = {
  /** Buffers a row, by field names. */
  readonly add: (table: Table, row: Row) => void;
  /** Buffers a record entry; all are sorted by day at the end, and commit to the final content. */
  readonly record: (
    day: string,
    kind: EntryKind,
    subject: string,
    /** Withdrawn: the commitment cannot be opened. */
    erased?: boolean,
  ) => void;
  /** Writes the buffer if it is full; call between unrelated rows. */
  readonly drain: () => Promise<void>;
  /** Writes the buffer. */
  readonly flush: () => Promise<void>;
  /** Writes the rest, and the record. */
  readonly finish: () => Promise<void>;
};

const snakes = new Map<string, string>();

/** A field's column name. */
function snake(name: string): string {
  let known = snakes.get(name);
  if (known === undefined) {
    known = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snakes.set(name, known);
  }
  return known;
}

/**
 * Writes rows by the thousand in one transaction. Salts come from `randomId`, so they are
 * deterministic.
 */
export async function createWriter(tx: Db, newId: () => string): Promise<Writer> {
  await tx.$executeRawUnsafe(
    `CREATE TEMP TABLE made_entry (place serial, day date, kind text, subject text, salt text,
       commits boolean, commitment text, words text, author text, form int DEFAULT 1) ON COMMIT DROP`,
  );
  const waiting = new Map<Table, Row[]>(TABLES.map((table) => [table, []]));
  let rows = 0;
  const flush = async (): Promise<void> => {
    for (const [table, some] of waiting) {
      const [first] = some;
      if (first === undefined) continue;
      const columns = Object.keys(first)
        .map((name) => `"${name}"`)
        .join(', ');
      // One JSON value per table: the same statement for all types.
      await tx.$executeRawUnsafe(
        `INSERT INTO ${table} (${columns})
         SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)`,
        JSON.stringify(some),
      );
      some.length = 0;
    }
    rows = 0;
  };
  const add = (table: Table, row: Row): void => {
    const columns = Object.entries(row).map(([name, value]) => [snake(name), value] as const);
    waiting.get(table)?.push(Object.fromEntries(columns));
    rows += 1;
  };
  return {
    add,
    record: (day, kind, subject, erased = false) => {
      const salt = createHash('sha256')
        .update(newId() + newId())
        .digest('hex')
        .slice(0, 32);
      const commits = ENTRY_KINDS[kind].to === 'content' && !erased;
      const kept = { day, kind, subject, salt: erased ? null : salt, commits };
      // Replaced later by the commitment to the final content.
      add('made_entry', { ...kept, commitment: commitmentOf(salt, { subject }) });
    },
    drain: async () => {
      if (rows >= ROWS_A_BATCH) await flush();
    },
    flush,
    finish: async () => {
      await flush();
      await tx.$executeRawUnsafe('CREATE INDEX ON made_entry (place)');
      await tx.$executeRawUnsafe('CREATE INDEX ON made_entry (subject) WHERE commits');
      await tx.$executeRawUnsafe('ANALYZE made_entry');
      await commitToContents(tx);
      await tx.$executeRawUnsafe(
        `INSERT INTO record_entry (day, kind, subject, salt, commitment, words, author, form)
         SELECT day, kind, subject, salt, commitment, words, author, form FROM made_entry ORDER BY day, place`,
      );
    },
  };
}

const CONTENTS_AT_ONCE = 1_000;

/** Makes the last entry of each subject commit to its public content. */
async function commitToContents(tx: Db): Promise<void> {
  for (let after = 0; ;) {
    const entries = await tx.$queryRawUnsafe<LastEntry[]>(LAST_ENTRIES, after);
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.place;
    const contents = await loadCommittedContents(
      tx,
      entries.map(({ subject }) => subject),
    );
    const commitments = entries.map(({ place, kind, subject, salt }) => ({
      place,
      ...commitEntry(kind, subject, salt, contents.get(subject)),
    }));
    await tx.$executeRawUnsafe(
      `UPDATE made_entry e SET commitment = c.commitment, words = c.words, author = c.author,
              form = c.form
         FROM json_to_recordset($1::json)
           AS c(place int, commitment text, words text, author text, form int)
        WHERE e.place = c.place`,
      JSON.stringify(commitments),
    );
    await tx.$executeRawUnsafe(
      authorSaltsSql(
        `json_to_recordset($1::json) AS a (author text, author_salt text, author_key text)`,
      ),
      JSON.stringify(commitments),
    );
  }
}

type LastEntry = { place: number; kind: string; subject: string; salt: string };

const LAST_ENTRIES = `
  SELECT e.place, e.kind, e.subject, e.salt FROM made_entry e
   WHERE e.commits AND e.place > $1::int AND NOT EXISTS (
     SELECT 1 FROM made_entry l WHERE l.subject = e.subject AND l.commits AND l.place > e.place)
   ORDER BY e.place LIMIT ${CONTENTS_AT_ONCE}`;
