import { col, statement, type Sql } from '#server/database/sql.ts';

/**
 * Maximum number of threads in the sitemap, which holds at most 50,000 addresses; older threads are
 * reachable through newer ones.
 */
const MAX_LISTED_THREADS = 5_000;

type ForumAddresses = {
  categories: { slug: string; changedOn: string | null }[];
  threads: { id: string; changedOn: string }[];
};

/**
 * Lists the categories, and the threads with the latest posts, each with the day of its last post.
 * Threads whose first post is hidden are left out.
 */
export async function listForumAddresses(sql: Sql): Promise<ForumAddresses> {
  const [categories, threads] = await Promise.all([
    sql(
      statement(
        { slug: col.text, changedOn: col.text.orNull },
        `SELECT c.slug, to_char((SELECT max(t.last_post_at) FROM forum_thread t
                WHERE t.category_id = c.id AND t.posts > 0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "changedOn"
         FROM forum_category c ORDER BY c.place`,
      ),
    ),
    sql(
      statement(
        { id: col.text, changedOn: col.text },
        `SELECT id, to_char(last_post_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "changedOn"
         FROM forum_thread WHERE posts > 0 AND id NOT IN (
           SELECT thread_id FROM forum_post WHERE hidden_by IS NOT NULL AND place = 1)
        ORDER BY last_post_at DESC, id DESC LIMIT ${MAX_LISTED_THREADS}`,
      ),
    ),
  ]);
  return { categories, threads };
}
