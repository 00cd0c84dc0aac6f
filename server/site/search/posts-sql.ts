import { utcMoment } from '#server/database/db.ts';
import { MOST_FOUND } from '#shared/site/search.ts';
import { CANDIDATES } from './corrections.ts';

/** Fewer hits than these are worth the question whether another word was meant. */
const FEW_HITS = 3;

/** What is older counts less: so many seconds take half of what age can take. */
const HALF_LIFE_SECONDS = 2 * 365 * 86_400;

const HIT = `json_build_object(
  'id', p.id, 'place', p.place, 'thread', json_build_object('id', t.id, 'title', t.title),
  'platform', CASE WHEN f.id IS NULL THEN NULL ELSE json_build_object('slug', f.slug, 'name', f.name) END,
  'pseudonym', m.pseudonym, 'postedAt', ${utcMoment('p.posted_at')},
  'text', CASE WHEN p.hidden_by IS NULL THEN p.text END, 'hidden', p.hidden_by IS NOT NULL, 'vector', s.vector::text)`;

/**
 * Posts that fit, the best of the newest ones first, as one row. Takes the terms wanted and not as $1
 * and $2, what narrows the search as a tsquery of labels or null as $3, its first instant and the one
 * after its last or null as $4 and $5, the time as $6, how many to show after how many as $7 and $8, and
 * words that may be slips as $9, which are looked up where hardly anything fits. What is asked chooses
 * no plan here: all of that is in the function.
 */
export const FIND_POSTS = `
  SELECT n.hits AS found, n.common, n.older, search_marked($1) AS stems,
         CASE WHEN n.hits < ${FEW_HITS} THEN (SELECT json_agg(c) FROM (${CANDIDATES}) c) END AS unknown,
         COALESCE((SELECT json_agg(${HIT} ORDER BY h.row)
           FROM unnest(n.ids) WITH ORDINALITY h(post_id, row) JOIN post_search s ON s.post_id = h.post_id
           JOIN forum_post p ON p.id = h.post_id
           JOIN forum_thread t ON t.id = p.thread_id
           LEFT JOIN platform f ON f.id = t.platform_id
           LEFT JOIN member m ON m.id = p.member_id), '[]') AS hits
    FROM find_posts($1, $2, $3, $4, $5, $6, ${HALF_LIFE_SECONDS}, ${MOST_FOUND}, $7, $8) n`;
