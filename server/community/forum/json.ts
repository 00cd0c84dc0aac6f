import { POSTS_A_PAGE } from '#shared/community/forum.ts';

/** Pieces of SQL that build the forum's answers. `$1` is the viewer in each, null for a visitor. */

/** A moment as ISO text, whatever zone the connection has. */
export function utc(moment: string): string {
  return `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/**
 * Who wrote, from a member joined as `m`, maybe in vain: then she took her words back, where
 * `withdrew` holds, or her account is gone.
 */
export function author(m: string, withdrew: string): string {
  return `json_build_object('pseudonym', ${m}.pseudonym, 'withdrew', ${m}.id IS NULL AND ${withdrew},
    'ignored', EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = $1 AND i.ignored_id = ${m}.id))`;
}

/** Whether the post that began the thread `t` was taken back. */
export const BEGINNING_WITHDRAWN = `EXISTS (SELECT 1 FROM forum_post o
    WHERE o.thread_id = t.id AND o.place = 1 AND o.withdrawn_on IS NOT NULL)`;

/** The category `c`, as a list names it. */
export function category(c: string): string {
  return `json_build_object('slug', ${c}.slug,
    'name', json_build_object('fr', ${c}.name_fr, 'en', ${c}.name_en))`;
}

/** What the thread `t` is about; a client that was joined to another goes by that one's name. */
export const SUBJECT = `CASE
    WHEN t.platform_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'platform', 'key', o.slug, 'name', o.name) FROM platform o WHERE o.id = t.platform_id)
    WHEN t.client_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'client', 'key', r.slug, 'name', r.name)
      FROM client o JOIN client r ON r.id = o.root_id WHERE o.id = t.client_id)
    WHEN t.task_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'task', 'key', o.id, 'name', o.title) FROM task o WHERE o.id = t.task_id)
    WHEN t.payout_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'proof', 'key', o.id, 'name', f.name)
      FROM payout o JOIN platform f ON f.id = o.platform_id WHERE o.id = t.payout_id)
    WHEN t.boycott_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'boycott', 'key', b.id, 'name', b.name) FROM named_boycott b
     WHERE b.id = t.boycott_id) END`;

/**
 * The last place of the thread `t` that the viewer has read: where she was, or all that stood when
 * she marked everything as read.
 */
export const LAST_READ = `CASE WHEN $1::text IS NOT NULL THEN COALESCE(greatest(
    (SELECT r.place FROM forum_read r WHERE r.member_id = $1 AND r.thread_id = t.id),
    (SELECT q.place FROM member_choices h JOIN LATERAL (
       SELECT q.place FROM forum_post q WHERE q.thread_id = t.id AND q.posted_at <= h.forum_read_at
        ORDER BY q.posted_at DESC, q.place DESC LIMIT 1) q ON true WHERE h.member_id = $1)), 0) END`;

/** Whether words of anybody but the viewer stand in the thread `t`. */
export const OTHERS_STAND = `EXISTS (SELECT 1 FROM forum_post o WHERE o.thread_id = t.id
    AND o.text IS NOT NULL AND o.member_id IS DISTINCT FROM $1)`;

/**
 * Whether the thread `t` counts as answered: others' words stand in it, or it has more than a page.
 * To look through all that she alone wrote would be dear.
 */
export const ANSWERED = `CASE WHEN t.posts > ${POSTS_A_PAGE} THEN true ELSE ${OTHERS_STAND} END`;

/** How many of the viewer's posts of earlier days stand, no further than `enough`. */
export function earlierPosts(today: string, enough: number): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM forum_post o
        WHERE o.member_id = $1 AND o.text IS NOT NULL AND o.posted_at < ${today}::date::timestamp AT TIME ZONE 'UTC'
        LIMIT ${enough}) o)`;
}

/** How many of the viewer's posts of earlier days stand, as far as it matters, and those of today. */
export function postCounts(today: string, enough: number): string {
  return `json_build_object(
    'earlier', ${earlierPosts(today, enough)},
    'today', COALESCE((SELECT u.count FROM member_use u
        WHERE u.member_id = $1 AND u.kind = 'post' AND u.day = ${today}::date), 0))`;
}
