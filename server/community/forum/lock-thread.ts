import { POSTS_UNTIL_UNLIMITED } from '#shared/community/new-account-limits.ts';
import {
  requireWithinDailyLimit,
  COUNT_DAILY_USE_SQL,
} from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { committedContentSql } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { postingPauseSql } from '#server/database/predicates/posting-pauses.ts';
import { type PostingPause } from '#shared/community/forum.ts';
import { foldForWatching } from '#shared/community/watched-words.ts';
import type { Language } from '#shared/core/languages.ts';
import { today, type Day } from '#shared/core/days.ts';
import {
  IS_ANSWERED_SQL,
  GUIDE_TEXT_SQL,
  earlierPostCountSql,
  HAS_OTHERS_POSTS_SQL,
  postCountsSql,
} from './sql-fragments.ts';
import { enforceFirstPostLimit, refusePaused, type PostCounts } from './rules.ts';

export type LoadedThread = RowOf<typeof LOADED_THREAD>;

const LOADED_THREAD = {
  id: col.text,
  title: col.text,
  /** Member id of who started the thread; null when her account was deleted. */
  memberId: col.text.orNull,
  posts: col.int,
  pinned: col.bool,
  closed: col.bool,
  slowSeconds: col.int.orNull,
  /** Slug of the category. */
  category: col.text,
  aboutPlatform: col.bool,
  guided: col.bool,
  /** It went to members who volunteered, since nobody had answered. */
  askedVolunteers: col.bool,
} satisfies RowShape;

/**
 * Locks a thread about to change, so that positions are given out one by one and nothing is added
 * to a thread being closed or withdrawn. Readers do not wait.
 * @throws AppError withdrawn or not-found.
 */
export async function lockThread(tx: Db, id: string): Promise<LoadedThread> {
  const [thread] = await tx.sql(
    statement(
      LOADED_THREAD,
      `SELECT ${THREAD} FROM forum_thread t JOIN forum_category c ON c.id = t.category_id
      WHERE t.id = $1 FOR NO KEY UPDATE OF t`,
    ),
    [id],
  );
  if (thread === undefined) throw await notFoundOrWithdrawn(tx, `thread/${id}`);
  return thread;
}

/** A post about to be inserted, without its position. */
export type UnplacedPost = {
  readonly id: string;
  readonly threadId: string;
  readonly memberId: string;
  readonly text: string;
  readonly at: Date;
};

/** A text to look for watched words in, folded or not; null once its author was asked. */
export type WatchedText = { readonly text: string | null; readonly language: Language };

/**
 * Gives a new post its position: counts it for its author, enforces her limits, and locks the thread, as `countNewPost`
 * and `lockThread` do, in one statement. `posts` of the thread is the position, `content` what the public record commits
 * to, of a post without a picture. The post waits for `followUpPosts` from here on.
 * @throws AppError withdrawn or not-found; posting-paused, too-many or first-posts.
 */
export async function placeNewPost(
  tx: Db,
  { threadId, ...post }: UnplacedPost,
  watched: WatchedText,
  now: Date,
): Promise<{ counts: PostCounts; thread: RowOf<typeof PLACED_POST> }> {
  const [thread] = await tx.sql(PLACE_POST, [
    post.memberId,
    'post',
    today(now),
    now.toISOString(),
    threadId,
    post.at.toISOString(),
    post.id,
    post.text,
    foldedOf(watched),
  ]);
  if (thread === undefined) throw await notFoundOrWithdrawn(tx, `thread/${threadId}`);
  return { counts: enforcePostLimits(thread, watched, now), thread };
}

const THREAD = `
  t.id, t.title, t.member_id AS "memberId", t.posts, t.pinned,
  t.closed_on IS NOT NULL AS closed, t.slow_seconds AS "slowSeconds", c.slug AS category,
  t.platform_id IS NOT NULL AS "aboutPlatform", t.guide_on IS NOT NULL AS guided,
  t.asked_volunteers AS "askedVolunteers"`;

const USED = {
  /** Posts of today, this one included. */
  used: col.int,
  /** Posts of earlier days, as far as they matter. */
  earlier: col.int,
  paused: col.json<PostingPause>().orNull,
  /** What is asked about a watched word in it; null without one. */
  question: col.json<{ fr: string; en: string }>().orNull,
} satisfies RowShape;

const PLACED_POST = { ...LOADED_THREAD, ...USED, content: col.json<unknown>() } satisfies RowShape;

// SQL: counts a post of member $1, kind $2 and day $3; $4 is now.
const USED_SQL = `use AS (${COUNT_DAILY_USE_SQL})`;
const EARLIER_SQL = `${earlierPostCountSql('$3', POSTS_UNTIL_UNLIMITED)}::int AS earlier`;
const PAUSED_SQL = `${postingPauseSql('$1', '$4')} AS paused`;
/** SQL: the question of the first watched word that a word of the folded text `param` begins with. */
function questionSql(param: string): string {
  return `(SELECT json_build_object('fr', w.question_fr, 'en', w.question_en) FROM watched_word w
    WHERE ${param}::text ~ ('\\m' || w.word) ORDER BY w.word LIMIT 1) AS question`;
}

// Reads `use` for the thread, so that the member is locked before it, as account deletion does: the reverse could
// deadlock.
const PLACE_POST = statement(
  PLACED_POST,
  `WITH ${USED_SQL},
   waits AS (INSERT INTO post_follow_up (post_id) VALUES ($7)),
   t AS (
     UPDATE forum_thread o SET posts = o.posts + 1, last_post_at = $6::timestamptz
       FROM use WHERE o.id = thread_read_at($5) RETURNING o.*, use.count AS used)
   SELECT ${THREAD}, t.used, ${EARLIER_SQL}, ${PAUSED_SQL}, ${questionSql('$9')}, ${committedContentSql('post')} AS content
     FROM t JOIN forum_category c ON c.id = t.category_id,
          jsonb_populate_record(NULL::forum_post, jsonb_build_object('id', $7::text, 'thread_id', t.id,
            'place', t.posts, 'posted_at', t.last_post_at, 'member_id', $1::text, 'text', $8::text)) p`,
);

