import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Database, Db } from '#server/database/db.ts';
import { runAsBackground } from '#server/core/work-class.ts';
import { col, statement } from '#server/database/sql.ts';
import { upsertInboxItemsSql } from '#server/identity/notifications/upsert-inbox-items.ts';
import type { ForumDeps } from './deps.ts';

/** Batch size: posts per transaction. */
const POSTS_A_BATCH = 40;

/**
 * Makes posts found by the search and notifies followers of their threads: what need not be in the
 * transaction of a post, up to `POSTS_A_BATCH` of those that wait in `post_follow_up`.
 * @returns how many posts.
 */
export async function followUpPosts({ sql }: Pick<Db, 'sql'>): Promise<number> {
  const posts = await sql(TAKE, [POSTS_A_BATCH]);
  if (posts.length === 0) return 0;
  const ids = posts.map(({ id }) => id);
  await Promise.all([sql(PUT_SEARCH_ROWS, [ids]), sql(NOTIFY_FOLLOWERS, [ids])]);
  return ids.length;
}

// Two processes take different posts.
const TAKE = statement(
  { id: col.text },
  `DELETE FROM post_follow_up WHERE post_id = ANY (ARRAY(
     SELECT post_id FROM post_follow_up LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING post_id AS id`,
);

// Locked, so that an edit at the same moment puts its row afterwards.
const PUT_SEARCH_ROWS = `
  SELECT put_post_search(p) FROM (
    SELECT p FROM forum_post p WHERE p.id = ANY ($1::text[]) ORDER BY p.id FOR SHARE) l (p)`;

// One item of a member for all posts of a thread; none where she has read them meanwhile, or is told as mentioned. By
// scalar subqueries: planned as joins, they read all that a follower has read.
const NOTIFY_FOLLOWERS = upsertInboxItemsSql(`
  SELECT f.member_id, 'thread' AS kind, p.thread_id AS subject,
         jsonb_build_object('thread', p.thread_id, 'place', max(p.place)) AS facts,
         max(p.posted_at) AS at, count(*)::int AS count
    FROM forum_post p JOIN follow f ON f.kind = 'thread' AND f.subject = p.thread_id
   WHERE p.id = ANY ($1::text[]) AND p.withdrawn_on IS NULL AND f.member_id <> p.member_id
     AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = f.member_id AND i.ignored_id = p.member_id)
     AND (SELECT count(*) FROM inbox_item q WHERE q.member_id = f.member_id
       AND q.kind IN ('quote', 'mention') AND q.subject = p.id) = 0
     AND COALESCE((SELECT r.place FROM forum_read r WHERE r.member_id = f.member_id
       AND r.thread_id = p.thread_id), 0) < p.place
   GROUP BY f.member_id, p.thread_id`);

/** Follows up all posts that wait, in transactions of their own. Of a killed process the job does it. */
export async function followUpAllPosts({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  while ((await prisma.$transaction((tx) => followUpPosts(tx))) === POSTS_A_BATCH);
}

/** Addresses of posts in a thread; what they publish waits to be followed up. */
const POSTING: ReadonlySet<string | undefined> = new Set([
  '/api/forum/threads/:id/posts',
  '/api/forum/threads/:id/posts/with-account',
]);

/** How long posts wait for others, in milliseconds: those of this time are followed up together. */
const GATHER_MS = 50;

/** Follows up posts once they are committed, beside the answer; posts meanwhile share the next turn. */
export function registerPostFollowUp(
  app: FastifyInstance,
  { database, awaitsFollowUp = false }: Pick<ForumDeps, 'database' | 'awaitsFollowUp'>,
): void {
  let isWanted = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    while (isWanted) {
      if (!awaitsFollowUp) await sleep(GATHER_MS);
      isWanted = false;
      await followUpAllPosts(database).catch((err: unknown) =>
        app.log.error({ err }, 'posts not followed up: the job tries again'),
      );
    }
    running = null;
  };
  app.addHook('onSend', async (request, reply) => {
    if (!POSTING.has(request.routeOptions.url) || reply.statusCode >= 400) return;
    isWanted = true;
    running ??= runAsBackground(run);
    if (awaitsFollowUp) await running;
  });
  // The database stays open until then.
  app.addHook('onClose', async () => {
    await running;
  });
}
