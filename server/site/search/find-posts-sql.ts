import { utcTimestampSql } from '#server/database/db.ts';
import { MAX_RANKED_POSTS } from '#shared/site/search.ts';
import { CORRECTION_CANDIDATES_SQL } from './spelling-corrections.ts';

/** Below this number of hits, spelling corrections are computed. */
const FEW_HITS = 3;

/** Half-life in seconds of the part of a score that depends on age. */
const HALF_LIFE_SECONDS = 2 * 365 * 86_400;

const HIT = `json_build_object(
  'id', p.id, 'place', p.place, 'thread', json_build_object('id', t.id, 'title', t.title),
  'platform', CASE WHEN f.id IS NULL THEN NULL ELSE json_build_object('slug', f.slug, 'name', f.name) END,
  'pseudonym', m.pseudonym, 'postedAt', ${utcTimestampSql('p.posted_at')},
  'text', CASE WHEN p.hidden_by IS NULL THEN p.text END, 'hidden', p.hidden_by IS NOT NULL, 'vector', s.vector::text)`;

/**
 * Finds matching posts, best of the newest first, as one row. Parameters: wanted and unwanted terms
 * ($1, $2), a tsquery of labels or null ($3), first instant and the one after the last, or null
 * ($4, $5), now ($6), limit and offset ($7, $8), and possibly misspelt words ($9), looked up only
 * with few hits. Implemented as a database function so that parameters do not affect the plan.
 */
export const FIND_POSTS_SQL = `
  SELECT n.hits AS found, n.common, n.older, search_marked($1) AS stems,
         CASE WHEN n.hits < ${FEW_HITS} THEN (SELECT json_agg(c) FROM (${CORRECTION_CANDIDATES_SQL}) c) END AS unknown,
         COALESCE((SELECT json_agg(${HIT} ORDER BY h.row)
           FROM unnest(n.ids) WITH ORDINALITY h(post_id, row) JOIN post_search s ON s.post_id = h.post_id
           JOIN forum_post p ON p.id = h.post_id
           JOIN forum_thread t ON t.id = p.thread_id
           LEFT JOIN platform f ON f.id = t.platform_id
           LEFT JOIN member m ON m.id = p.member_id), '[]') AS hits
    FROM find_posts($1, $2, $3, $4, $5, $6, ${HALF_LIFE_SECONDS}, ${MAX_RANKED_POSTS}, $7, $8) n`;
