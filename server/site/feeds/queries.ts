import { z } from 'zod/mini';
import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { countsInFiguresSql, hidingJson } from '#server/database/predicates/content-visibility.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { id, slug } from '#shared/core/form-fields.ts';

/** Maximum number of entries of a feed. */
export const FEED_SIZE = 50;

const feedPost = z.object({
  id,
  author: z.nullable(z.string()),
  postedAt: z.string(),
  changedAt: z.string(),
  /** The post as HTML; null when a decision hides it, since a feed's reader cannot choose to see it. */
  html: z.nullable(z.string()),
  hiding,
});
export type FeedPost = z.infer<typeof feedPost>;

const newThread = z.object({ id, title: z.string(), first: feedPost });
export type NewThread = z.infer<typeof newThread>;

const threadPosts = z.object({
  id,
  title: z.string(),
  startedAt: z.string(),
  posts: z.array(feedPost),
});
export type ThreadPosts = z.infer<typeof threadPosts>;

const category = z.object({ slug, nameFr: z.string(), nameEn: z.string() });
export type FeedCategory = z.infer<typeof category>;

/** The latest posts of a thread, without withdrawn ones. */
export async function findThreadPosts(sql: Sql, thread: string): Promise<ThreadPosts> {
  const [row] = await sql(THREAD_POSTS, [thread]);
  return threadPosts.parse(requireFound(row).thread);
}

/** The newest threads of the forum, with their first posts. */
export async function findNewThreads(sql: Sql): Promise<NewThread[]> {
  const [row] = await sql(
    statement({ threads: col.json<unknown>() }, `SELECT ${newest('true')} AS threads`),
  );
  return z.array(newThread).parse(requireFound(row).threads);
}

/**
 * The latest threads of a category.
 * @throws AppError not-found where no category has the slug.
 */
export async function findCategoryThreads(
  sql: Sql,
  slugOfCategory: string,
): Promise<{ category: FeedCategory; threads: NewThread[] }> {
  const [row] = await sql(
    statement(
      { category: col.json<unknown>(), threads: col.json<unknown>() },
      `SELECT json_build_object('slug', c.slug, 'nameFr', c.name_fr, 'nameEn', c.name_en) AS category,
            ${newest('t.category_id = c.id')} AS threads
       FROM forum_category c WHERE c.slug = $1`,
    ),
    [slugOfCategory],
  );
  const { category: named, threads } = requireFound(row);
  return { category: category.parse(named), threads: z.array(newThread).parse(threads) };
}

/**
 * The latest threads about a platform.
 * @throws AppError not-found where no platform has the slug.
 */
export async function findPlatformThreads(sql: Sql, platform: string): Promise<NewThread[]> {
  const [row] = await sql(
    statement(
      { threads: col.json<unknown>() },
      `SELECT ${newest('t.platform_id = p.id')} AS threads FROM platform p WHERE p.slug = $1`,
    ),
    [platform],
  );
  return z.array(newThread).parse(requireFound(row).threads);
}

/** The owner of a private feed, by its hash. */
export async function findFeedOwner(
  sql: Sql,
  hash: string,
): Promise<{ id: string; since: string }> {
  const [row] = await sql(
    statement(
      { id: col.text, since: col.text },
      `SELECT m.id, ${utcTimestampSql('m.created_at')} AS since
       FROM member_choices c JOIN member m ON m.id = c.member_id WHERE c.feed_hash = $1`,
    ),
    [hash],
  );
  return requireFound(row);
}

// A hidden post counts as changed later than any read, which does not reveal when it was hidden.
const CHANGED = `CASE WHEN ${countsInFiguresSql('p')} THEN GREATEST(p.edited_at, p.posted_at) ELSE
  GREATEST(COALESCE(p.edited_at, p.posted_at) + interval '1 second', (
    SELECT hd.decided_on::timestamp AT TIME ZONE 'UTC' FROM decision hd WHERE hd.id = p.hidden_by))
  END`;
const POST = `json_build_object(
  'id', p.id, 'author', m.pseudonym, 'postedAt', ${utcTimestampSql('p.posted_at')},
  'changedAt', ${utcTimestampSql(CHANGED)},
  'html', CASE WHEN ${countsInFiguresSql('p')} THEN p.html END, 'hiding', ${hidingJson('p')})`;

// SQL: the newest threads that match `which`. Threads are selected first, so that only theirs are
// joined.
function newest(which: string): string {
  return `COALESCE((SELECT json_agg(json_build_object('id', t.id, 'title', t.title, 'first', ${POST})
      ORDER BY t.started_at DESC, t.id) FROM (
    SELECT t.id, t.title, t.started_at FROM forum_thread t WHERE ${which} AND t.posts > 0
     ORDER BY t.started_at DESC LIMIT ${FEED_SIZE}) t
    JOIN forum_post p ON p.thread_id = t.id AND p.place = 1
    LEFT JOIN member m ON m.id = p.member_id WHERE p.html IS NOT NULL), '[]')`;
}

const THREAD_POSTS = statement(
  { thread: col.json<unknown>() },
  `
  SELECT json_build_object('id', t.id, 'title', t.title, 'startedAt', ${utcTimestampSql('t.started_at')},
    'posts', COALESCE((SELECT json_agg(${POST} ORDER BY p.place DESC) FROM (
      SELECT * FROM forum_post WHERE thread_id = t.id AND html IS NOT NULL
       ORDER BY place DESC LIMIT ${FEED_SIZE}) p
      LEFT JOIN member m ON m.id = p.member_id), '[]')) AS thread
    FROM forum_thread t WHERE t.id = thread_read_at($1)`,
);
