import type { ImportRun } from './import-run.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';

const BATCH = 1_000;

type Orphan = RowOf<typeof ORPHAN>;

const ORPHAN = { original: col.text, at: col.text } satisfies RowShape;

/** Reports threads without a category or a post, and posts without a thread; they are left out. */
export async function refuseOrphans(run: ImportRun): Promise<void> {
  await tellAll(run, 'thread', NO_CATEGORY, 'its category was not brought');
  await tellAll(run, 'thread', NO_POST, 'it has no post');
  await tellAll(run, 'post', NO_THREAD, 'its thread was not brought');
}

async function tellAll(
  { database, source, report }: ImportRun,
  what: 'thread' | 'post',
  condition: string,
  reason: string,
): Promise<void> {
  let last: string | null = '';
  while (last !== null) {
    const orphans: Orphan[] = await database.sql(
      statement(
        ORPHAN,
        `SELECT s.original, s.at FROM import_staged s
        WHERE s.source = $1 AND s.kind = $2 AND s.original COLLATE "C" > $3 AND ${condition}
        ORDER BY s.original COLLATE "C" LIMIT ${BATCH}`,
      ),
      [source.id, what, last],
    );
    for (const { original, at } of orphans) {
      await report.tell('refused', what, original, at, reason);
    }
    last = orphans.length < BATCH ? null : (orphans.at(-1)?.original ?? null);
  }
}

/**
 * Assigns each new post its position in its thread, after existing posts, and its sequence number
 * in the import. Within a thread both have the same order, so an interrupted run leaves no gap, and
 * the next one continues.
 * @returns how many posts wait to be imported.
 */
export async function sequencePosts({ database, source }: ImportRun): Promise<number> {
  await database.sql(TURNS, [source.id]);
  const [{ count } = { count: 0 }] = await database.sql(
    statement({ count: col.int }, 'SELECT count(turn)::int AS count FROM import_staged'),
  );
  return count;
}

/** SQL: whether the category of staged thread `s` was imported. */
const CATEGORY_DONE = `EXISTS (SELECT 1 FROM import_original c
  WHERE c.source = s.source AND c.kind = 'category' AND c.original = s.parent)`;
const DONE = `EXISTS (SELECT 1 FROM import_original o
  WHERE o.source = s.source AND o.kind = s.kind AND o.original = s.original)`;
const NO_CATEGORY = `NOT ${CATEGORY_DONE} AND NOT ${DONE}`;
const NO_POST = `${CATEGORY_DONE} AND NOT ${DONE} AND NOT EXISTS (SELECT 1 FROM import_staged p
  WHERE p.source = s.source AND p.kind = 'post' AND p.parent = s.original)`;
const THREAD_READY = `(
  EXISTS (SELECT 1 FROM import_original o
    WHERE o.source = s.source AND o.kind = 'thread' AND o.original = s.parent)
  OR EXISTS (SELECT 1 FROM import_staged t
    JOIN import_original c
      ON c.source = t.source AND c.kind = 'category' AND c.original = t.parent
   WHERE t.source = s.source AND t.kind = 'thread' AND t.original = s.parent))`;
const NO_THREAD = `NOT ${THREAD_READY}`;
const ORDER = `s.parent COLLATE "C", s.date, length(s.original), s.original COLLATE "C"`;
const TURNS = `
  WITH waiting AS (
    SELECT s.original, s.parent_id,
           row_number() OVER (PARTITION BY s.parent COLLATE "C" ORDER BY ${ORDER}) AS nth,
           row_number() OVER (ORDER BY ${ORDER}) AS turn
      FROM import_staged s
     WHERE s.source = $1 AND s.kind = 'post' AND NOT ${DONE} AND ${THREAD_READY})
  UPDATE import_staged s SET turn = w.turn, place = COALESCE(f.posts, 0) + w.nth
    FROM waiting w LEFT JOIN forum_thread f ON f.id = w.parent_id
   WHERE s.source = $1 AND s.kind = 'post' AND s.original = w.original`;