/** The hash of what moderators read of a thread as a guide; null while that is not shown. */
export async function findGuideText(tx: Db, threadId: string): Promise<string | null> {
  const [row] = await tx.sql(
    statement(
      { text: col.text.orNull },
      `SELECT ${GUIDE_TEXT_SQL} AS text FROM forum_thread t WHERE t.id = $1`,
    ),
    [threadId],
  );
  return row?.text ?? null;
}

export async function hasOthersPosts(tx: Db, viewer: Viewer, threadId: string): Promise<boolean> {
  const [row] = await tx.sql(
    statement(
      { stand: col.bool },
      `SELECT ${HAS_OTHERS_POSTS_SQL} AS stand FROM forum_thread t WHERE t.id = $2`,
    ),
    [viewer.id, threadId],
  );
  return row?.stand === true;
}

/** Whether a thread of the viewer counts as answered, which freezes its title. */
export async function isThreadAnswered(tx: Db, viewer: Viewer, threadId: string): Promise<boolean> {
  const [row] = await tx.sql(
    statement(
      { answered: col.bool },
      `SELECT ${IS_ANSWERED_SQL} AS answered FROM forum_thread t WHERE t.id = $2`,
    ),
    [viewer.id, threadId],
  );
  return row?.answered === true;
}

export type LoadedPost = {
  readonly id: string;
  readonly place: number;
  /** The thread and position that it was written at, where they are others. */
  readonly writtenIn: string | null;
  readonly writtenPlace: number | null;
  readonly text: string;
  /** A decision of the moderators hides the post. */
  readonly hidden: boolean;
};

/**
 * Locks a post of the viewer, and its thread, for a change.
 * @throws AppError not-allowed for another's; withdrawn or not-found.
 */
export async function lockOwnPost(
  tx: Db,
  viewer: Viewer,
  id: string,
): Promise<{ thread: LoadedThread; post: LoadedPost }> {
  const where = { id };
  const placed = await tx.forumPost.findUnique({ where, select: { threadId: true } });
  if (placed === null) throw await notFoundOrWithdrawn(tx, `post/${id}`);
  const thread = await lockThread(tx, placed.threadId);
  // Read again, since the post may have changed while waiting for the thread's lock.
  const post = await tx.forumPost.findUnique({
    where,
    select: {
      id: true,
      threadId: true,
      place: true,
      writtenIn: true,
      writtenPlace: true,
      text: true,
      memberId: true,
      hiddenBy: true,
    },
  });
  if (post === null) throw await notFoundOrWithdrawn(tx, `post/${id}`);
  // A decision moved it meanwhile.
  if (post.threadId !== thread.id) return lockOwnPost(tx, viewer, id);
  const { text, memberId, place, writtenIn, writtenPlace, hiddenBy } = post;
  if (text === null) throw new AppError('withdrawn');
  if (memberId !== viewer.id) throw new AppError('not-allowed');
  return { thread, post: { id, place, writtenIn, writtenPlace, text, hidden: hiddenBy !== null } };
}

export async function countPostsOfMember(tx: Db, memberId: string, day: Day): Promise<PostCounts> {
  const [row] = await tx.sql(
    statement(
      { counts: col.json<PostCounts>() },
      `SELECT ${postCountsSql('$2', POSTS_UNTIL_UNLIMITED)} AS counts`,
    ),
    [memberId, day],
  );
  return row?.counts ?? { earlier: 0, today: 0 };
}

/**
 * Checks that no pause keeps a member from writing in the forum.
 * @throws AppError posting-paused until it ends.
 */
export async function requireNotPaused(tx: Db, memberId: string, now: Date): Promise<void> {
  const [row] = await tx.sql(
    statement(
      { paused: col.json<PostingPause>().orNull },
      `SELECT ${postingPauseSql('$1', '$2')} AS paused`,
    ),
    [memberId, now.toISOString()],
  );
  refusePaused(row?.paused ?? null, now);
}

/**
 * Counts one more post of a member, and enforces a pause from posting, the daily limit and the limits on
 * first posts. Asks about a watched word in `text`, which is null once its author was asked.
 * @returns the counts before this post.
 */
export async function countNewPost(
  tx: Db,
  memberId: string,
  watched: WatchedText,
  now: Date,
): Promise<PostCounts> {
  const [row] = await tx.sql(COUNT_POST, [
    memberId,
    'post',
    today(now),
    now.toISOString(),
    foldedOf(watched),
  ]);
  return enforcePostLimits(requireFound(row), watched, now);
}

const COUNT_POST = statement(
  USED,
  `WITH ${USED_SQL} SELECT count AS used, ${EARLIER_SQL}, ${PAUSED_SQL}, ${questionSql('$5')} FROM use`,
);

function foldedOf({ text }: WatchedText): string | null {
  return text === null ? null : foldForWatching(text);
}

function enforcePostLimits(
  { used, earlier, paused, question }: RowOf<typeof USED>,
  { language }: WatchedText,
  now: Date,
): PostCounts {
  refusePaused(paused, now);
  const counts = { earlier, today: used - 1 };
  enforceFirstPostLimit(counts, now);
  requireWithinDailyLimit('post', used, now);
  if (question !== null) throw fieldError('text', 'watched-word', question[language]);
  return counts;
}
