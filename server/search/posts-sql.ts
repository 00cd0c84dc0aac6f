import { utcMoment } from '#server/db.ts';
import { MOST_FOUND } from '#shared/search.ts';

/** What is older counts less: so many seconds take half of what age can take. */
const HALF_LIFE_SECONDS = 2 * 365 * 86_400;

const HIT = `json_build_object(
  'id', p.id, 'place', p.place, 'thread', json_build_object('id', t.id, 'title', t.title),
  'platform', CASE WHEN f.id IS NULL THEN NULL ELSE json_build_object('slug', f.slug, 'name', f.name) END,
  'pseudonym', m.pseudonym, 'postedAt', ${utcMoment('p.posted_at')},
  'text', CASE WHEN p.hidden_by IS NULL THEN p.text END,
  'titleEnd', COALESCE((SELECT max(place) FROM unnest(s.vector) w, unnest(w.positions, w.weights) v(place, weight)
    WHERE v.weight = 'A'), 0),
  'marks', COALESCE((SELECT json_agg(place ORDER BY place) FROM unnest(s.vector) w, unnest(w.positions) place
    WHERE w.lexeme = ANY((SELECT stems FROM stem)::text[])), '[]'))`;

/**
 * Posts that fit, the best of the newest ones first, as one JSON row. Takes the terms wanted
 * and not as $1 and $2, what narrows the search as a tsquery of labels or null as $3, its first instant
 * and the one after its last or null as $4 and $5, the time as $6, and how many to show after how many
 * as $7 and $8.
 */
export const FIND_POSTS = `
  WITH asked AS MATERIALIZED (SELECT search_query($1, $2) AS query),
  stem AS (
    SELECT array_agg(DISTINCT stem) AS stems FROM unnest($1::text[]) term, unnest(
      tsvector_to_array(search_stems('french', search_fold(term)))
      || tsvector_to_array(search_stems('english', search_fold(term)))) stem),
  found AS MATERIALIZED (
    SELECT n.* FROM asked a, search_newest(a.query, $3::tsquery, $4::timestamptz, $5::timestamptz, ${MOST_FOUND + 1}) n
     WHERE a.query IS NOT NULL),
  page AS MATERIALIZED (
    SELECT post_id, posted_at, row_number() OVER () AS row FROM (
      -- Rounded, so that the last bit of a machine's sum decides no order.
      SELECT post_id, posted_at FROM (SELECT * FROM found LIMIT ${MOST_FOUND}) f
       ORDER BY round(10000 * rank * (0.5 + 1 / (1 + extract(epoch FROM $6::timestamptz - posted_at)::float8 / ${HALF_LIFE_SECONDS}))) DESC,
                posted_at DESC, post_id
       LIMIT $7::int OFFSET $8::int) f)
  SELECT (SELECT count(*)::int FROM found) AS found,
         -- Asked only where nothing fits: stemming in both languages costs as much as a search.
         CASE WHEN EXISTS (SELECT 1 FROM found) THEN false ELSE
           (SELECT count(*) < 2 FROM unnest(ARRAY['french', 'english']::regconfig[]) language
             WHERE search_stems(language, search_fold(array_to_string($1::text[], ' '))) <> '') END AS common,
         COALESCE((SELECT json_agg(${HIT} ORDER BY h.row)
           FROM page h JOIN post_search s ON s.post_id = h.post_id
           JOIN forum_post p ON p.id = h.post_id
           JOIN forum_thread t ON t.id = p.thread_id
           LEFT JOIN platform f ON f.id = t.platform_id
           LEFT JOIN member m ON m.id = p.member_id), '[]') AS hits`;
