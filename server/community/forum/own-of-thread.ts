import { postingPauseSql } from '#server/database/predicates/posting-pauses.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Own } from '#server/http/own.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { UNREAD_ABOUT_POSTS_SQL, markPostsRead } from '#server/identity/notifications/mark-read.ts';
import {
  POSTS_A_PAGE,
  REACTIONS,
  type PostingPause,
  type ThreadResponse,
} from '#shared/community/forum.ts';
import { POSTS_UNTIL_UNLIMITED } from '#shared/community/new-account-limits.ts';
import { today } from '#shared/core/days.ts';
import type { ForumDeps } from './deps.ts';
import type { OwnReaction } from './post-sql-fragments.ts';
import { reactorOf } from './reactions.ts';
import type { ReadPositions } from './read-positions.ts';
import { firstPostLimitsOf, type PostCounts } from './rules.ts';
import {
  IS_ANSWERED_SQL,
  LAST_READ_POSITION_SQL,
  ignoredPseudonymsSql,
  postCountsSql,
} from './sql-fragments.ts';

type OwnRow = Pick<ThreadResponse, 'lastRead' | 'following'> & {
  ownReactions: OwnReaction[];
  mine: boolean;
  answered: boolean;
  counts: PostCounts;
  paused: PostingPause | null;
  /** Positions of her posts on the page. */
  places: number[];
  /** Whether a post of hers in the thread is hidden. */
  hidden: boolean;
  ignored: string[];
  /** Number of positions of the thread. */
  count: number;
  /** Whether she has unread inbox items about the page. */
  noticed: boolean;
  /** Other threads that posts of the page were written in. */
  elsewhere: string[];
};

/** What of a page of a thread is a member's own. */
export type OwnOfThread = Omit<
  OwnRow,
  'counts' | 'paused' | 'hidden' | 'count' | 'noticed' | 'elsewhere'
>;
/** Fields of the answer that are left out of the kept JSON, since nearly each member has her own values. */
export type OwnFields = Pick<ThreadResponse, 'lastRead' | 'firstPosts' | 'paused'>;

/** A page of a thread, a range of positions. */
export type PageOfThread = { readonly id: string; readonly page: number };

/**
 * Reads what of a page of a thread is a member's own, then advances her position in the thread and marks
 * her inbox items about this page as read. Null where there is no such page.
 */
export async function readOwnOfThread(
  { database: { sql }, secrets }: ForumDeps,
  positions: ReadPositions,
  viewer: Viewer,
  asked: PageOfThread,
  now: Date,
): Promise<Own<OwnOfThread, OwnFields> | null> {
  const { id } = asked;
  const [from, end] = rangeOf(asked).slice(1) as [number, number];
  const reactor = reactorOf(secrets, viewer.id, id);
  const pending = positions.pendingOf(viewer.id, id);
  const [row] = await sql(OWN_OF_THREAD, [
    viewer.id,
    id,
    from,
    end,
    today(now),
    reactor,
    now.toISOString(),
  ]);
  if (row === undefined || from > row.own.count) return null;
  const { counts, paused, hidden, count, noticed, elsewhere, ...own } = row.own;
  // In each thread she reacts as another: of posts that were moved here, as in those they were written in.
  if (elsewhere.length > 0) {
    const reactors = elsewhere.map((thread) => reactorOf(secrets, viewer.id, thread));
    own.ownReactions.push(...(await sql(OWN_REACTIONS, [reactors])));
  }
  const to = Math.min(end, count);
  const lastRead = Math.max(own.lastRead ?? 0, pending);
  if (to > lastRead) {
    positions.store({ memberId: viewer.id, threadId: id, place: to, readAt: now });
  }
  if (noticed) await markPostsRead(sql, viewer.id, id, { from, to }, now);
  const fields = { lastRead, firstPosts: firstPostLimitsOf(counts), paused };
  return {
    variant: { ...own, lastRead: lastReadOnPage(lastRead, { from, to }) },
    inserted: { firstPosts: fields.firstPosts, paused, lastRead: { [id]: lastRead } },
    fields,
    hasMarkedRead: noticed,
    alone: hidden || viewer.roles.includes('moderator'),
  };
}

/**
 * How far a member has read a page of a thread; null where that tells nothing of its posts, since she
 * reads the thread for the first time or has read them all.
 */
function lastReadOnPage(
  lastRead: number,
  { from, to }: { from: number; to: number },
): number | null {
  return lastRead === 0 || lastRead >= to ? null : Math.max(lastRead, from - 1);
}

/** Parameters of statements about a page: the thread, and the first and last position. */
export function rangeOf({ id, page }: PageOfThread): [id: string, first: number, last: number] {
  const first = (page - 1) * POSTS_A_PAGE + 1;
  return [id, first, first + POSTS_A_PAGE - 1];
}

// $1 is the viewer, $2 the thread, $3 and $4 the first and last position, $5 today, $6 the viewer as
// a reactor in this thread, $7 now.
export const OWN_OF_THREAD_SQL = `SELECT json_build_object('ownReactions', COALESCE((
      SELECT json_agg(json_build_object('post', r.post_id, 'kind', r.kind) ORDER BY r.kind, r.post_id)
        FROM forum_reaction r WHERE r.reactor = $6 AND r.state <> 'leaving'), '[]'),
    'lastRead', ${LAST_READ_POSITION_SQL}, 'mine', COALESCE(t.member_id = $1, false),
    'answered', CASE WHEN t.member_id IS DISTINCT FROM $1 THEN false ELSE ${IS_ANSWERED_SQL} END,
    'following', EXISTS (SELECT 1 FROM follow f
      WHERE f.member_id = $1 AND f.kind = 'thread' AND f.subject = t.id),
    'counts', ${postCountsSql('$5', POSTS_UNTIL_UNLIMITED)}, 'paused', ${postingPauseSql('$1', '$7')}, 'count', t.posts,
    'places', COALESCE((SELECT json_agg(p.place ORDER BY p.place) FROM forum_post p
      WHERE p.thread_id = t.id AND p.place BETWEEN $3::int AND $4::int AND p.member_id = $1), '[]'),
    'hidden', EXISTS (SELECT 1 FROM forum_post p
      WHERE p.thread_id = t.id AND p.member_id = $1 AND p.hidden_by IS NOT NULL),
    'elsewhere', COALESCE((SELECT json_agg(DISTINCT p.written_in) FROM forum_post p
      WHERE p.thread_id = t.id AND p.place BETWEEN $3::int AND $4::int AND p.written_in IS NOT NULL), '[]'),
    'noticed', EXISTS (${UNREAD_ABOUT_POSTS_SQL}),
    'ignored', ${ignoredPseudonymsSql(`EXISTS (SELECT 1 FROM forum_post p
      WHERE p.thread_id = t.id AND p.member_id = i.ignored_id)`)}) AS own
    FROM forum_thread t WHERE t.id = $2`;
const OWN_REACTIONS = statement(
  { post: col.text, kind: col.oneOf(REACTIONS) },
  `SELECT r.post_id AS post, r.kind FROM forum_reaction r
    WHERE r.reactor = ANY($1::bytea[]) AND r.state <> 'leaving' ORDER BY r.kind, r.post_id`,
);
const OWN_OF_THREAD = statement({ own: col.json<OwnRow>() }, OWN_OF_THREAD_SQL);
