import { col, statement, type Sql } from '#server/database/sql.ts';
import { foldName } from '#shared/core/text.ts';
import {
  LEAST_COMPARED_LENGTH,
  MOST_SIMILAR_THREADS,
  type SimilarThreadsResponse,
} from '#shared/community/similar-threads.ts';
import { IS_GUIDE_SQL } from './sql-fragments.ts';

/**
 * Finds threads whose titles have the same trigrams as one that is being typed (`pg_trgm`). Of titles that
 * are about as alike, one with a marked solution or a guide comes first; of those that hold all of it, the
 * shortest.
 */
export async function findSimilarThreads(
  sql: Sql,
  title: string,
): Promise<SimilarThreadsResponse['threads']> {
  const key = foldName(title);
  return key.length < LEAST_COMPARED_LENGTH ? [] : sql(SIMILAR, [key]);
}

// `%` and `<%` compare by the thresholds 0.3 and 0.6.
const SIMILAR = statement(
  { id: col.text, title: col.text, posts: col.int, answered: col.bool },
  `
  WITH alike AS MATERIALIZED (
    SELECT s.post_id, similarity(s.title_key, $1) AS whole,
           greatest(similarity(s.title_key, $1), word_similarity($1, s.title_key)) AS score
      FROM post_search s WHERE s.title_key % $1 OR $1 <% s.title_key)
  SELECT t.id, t.title, t.posts, t.solved_place IS NOT NULL OR ${IS_GUIDE_SQL} AS answered
    FROM alike a JOIN forum_post p ON p.id = a.post_id JOIN forum_thread t ON t.id = p.thread_id
   ORDER BY a.score + CASE WHEN t.solved_place IS NOT NULL OR ${IS_GUIDE_SQL} THEN 0.1 ELSE 0 END DESC,
            a.whole DESC, t.last_post_at DESC, t.id
   LIMIT ${MOST_SIMILAR_THREADS}`,
);
