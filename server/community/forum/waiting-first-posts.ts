import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Viewer } from '#server/http/viewer.ts';
import {
  FIRST_POST_DAYS,
  MAX_FIRST_POSTS,
  type FirstPostsResponse,
} from '#shared/community/first-posts.ts';
import { requireFound } from '#server/core/errors.ts';
import { excerptOf } from './excerpts.ts';
import { excerptHtmlSql, forumAuthorSql } from './sql-fragments.ts';

/**
 * Finds the first posts of new members of the last days that nobody has answered, for a member who
 * volunteered. All of it is public. Accounts that share a voice with hers, or ignore her, are listed like
 * others, since a gap would tell her which they are.
 */
export async function findWaitingFirstPosts(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<FirstPostsResponse> {
  const [row] = await sql(WAITING, [viewer.id, now.toISOString()]);
  const { volunteers, posts } = requireFound(row);
  return {
    volunteers,
    posts: posts.map(({ html, ...post }) => ({ ...post, excerpt: excerptOf(html) })),
  };
}

/** SQL: whether member $1 volunteered to answer. */
export const VOLUNTEERS_SQL = `COALESCE((SELECT c.answers_questions FROM member_choices c WHERE c.member_id = $1), false)`;

/** SQL: the first posts that wait at the moment `now`, for viewer $1, those that wait longest first. */
function waitingSql(now: string): string {
  return `SELECT p.id FROM post_search s JOIN forum_post p ON p.id = s.post_id
      JOIN forum_thread t ON t.id = p.thread_id
     WHERE s.posted_at > ${now}::timestamptz - interval '${FIRST_POST_DAYS} days' AND p.is_first
       AND p.text IS NOT NULL AND p.hidden_by IS NULL AND p.member_id <> $1 AND t.closed_on IS NULL
       AND NOT (p.place = 1 AND t.boycott_id IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = $1 AND i.ignored_id = p.member_id)
       AND NOT EXISTS (SELECT 1 FROM forum_post o WHERE o.thread_id = p.thread_id AND o.place > p.place
         AND o.text IS NOT NULL AND o.hidden_by IS NULL AND o.member_id IS DISTINCT FROM p.member_id)
     ORDER BY s.posted_at, s.post_id LIMIT ${MAX_FIRST_POSTS}`;
}

/** Counts the first posts that wait for a member who volunteered. */
export async function countWaitingFirstPosts(sql: Sql, viewer: Viewer, now: Date): Promise<number> {
  const [row] = await sql(WAITING_COUNT, [viewer.id, now.toISOString()]);
  return requireFound(row).count;
}

const WAITING_COUNT = statement(
  { count: col.int },
  `SELECT count(*)::int AS count FROM (${waitingSql('$2')}) w`,
);

type Row = Omit<FirstPostsResponse['posts'][number], 'excerpt'> & { html: string };

// $1 is the viewer, $2 now.
const WAITING = statement(
  { volunteers: col.bool, posts: col.json<Row[]>() },
  `
  SELECT ${VOLUNTEERS_SQL} AS volunteers, CASE WHEN ${VOLUNTEERS_SQL} THEN COALESCE((
    SELECT json_agg(json_build_object('id', p.id, 'thread', json_build_object('id', t.id, 'title', t.title),
        'place', p.place, 'author', ${forumAuthorSql('m', 'p.withdrawn_on IS NOT NULL')},
        'postedAt', ${utcTimestampSql('p.posted_at')}, 'html', ${excerptHtmlSql('p')}) ORDER BY p.posted_at, p.id)
      FROM (${waitingSql('$2')}) w JOIN forum_post p ON p.id = w.id
      JOIN forum_thread t ON t.id = p.thread_id LEFT JOIN member m ON m.id = p.member_id), '[]')
    ELSE '[]' END AS posts`,
);
