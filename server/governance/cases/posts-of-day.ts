import { utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { AppError } from '#server/core/errors.ts';
import {
  isCasePartySql,
  sharesVoiceWithPartySql,
} from '#server/database/predicates/case-parties.ts';
import { requireModerator, viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import {
  MAX_POSTS_OF_DAY,
  type PostBatchResponse,
  type PostBatchesResponse,
} from '#shared/governance/post-batches.ts';
import { isAlike } from './alike-posts.ts';
import { loadCase } from './load-case.ts';
import { findProposablePauses } from './proposable-pauses.ts';
import { caseRights } from './rules.ts';

/** Groups of reported posts in a list: a moderator sees the largest. */
const MAX_BATCHES = 50;

export type PostOfDay = RowOf<typeof POSTS_OF_DAY>;

/**
 * Finds the posts that the author of a case's post wrote on its day (UTC), in order, the case's own
 * among them. Left out are withdrawn and hidden ones, those that wait for a second person, and those
 * whose case another person decides or to which the viewer is a party.
 */
export function findPostsOfDay(sql: Sql, viewer: Viewer, postId: string): Promise<PostOfDay[]> {
  return sql(POSTS_OF_DAY, [postId, viewer.id]);
}

/**
 * Finds what a moderator chooses from when she proposes to hide several posts of one author and day.
 * @throws AppError not-allowed unless she is a moderator who is no party; conflict when nothing can be
 * proposed in the case.
 */
export async function findPostBatch(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<PostBatchResponse> {
  const one = await loadCase(tx, viewer, id, now, { lock: false });
  requireModerator(viewer);
  if (one.party || one.linked) throw new AppError('not-allowed');
  const rights = caseRights(viewerRoles(viewer), one);
  if (!rights.batch) throw new AppError('conflict');
  const posts = await findPostsOfDay(tx.sql, viewer, one.subject.id);
  const first = posts.find((post) => post.id === one.subject.id);
  if (first === undefined) throw new AppError('conflict');
  const { memberId } = one.subject;
  const pauses =
    memberId === null ? [] : await findProposablePauses(tx, memberId, rights.alone, now);
  return {
    case: id,
    day: first.at.slice(0, 10),
    author: first.author,
    reason: one.reason,
    first,
    posts: posts
      .filter((post) => post !== first)
      .map((post) => ({ ...post, alike: isAlike(first.text, post.text) })),
    can: { alone: rights.alone, pause: pauses.length > 0 },
  };
}

/**
 * Lists reported posts by author and day, where she wrote two posts or more that day: the most posts
 * first, each by its first open case.
 * @throws AppError not-allowed unless the viewer is a moderator.
 */
export async function findPostBatches(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<PostBatchesResponse> {
  requireModerator(viewer);
  const batches = await sql(BATCHES, [viewer.id, now.toISOString()]);
  return { batches };
}

/** SQL: whether a batch that waits for its second person has the post. */
export const isPostProposedSql = (post: string): string =>
  `EXISTS (SELECT 1 FROM case_proposal op WHERE op.state = 'open' AND op.batch ? ${post})`;

const DAY = (moment: string): string => `(${moment} AT TIME ZONE 'UTC')::date`;
/** SQL: the day (UTC) of post `p`. */
export const POST_DAY_SQL = DAY('p.posted_at');

// $1 is the post, $2 the viewer.
const POSTS_OF_DAY = statement(
  {
    id: col.text,
    thread: col.text,
    at: col.text,
    text: col.text,
    author: col.text.orNull,
    flagged: col.bool,
  },
  `
  SELECT p.id, t.title AS thread, ${utcTimestampSql('p.posted_at')} AS at, p.text, m.pseudonym AS author,
         EXISTS (SELECT 1 FROM moderation_case f WHERE f.subject = 'post/' || p.id AND f.state <> 'closed') AS flagged
    FROM forum_post a JOIN forum_post p ON p.member_id = a.member_id
     AND p.posted_at >= ${DAY('a.posted_at')}::timestamp AT TIME ZONE 'UTC'
     AND p.posted_at < (${DAY('a.posted_at')} + 1)::timestamp AT TIME ZONE 'UTC'
    JOIN forum_thread t ON t.id = p.thread_id LEFT JOIN member m ON m.id = p.member_id
   WHERE a.id = $1 AND p.text IS NOT NULL AND p.hidden_by IS NULL AND (p.id = a.id OR NOT ${isPostProposedSql('p.id')} AND NOT EXISTS (
     SELECT 1 FROM moderation_case k WHERE k.subject = 'post/' || p.id AND k.state <> 'closed'
        AND (k.state <> 'open' OR ${isCasePartySql('$2')} OR ${sharesVoiceWithPartySql('$2')})))
   ORDER BY p.id = a.id DESC, p.posted_at, p.id LIMIT ${MAX_POSTS_OF_DAY}`,
);

// $1 is the viewer, $2 now.
const BATCHES = statement(
  { case: col.text, author: col.text, day: col.text, posts: col.int, flagged: col.int },
  `
  SELECT g.case, m.pseudonym AS author, to_char(g.day, 'YYYY-MM-DD') AS day, n.posts, g.flagged
    FROM (SELECT (array_agg(k.id ORDER BY k.opened_at, k.id))[1] AS case, p.member_id,
                 ${POST_DAY_SQL} AS day, count(*)::int AS flagged
            FROM moderation_case k JOIN forum_post p ON p.id = substr(k.subject, 6)
           WHERE k.subject LIKE 'post/%' AND k.state = 'open' AND p.text IS NOT NULL AND p.hidden_by IS NULL
             AND NOT ${isPostProposedSql('p.id')}
             AND (k.taken_by IS NULL OR k.taken_by = $1 OR k.taken_until <= $2::timestamptz)
             AND NOT ${isCasePartySql('$1')} AND NOT ${sharesVoiceWithPartySql('$1')}
           GROUP BY p.member_id, day) g
    JOIN member m ON m.id = g.member_id
    JOIN LATERAL (SELECT count(*)::int AS posts FROM forum_post o
      WHERE o.member_id = g.member_id AND o.text IS NOT NULL AND o.hidden_by IS NULL
        AND o.posted_at >= g.day::timestamp AT TIME ZONE 'UTC'
        AND o.posted_at < (g.day + 1)::timestamp AT TIME ZONE 'UTC') n ON n.posts > 1
   ORDER BY n.posts DESC, g.day, g.case LIMIT ${MAX_BATCHES}`,
);
