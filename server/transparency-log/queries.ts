import { col, statement, type Sql } from '#server/database/sql.ts';
import { findLatestCheckpoint } from './find-checkpoints.ts';
import { cosignedAt } from '#shared/transparency-log/signed-notes.ts';
import { SHOWS_FULL_DAY_SQL, SHOWN_DAY_SQL } from '#server/public-schema/log-entry-day.ts';
import {
  LOG_ENTRIES_PER_PAGE,
  type LogQuery,
  type LogEntriesResponse,
  type LogState,
} from '#shared/transparency-log/log-entries.ts';

// Within a month, entries without a day come after dated ones, ordered by commitment: a place between
// two dated entries would reveal their day. For the same reason the cursor is no number.
const POSITION = `to_char(e.day, CASE WHEN ${SHOWS_FULL_DAY_SQL} THEN 'YYYY-MM-DD' ELSE 'YYYY-MM-00' END)
  || '-' || e.commitment`;

/**
 * A page of log entries, all or of one subject, newest first, below the cursor `before`. Never returns
 * a salt.
 */
export async function listLogEntries(
  sql: Sql,
  { before, subject }: LogQuery,
): Promise<LogEntriesResponse> {
  const rows = await sql(
    statement(
      {
        day: col.text,
        kind: col.text,
        subject: col.text,
        commitment: col.text,
        saltErased: col.bool,
        leaf: col.int.orNull,
        position: col.text,
        slug: col.text.orNull,
        name: col.text.orNull,
      },
      subject === undefined ? PAGE : PAGE_OF_ONE,
    ),
    [before ?? null, ...(subject === undefined ? [] : [subject])],
  );
  const shown = rows.slice(0, LOG_ENTRIES_PER_PAGE);
  return {
    entries: shown.map(({ slug, name, ...entry }) => ({
      ...entry,
      platform: slug === null || name === null ? null : { slug, name },
    })),
    next: rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null,
  };
}

const COLUMNS = `${POSITION} AS position, e.kind, e.subject, e.commitment,
  e.salt IS NULL AS "saltErased", e.leaf, ${SHOWN_DAY_SQL} AS day`;

/**
 * SQL: the id of the platform of an entry: its subject is the platform itself, its figures of a week,
 * or its slips of a Monday.
 */
const PLATFORM_ID = `substring(entry.subject from '^(?:platform|week|slips)/([^-]+)')`;

const PAGE_OF_ONE = `
  WITH entry AS (
    SELECT ${COLUMNS} FROM record_entry e
     WHERE e.subject = $2 AND ($1::text IS NULL OR ${POSITION} COLLATE "C" < $1)
     ORDER BY ${POSITION} COLLATE "C" DESC LIMIT ${LOG_ENTRIES_PER_PAGE + 1})
  SELECT entry.*, p.slug, p.name FROM entry
    LEFT JOIN platform p ON p.id = ${PLATFORM_ID}
   ORDER BY entry.position COLLATE "C" DESC`;

// Sorts only the months needed to fill the page: the sort key of an entry is expensive to compute, its
// day is not.
const PAGE = `
  WITH begun AS (
    SELECT date_trunc('month', COALESCE(to_date(left($1::text, 7), 'YYYY-MM'),
                                        (SELECT max(day) FROM record_entry)))::date AS month),
  bounds AS (
    SELECT begun.month, (SELECT date_trunc('month', day)::date FROM record_entry
      WHERE day < begun.month ORDER BY day DESC OFFSET ${LOG_ENTRIES_PER_PAGE} LIMIT 1) AS oldest
      FROM begun),
  entry AS (
    SELECT ${COLUMNS}
      FROM record_entry e, bounds
     WHERE e.day < bounds.month + interval '1 month'
       AND e.day >= COALESCE(bounds.oldest, '-infinity')
       AND ($1::text IS NULL OR ${POSITION} COLLATE "C" < $1)
     ORDER BY ${POSITION} COLLATE "C" DESC LIMIT ${LOG_ENTRIES_PER_PAGE + 1})
  SELECT entry.*, p.slug, p.name FROM entry
    LEFT JOIN platform p ON p.id = ${PLATFORM_ID}
   ORDER BY entry.position COLLATE "C" DESC`;

/** The state of the log: keys, last checkpoint, witnesses, number of pending entries. */
export async function readLogState(sql: Sql): Promise<LogState> {
  const [row] = await sql(STATE);
  const state = row ?? { logs: [], pending: 0, witnesses: [] };
  return {
    ...state,
    witnesses: state.witnesses.flatMap(({ line, ...witness }) => {
      const signedAt = cosignedAt(line);
      return signedAt === null ? [] : [{ ...witness, signedAt: signedAt.toISOString() }];
    }),
    checkpoint: await findLatestCheckpoint(sql),
  };
}

const STATE = statement(
  {
    pending: col.int,
    logs: col.json<LogState['logs']>(),
    witnesses: col.json<{ name: string; size: number; line: string }[]>(),
  },
  `
  SELECT COALESCE((SELECT json_agg(json_build_object('number', l.number, 'began', l.began,
           'origin', l.origin, 'key', l.key, 'cites', l.cites, 'beganOn', l.began_on::text)
           ORDER BY l.number) FROM record_log l), '[]') AS logs,
         (SELECT count(*) FROM record_entry WHERE leaf IS NULL)::int AS pending,
         COALESCE((SELECT json_agg(json_build_object('name', w.witness, 'size', w.size::float8,
           'line', w.line) ORDER BY w.witness) FROM (SELECT DISTINCT ON (witness) witness, size, line
           FROM record_cosignature ORDER BY witness, size DESC) w), '[]') AS witnesses`,
);
