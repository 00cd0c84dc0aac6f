import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { loadRenderContext } from '#server/community/forum/prepare-post.ts';
import { RENDERER_VERSION, renderPost } from '#server/community/forum/render-post.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { MAX_IMPORTED_TEXT } from '#shared/portability/imports.ts';
import {
  findPostReferences,
  resolvePostReferences,
  type ReferredPost,
} from '#server/portability/imports/markdown/post-references.ts';
import type { ImportRun } from './import-run.ts';
import { analyzeWhenDoubled } from './analyze-tables.ts';
import { importThreads } from './import-threads.ts';

const BATCH_ROWS = 500;
/** Maximum characters of a batch, so that a batch of long posts has fewer. */
const BATCH_LENGTH = 1_000_000;

type Waiting = RowOf<typeof WAITING>;
type Written = Waiting & { html: string; cards: object[] };

/** Inserts the posts of a range of sequence numbers, with the threads that they start. */
export async function importPosts(run: ImportRun, count: number): Promise<void> {
  const { database, source, report, progress } = run;
  progress.begin('Posts', count);
  const grown = analyzeWhenDoubled(database.sql);
  let turn = 0;
  for (let left = true; left;) {
    const waiting = await database.sql(WAITING, [source.id, turn, BATCH_LENGTH]);
    const last = waiting.at(-1);
    left = last !== undefined;
    if (last === undefined) break;
    const { threads, unknown } = await database.prisma.$transaction((tx) =>
      bring(tx, run, waiting),
    );
    turn = last.turn;
    report.brought('thread', threads);
    report.brought('post', waiting.length);
    await grown(waiting.length);
    for (const { original, at, authorId, memberId } of waiting) {
      if (authorId === null || memberId !== null) continue;
      await report.tell('changed', 'post', original, at, 'its author was not brought: no name');
    }
    for (const { original, at, platform } of unknown) {
      await report.tell('changed', 'thread', original, at, `no platform is called "${platform}"`);
    }
    progress.step(waiting.length);
  }
  progress.end();
}

async function bring(
  tx: Db,
  run: ImportRun,
  waiting: readonly Waiting[],
): ReturnType<typeof importThreads> {
  const { source, origin, now } = run;
  const { sql } = tx;
  const threadIds = [...new Set(waiting.map(({ threadId }) => threadId))];
  const threads = await importThreads(tx, source, threadIds, now);
  const posts = await placeAnew(tx, threadIds, await write(tx, source.id, waiting, origin));
  const rows = JSON.stringify(posts);
  await sql(INSERT, [rows, RENDERER_VERSION]);
  await sql(KEEP, [source.id, rows]);
  await sql(GROW, [rows]);
  await appendEntries(
    tx,
    now,
    posts.map(({ ourId }) => ({ kind: 'post-imported', subject: `post/${ourId}` })),
  );
  return threads;
}

/** Locks the threads, and gives the posts positions after those that members posted meanwhile. */
async function placeAnew(
  tx: Db,
  threadIds: readonly string[],
  posts: readonly Written[],
): Promise<Written[]> {
  const counts = await tx.sql(
    statement(
      { id: col.text, posts: col.int },
      'SELECT id, posts FROM forum_thread WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE',
    ),
    [threadIds],
  );
  const given = new Map(counts.map(({ id, posts: count }) => [id, count]));
  return posts.map((post) => {
    const place = (given.get(post.threadId) ?? 0) + 1;
    given.set(post.threadId, place);
    return { ...post, place };
  });
}

/** Resolves the references in texts to links, and renders the texts. */
async function write(
  tx: Db,
  source: string,
  waiting: readonly Waiting[],
  origin: string | null,
): Promise<Written[]> {
  const references = [...new Set(waiting.flatMap(({ text }) => findPostReferences(text)))];
  const referred = new Map<string, ReferredPost>(
    references.length === 0
      ? []
      : (await tx.sql(REFERRED, [source, references])).map(({ reference, ...post }) => [
          reference,
          post,
        ]),
  );
  const texts = waiting.map(({ text }) => resolvePostReferences(text, referred));
  const { surroundings } = await loadRenderContext(tx, texts, origin);
  return waiting.map((post, index) => {
    // Links can make a text slightly longer than the format allows.
    const text = (texts[index] ?? '').slice(0, 2 * MAX_IMPORTED_TEXT);
    const { html, cards } = renderPost(text, surroundings);
    return { ...post, text, html, cards };
  });
}

