import type { Viewer } from '#server/http/viewer.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { foldName } from '#shared/core/text.ts';
import {
  LEAST_SEARCHED_LENGTH,
  MOST_MERGE_CANDIDATES,
  type MergeCandidatesResponse,
} from '#shared/community/moved-posts.ts';
import { hasConflictInThreadSql } from './proposed-changes.ts';

/**
 * Finds threads of the same category or platform into which a moderator can merge a thread: those whose titles
 * are like what she typed, or like the thread's own title where she typed nothing.
 * @throws AppError not-found; not-allowed unless the viewer is a moderator.
 */
export async function findMergeCandidates(
  sql: Sql,
  viewer: Viewer,
  threadId: string,
  typed: string,
): Promise<MergeCandidatesResponse['threads']> {
  const [thread] = await sql(THREAD, [threadId]);
  requireFound(thread);
  if (!viewer.roles.includes('moderator')) throw new AppError('not-allowed');
  const key = foldName(typed);
  const searched = key.length < LEAST_SEARCHED_LENGTH ? null : key;
  return sql(CANDIDATES, [
    threadId,
    viewer.id,
    searched,
    `%${searched?.replaceAll(/[\\%_]/g, '') ?? ''}%`,
  ]);
}

const THREAD = statement({ id: col.text }, 'SELECT id FROM forum_thread WHERE id = $1');

// `%` and `<%` compare by trigrams, with the thresholds 0.3 and 0.6; a short word is looked for as it is.
const CANDIDATES = statement(
  { id: col.text, title: col.text, posts: col.int },
  `
  WITH source AS MATERIALIZED (
    SELECT t.id, t.category_id, t.platform_id, COALESCE($3::text, s.title_key) AS key
      FROM forum_thread t
      LEFT JOIN forum_post o ON o.thread_id = t.id AND o.place = 1
      LEFT JOIN post_search s ON s.post_id = o.id
     WHERE t.id = $1),
  alike AS MATERIALIZED (
    SELECT q.post_id, greatest(similarity(q.title_key, s.key), word_similarity(s.key, q.title_key)) AS score
      FROM source s JOIN post_search q
        ON q.title_key % s.key OR s.key <% q.title_key OR ($3::text IS NOT NULL AND q.title_key LIKE $4::text))
  SELECT t.id, t.title, t.posts
    FROM alike a JOIN forum_post p ON p.id = a.post_id
    JOIN forum_thread t ON t.id = p.thread_id CROSS JOIN source s
   WHERE t.id <> s.id AND t.posts > 0 AND t.closed_on IS NULL AND p.place = 1
     AND (t.category_id = s.category_id OR t.platform_id = s.platform_id)
     AND NOT ${hasConflictInThreadSql('$2', 't.id')}
   ORDER BY a.score DESC, t.last_post_at DESC, t.id LIMIT ${MOST_MERGE_CANDIDATES}`,
);
