import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { POSTS_A_PAGE } from '#shared/community/forum.ts';

/** SQL fragments that build the forum's answers. `$1` is the viewer in each, null for a visitor. */

/**
 * SQL: the author as JSON, from a LEFT JOIN on member `m`. When the join finds no member, the
 * condition `withdrew` distinguishes a withdrawn post from a deleted account.
 */
export function forumAuthorSql(m: string, withdrew: string): string {
  return `json_build_object('pseudonym', ${m}.pseudonym, 'withdrew', ${m}.id IS NULL AND ${withdrew},
    'ignored', EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = $1 AND i.ignored_id = ${m}.id))`;
}

/** SQL: pseudonyms of the members whom the viewer ignores, as JSON; `condition` is on `ignore` `i`. */
export function ignoredPseudonymsSql(condition = 'true'): string {
  return `COALESCE((SELECT json_agg(x.pseudonym ORDER BY x.pseudonym)
    FROM ignore i JOIN member x ON x.id = i.ignored_id
   WHERE i.member_id = $1 AND ${condition}), '[]')`;
}

/** Returns a function that marks authors whom the viewer ignores, as `forumAuthorSql` does. */
export function markerOfIgnored(
  pseudonyms: readonly string[],
): <Author extends { pseudonym: string | null; ignored: boolean }>(author: Author) => Author {
  if (pseudonyms.length === 0) return (author) => author;
  return (author) =>
    author.pseudonym !== null && pseudonyms.includes(author.pseudonym)
      ? { ...author, ignored: true }
      : author;
}

/** SQL: whether the first post of thread `t` was withdrawn. */
export const IS_FIRST_POST_WITHDRAWN_SQL = `EXISTS (SELECT 1 FROM forum_post o
    WHERE o.thread_id = t.id AND o.place = 1 AND o.withdrawn_on IS NOT NULL)`;

/**
 * SQL: the title of thread `t` in lists, `first` being its first post; empty once that is hidden and no
 * other post can be read, since a title can be what was hidden.
 */
export function listedTitleSql(first: string): string {
  return `CASE WHEN ${first}.hidden_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM forum_post v
    WHERE v.thread_id = t.id AND v.text IS NOT NULL AND v.hidden_by IS NULL) THEN '' ELSE t.title END`;
}

/** SQL: category `c` as lists show it. */
export function forumCategorySql(c: string): string {
  return `json_build_object('slug', ${c}.slug,
    'name', json_build_object('fr', ${c}.name_fr, 'en', ${c}.name_en))`;
}

/** SQL: the subject of thread `t`; a merged client appears under its root's name. */
export const THREAD_SUBJECT_SQL = `CASE
    WHEN t.platform_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'platform', 'key', o.slug, 'name', o.name) FROM platform o WHERE o.id = t.platform_id)
    WHEN t.client_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'client', 'key', r.slug, 'name', r.name)
      FROM client o JOIN client r ON r.id = o.root_id WHERE o.id = t.client_id)
    WHEN t.task_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'task', 'key', o.id, 'name', o.title) FROM task o WHERE o.id = t.task_id)
    WHEN t.payout_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'proof', 'key', o.id, 'name', f.name)
      FROM payout o JOIN platform f ON f.id = o.platform_id WHERE o.id = t.payout_id AND ${isProofShownSql('o')})
    WHEN t.boycott_id IS NOT NULL THEN (SELECT json_build_object(
      'kind', 'boycott', 'key', b.id, 'name', b.name) FROM named_boycott b
     WHERE b.id = t.boycott_id) END`;

/**
 * SQL: the last position in thread `t` that the viewer has read, from her progress there or from
 * "mark all as read".
 */
export const LAST_READ_POSITION_SQL = `CASE WHEN $1::text IS NOT NULL THEN COALESCE(greatest(
    (SELECT r.place FROM forum_read r WHERE r.member_id = $1 AND r.thread_id = t.id),
    (SELECT q.place FROM member_choices h JOIN LATERAL (
       SELECT q.place FROM forum_post q WHERE q.thread_id = t.id AND q.posted_at <= h.forum_read_at
        ORDER BY q.posted_at DESC, q.place DESC LIMIT 1) q ON true WHERE h.member_id = $1)), 0) END`;

/** SQL: whether thread `t` has a post of anybody but the viewer. */
export const HAS_OTHERS_POSTS_SQL = `EXISTS (SELECT 1 FROM forum_post o WHERE o.thread_id = t.id
    AND o.text IS NOT NULL AND o.member_id IS DISTINCT FROM $1)`;

/**
 * SQL: SHA-256 (hex) of what two moderators read of thread `t` as a guide: title, first text and its
 * pictures; null while these are withdrawn or hidden.
 */
export const GUIDE_TEXT_SQL = `(SELECT encode(sha256(convert_to(jsonb_build_array(t.title, o.text,
      (SELECT jsonb_agg(s.key ORDER BY s.place, s.id) FROM screenshot s WHERE s.post_id = o.id))::text,
      'UTF8')), 'hex')
    FROM forum_post o WHERE o.thread_id = t.id AND o.place = 1 AND o.text IS NOT NULL
     AND o.hidden_by IS NULL)`;

/** SQL: whether thread `t` is a guide: two moderators read this very text. */
export const IS_GUIDE_SQL = `(t.guide_on IS NOT NULL AND COALESCE(t.guide_of = ${GUIDE_TEXT_SQL}, false))`;

/** Characters of HTML from which an excerpt is made. */
const EXCERPT_HTML = 1_200;

/** SQL: the beginning of post `p` as HTML, possibly cut within a tag; empty where it is not shown. */
export function excerptHtmlSql(p: string): string {
  return `CASE WHEN ${p}.hidden_by IS NULL THEN COALESCE(left(${p}.html, ${EXCERPT_HTML}), '') ELSE '' END`;
}

/**
 * SQL: whether thread `t` counts as answered: somebody else posted, or it has more than a page.
 * Scanning all posts of a long monologue would be slow.
 */
export const IS_ANSWERED_SQL = `CASE WHEN t.posts > ${POSTS_A_PAGE} THEN true ELSE ${HAS_OTHERS_POSTS_SQL} END`;

/** SQL: the number of the viewer's posts on earlier days, counted up to `enough`. */
export function earlierPostCountSql(today: string, enough: number): string {
  return `(SELECT count(*) FROM (SELECT 1 FROM forum_post o
        WHERE o.member_id = $1 AND o.text IS NOT NULL AND o.posted_at < ${today}::date::timestamp AT TIME ZONE 'UTC'
        LIMIT ${enough}) o)`;
}

/**
 * SQL: the number of the viewer's posts on earlier days, counted up to `enough`, and of those
 * today.
 */
export function postCountsSql(today: string, enough: number): string {
  return `json_build_object(
    'earlier', ${earlierPostCountSql(today, enough)},
    'today', COALESCE((SELECT u.count FROM member_use u
        WHERE u.member_id = $1 AND u.kind = 'post' AND u.day = ${today}::date), 0))`;
}