const WAITING = statement(
  {
    original: col.text,
    at: col.text,
    ourId: col.text,
    thread: col.text,
    threadId: col.text,
    authorId: col.text.orNull,
    memberId: col.text.orNull,
    date: col.text,
    edited: col.text.orNull,
    text: col.text,
    number: col.int.orNull,
    place: col.int,
    turn: col.int,
  },
  `
  SELECT original, at, "ourId", thread, "threadId", "authorId", "memberId", date, edited, text,
         number, place, turn
    FROM (SELECT s.original, s.at, s.our_id AS "ourId", s.parent AS thread,
                 s.parent_id AS "threadId", s.author_id AS "authorId", m.id AS "memberId",
                 s.date::text AS date, s.more ->> 'edited' AS edited, s.text, s.number, s.place,
                 s.turn, sum(length(s.text)) OVER (ORDER BY s.turn) - length(s.text) AS before
            FROM import_staged s LEFT JOIN member m ON m.id = s.author_id
           WHERE s.source = $1 AND s.turn > $2 AND s.turn <= $2 + ${BATCH_ROWS}) batch
   WHERE before < $3 ORDER BY turn`,
);
// A post that waits has its position already, as has one imported earlier.
const REFERRED = statement(
  { reference: col.text, id: col.text, place: col.int, pseudonym: col.text.orNull },
  `
  SELECT r.reference, COALESCE(o.our_id, w.our_id) AS id, COALESCE(p.place, w.place) AS place,
         m.pseudonym
    FROM unnest($2::text[]) AS r(reference)
    LEFT JOIN import_original o ON o.source = $1 AND o.original = r.reference
      AND o.kind = CASE WHEN strpos(r.reference, '/') > 0 THEN 'post-number' ELSE 'post' END
    LEFT JOIN LATERAL (
      SELECT s.our_id, s.place, s.author_id FROM import_staged s
       WHERE strpos(r.reference, '/') = 0 AND s.source = $1 AND s.kind = 'post'
         AND s.original = r.reference
      UNION ALL
      SELECT s.our_id, s.place, s.author_id FROM import_staged s
       WHERE strpos(r.reference, '/') > 0 AND s.source = $1 AND s.kind = 'post'
         AND s.parent = split_part(r.reference, '/', 1)
         AND s.number = NULLIF(split_part(r.reference, '/', 2), '')::int
      LIMIT 1) w ON true
    LEFT JOIN forum_post p ON p.id = COALESCE(o.our_id, w.our_id)
    LEFT JOIN member m ON m.id = CASE WHEN p.id IS NULL THEN w.author_id ELSE p.member_id END
   WHERE COALESCE(p.place, w.place) IS NOT NULL`,
);
const ROWS = `json_to_recordset($1::json) AS row("ourId" text, "threadId" text, place int,
  "memberId" text, date timestamptz, edited timestamptz, text text, html text, cards jsonb)`;
const INSERT = `
  INSERT INTO forum_post (id, thread_id, place, member_id, posted_at, edited_at, text, html,
                          renderer, cards)
  SELECT "ourId", "threadId", place, "memberId", date, edited, text, html, $2::int, cards
    FROM ${ROWS}`;
// As with members' posts, the last one moves its thread up.
const GROW = `
  UPDATE forum_thread t SET posts = t.posts + n.count, last_post_at = greatest(t.last_post_at, n.at)
    FROM (SELECT "threadId", count(*)::int AS count, max(date) AS at FROM ${ROWS}
           GROUP BY "threadId") n
   WHERE t.id = n."threadId"`;
const KEEP = `
  WITH made AS (SELECT * FROM json_to_recordset($2::json)
                AS row(original text, "ourId" text, thread text, number int)),
  numbered AS (INSERT INTO import_original (source, kind, original, our_id)
               SELECT $1, 'post-number', thread || '/' || number, "ourId" FROM made
                WHERE number IS NOT NULL ON CONFLICT DO NOTHING)
  INSERT INTO import_original (source, kind, original, our_id)
  SELECT $1, 'post', original, "ourId" FROM made`;
