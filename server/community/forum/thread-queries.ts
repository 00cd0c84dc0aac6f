import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { markPostsRead } from '#server/identity/notifications/mark-read.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import {
  POSTS_UNTIL_UNLIMITED,
  POSTS_A_PAGE,
  threadPageOfPosition,
  type ThreadResponse,
  type UnreadResponse,
} from '#shared/community/forum.ts';
import { isGuideOld } from '#shared/community/guides.ts';
import { today } from '#shared/core/days.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { excerptOf } from './excerpts.ts';
import { cardKey, loadCards } from './load-cards.ts';
import { reactorOf } from './reactions.ts';
import {
  IGNORED_PSEUDONYMS_SQL,
  IS_ANSWERED_SQL,
  forumAuthorSql,
  GUIDE_TEXT_SQL,
  IS_FIRST_POST_WITHDRAWN_SQL,
  IS_GUIDE_SQL,
  forumCategorySql,
  LAST_READ_POSITION_SQL,
  excerptHtmlSql,
  markerOfIgnored,
  postCountsSql,
  THREAD_SUBJECT_SQL,
} from './sql-fragments.ts';
import {
  POST_JSON_SQL,
  cardReferencesOf,
  completePostsWithCards,
  type OwnReaction,
  type PostRow,
} from './post-sql-fragments.ts';
import { firstPostLimitsOf, threadRights, type PostCounts } from './rules.ts';

const SHOWN_DECISIONS = 20;

type ThreadRow = Omit<
  ThreadResponse,
  'subjectCard' | 'posts' | 'page' | 'pages' | 'firstPosts' | 'can' | 'solved' | 'guide'
> & {
  solved: (Omit<NonNullable<ThreadResponse['solved']>, 'excerpt'> & { html: string }) | null;
  guide: Omit<NonNullable<ThreadResponse['guide']>, 'old'> | null;
  ownReactions: OwnReaction[];
  mine: boolean;
  answered: boolean;
  posts: PostRow[];
  counts: PostCounts;
};

type OwnOfThread = Pick<
  ThreadRow,
  'ownReactions' | 'lastRead' | 'mine' | 'answered' | 'following' | 'counts'
> & {
  /** Places of her posts on the page. */
  places: number[];
  hidden: boolean;
  ignored: string[];
};

/**
 * Finds one page of a thread, a range of positions: what is the same for everybody, and beside it what
 * is the viewer's own; then its cards.
 * @throws AppError withdrawn or not-found.
 */
export async function findThread(
  database: Database,
  secrets: Secrets,
  viewer: Viewer | null,
  id: string,
  page: number,
  now: Date,
): Promise<ThreadResponse> {
  const { prisma, sql } = database;
  const row = await findThreadRow(database, secrets, viewer, { id, page, day: today(now) });
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `thread/${id}`);
  const { mine, answered, posts, counts, solved, guide, ownReactions, ...thread } = row;
  const pages = threadPageOfPosition(thread.count);
  requireFound(page <= pages || null);
  const closed = thread.closed !== null;
  const { subject } = thread;
  const about = subject === null ? [] : [subject];
  const cards = await loadCards(sql, [...about, ...cardReferencesOf(posts)]);
  return {
    ...thread,
    subjectCard: subject === null ? null : (cards.get(cardKey(subject)) ?? null),
    posts: completePostsWithCards(viewer, posts, cards, closed, ownReactions),
    guide: guide === null ? null : { ...guide, old: isGuideOld(guide.on, today(now)) },
    solved: solved === null ? null : withExcerpt(solved),
    page,
    pages,
    firstPosts: viewer === null ? null : firstPostLimitsOf(counts),
    can: threadRights(viewer, { mine, closed, answered }),
  };
}

/** The row of a page of a thread; undefined where there is no such thread. */
async function findThreadRow(
  { sql, shared }: Database,
  secrets: Secrets,
  viewer: Viewer | null,
  { id, page, day }: { id: string; page: number; day: string },
): Promise<ThreadRow | undefined> {
  const first = (page - 1) * POSTS_A_PAGE + 1;
  const range = [id, first, first + POSTS_A_PAGE - 1, day];
  const findForAll = () => shared(THREAD_PAGE, [null, ...range, null, false]);
  if (viewer === null) return (await findForAll())[0]?.thread;
  const reactor = reactorOf(secrets, viewer.id, id);
  const isModerator = viewer.roles.includes('moderator');
  const findForHer = () => sql(THREAD_PAGE, [viewer.id, ...range, reactor, isModerator]);
  if (isModerator) return (await findForHer())[0]?.thread;
  const [[found], [hers]] = await Promise.all([
    findForAll(),
    sql(OWN_OF_THREAD, [viewer.id, ...range, reactor]),
  ]);
  if (found === undefined || hers === undefined) return undefined;
  if (hers.own.hidden) return (await findForHer())[0]?.thread;
  return addOwn(found.thread, hers.own);
}

/** The row as its viewer gets it: her progress, her posts, and whom she ignores. */
function addOwn(row: ThreadRow, { places, hidden: _, ignored, ...own }: OwnOfThread): ThreadRow {
  const markIgnored = markerOfIgnored(ignored);
  return {
    ...row,
    ...own,
    author: markIgnored(row.author),
    solved: row.solved === null ? null : { ...row.solved, author: markIgnored(row.solved.author) },
    posts: row.posts.map((post) => ({
      ...post,
      author: markIgnored(post.author),
      mine: places.includes(post.place),
    })),
  };
}

/**
 * Finds a page of a thread for a signed-in reader, and advances her position in the thread and
 * marks her inbox items about this page as read.
 * @throws AppError withdrawn or not-found.
 */
export async function findThreadAndMarkRead(
  database: Database,
  secrets: Secrets,
  viewer: Viewer | null,
  id: string,
  page: number,
  now: Date,
): Promise<ThreadResponse> {
  const thread = await findThread(database, secrets, viewer, id, page, now);
  const [from = 0, to = 0] = [thread.posts.at(0)?.place, thread.posts.at(-1)?.place];
  if (viewer === null) return thread;
  if (to > (thread.lastRead ?? 0)) await storeReadPosition(database.sql, viewer, id, to, now);
  await markPostsRead(database.sql, viewer.id, id, { from, to }, now);
  return thread;
}

/** Stores how far a member has read a thread; never moves back. */
export async function storeReadPosition(
  sql: Sql,
  viewer: Viewer,
  threadId: string,
  place: number,
  now: Date,
): Promise<void> {
  await sql(NOTE_READ, [viewer.id, threadId, place, now.toISOString()]);
}

/** Finds the post at which the viewer resumes a thread: the first unread one, else the last. */
export async function findFirstUnreadPost(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
): Promise<UnreadResponse> {
  const [row] = await sql(
    statement(
      { lastRead: col.int.orNull, posts: col.int },
      `SELECT t.posts, ${LAST_READ_POSITION_SQL} AS "lastRead" FROM forum_thread t WHERE t.id = $2`,
    ),
    [viewer?.id ?? null, id],
  );
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `thread/${id}`);
  const place = Math.max(1, Math.min((row.lastRead ?? 0) + 1, row.posts));
  return { page: threadPageOfPosition(place), place };
}

/**
 * SQL: stores that a member ($1) read and posted in a thread ($2) up to a position ($4), at $3; $5
 * is the time of the post, truncated to the second.
 */
export const STORE_WRITTEN_POSITION_SQL = `
  INSERT INTO forum_read (member_id, thread_id, place, read_at, posted_at)
  VALUES ($1, $2, $4::int, $3::timestamptz, $5::timestamptz)
  ON CONFLICT (member_id, thread_id) DO UPDATE SET posted_at = excluded.posted_at,
    place = GREATEST(forum_read.place, excluded.place),
    read_at = CASE WHEN forum_read.place < excluded.place THEN excluded.read_at ELSE forum_read.read_at END`;

// Stores nothing for a member or a thread that is being deleted.
const NOTE_READ = `
  INSERT INTO forum_read (member_id, thread_id, place, read_at)
  SELECT m.id, t.id, $3::int, $4::timestamptz FROM member m, forum_thread t
   WHERE m.id = $1 AND t.id = $2 FOR KEY SHARE OF m, t
  ON CONFLICT (member_id, thread_id) DO UPDATE
    SET place = excluded.place, read_at = excluded.read_at WHERE forum_read.place < excluded.place`;

function withExcerpt<Row extends { html: string }>({
  html,
  ...row
}: Row): Omit<Row, 'html'> & { excerpt: string } {
  return { ...row, excerpt: excerptOf(html) };
}

// What is the viewer's own of thread `t`; parameters as in THREAD_PAGE_SQL.
const OWN_SQL = `'ownReactions', CASE WHEN $6::bytea IS NULL THEN '[]'::json ELSE COALESCE((
      SELECT json_agg(json_build_object('post', r.post_id, 'kind', r.kind) ORDER BY r.kind)
        FROM forum_reaction r WHERE r.reactor = $6 AND r.state <> 'leaving'), '[]') END,
    'lastRead', ${LAST_READ_POSITION_SQL}, 'mine', COALESCE(t.member_id = $1, false),
    'answered', CASE WHEN t.member_id IS DISTINCT FROM $1 THEN false ELSE ${IS_ANSWERED_SQL} END,
    'following', EXISTS (SELECT 1 FROM follow f
      WHERE f.member_id = $1 AND f.kind = 'thread' AND f.subject = t.id),
    'counts', ${postCountsSql('$5', POSTS_UNTIL_UNLIMITED)}`;

// `hidden`: whether a post of hers in the thread is hidden. Its author alone may read it, so the row that
// everybody gets is not enough.
const OWN_OF_THREAD = statement(
  { own: col.json<OwnOfThread>() },
  `SELECT json_build_object(${OWN_SQL},
    'places', COALESCE((SELECT json_agg(p.place) FROM forum_post p
      WHERE p.thread_id = t.id AND p.place BETWEEN $3::int AND $4::int AND p.member_id = $1), '[]'),
    'hidden', EXISTS (SELECT 1 FROM forum_post p
      WHERE p.thread_id = t.id AND p.member_id = $1 AND p.hidden_by IS NOT NULL),
    'ignored', ${IGNORED_PSEUDONYMS_SQL}) AS own
    FROM forum_thread t WHERE t.id = $2`,
);

// $1 is the viewer, $2 the thread, $3 and $4 the first and last position, $5 today, $6 the viewer as
// a reactor in this thread, $7 whether she is a moderator.
export const THREAD_PAGE_SQL = `
  SELECT json_build_object(
    'id', t.id, 'title', t.title, 'category', ${forumCategorySql('c')}, 'subject', ${THREAD_SUBJECT_SQL},
    'author', ${forumAuthorSql('m', IS_FIRST_POST_WITHDRAWN_SQL)}, 'startedAt', ${utcTimestampSql('t.started_at')}, 'count', t.posts,
    'pinned', t.pinned, 'guide', CASE WHEN ${IS_GUIDE_SQL} THEN json_build_object(
      'on', t.guide_on, 'by', t.guide_by, 'sources', t.guide_sources) END,
    'guideText', CASE WHEN $7::boolean THEN ${GUIDE_TEXT_SQL} END, 'closed', CASE WHEN t.closed_on IS NOT NULL THEN json_build_object(
      'on', t.closed_on, 'rule', t.closed_rule, 'reason', t.closed_reason) END,
    'slowSeconds', t.slow_seconds, 'solved', CASE WHEN t.solved_place IS NOT NULL THEN (
      SELECT json_build_object('id', s.id, 'place', s.place, 'html', ${excerptHtmlSql('s')},
          'author', ${forumAuthorSql('h', 'false')})
        FROM forum_post s LEFT JOIN member h ON h.id = s.member_id
       WHERE s.thread_id = t.id AND s.place = t.solved_place AND s.text IS NOT NULL
         AND s.hidden_by IS NULL) END,
    ${OWN_SQL},
    'decisions', COALESCE((SELECT json_agg(json_build_object(
        'kind', d.kind, 'rule', d.rule, 'reason', d.reason, 'on', d.decided_on,
        'category', CASE WHEN k.id IS NOT NULL THEN ${forumCategorySql('k')} END, 'seconds', d.seconds,
        'oldTitle', d.old_title, 'alone', d.alone AND d.kind NOT IN ('slow', 'unguide'),
        'act', ${decisionByOnePersonSql(`'thread-decision/' || d.thread_id || '-' || d.number`)}
      ) ORDER BY d.number DESC)
      FROM (SELECT * FROM thread_decision d WHERE d.thread_id = t.id
             ORDER BY d.number DESC LIMIT ${SHOWN_DECISIONS}) d
      LEFT JOIN forum_category k ON k.id = d.category_id), '[]'),
    'posts', COALESCE((SELECT json_agg(${POST_JSON_SQL} ORDER BY p.place)
      FROM forum_post p LEFT JOIN member w ON w.id = p.member_id
     WHERE p.thread_id = t.id AND p.place BETWEEN $3::int AND $4::int), '[]')
  ) AS thread
    FROM forum_thread t JOIN forum_category c ON c.id = t.category_id
    LEFT JOIN member m ON m.id = t.member_id
   WHERE t.id = $2`;

const THREAD_PAGE = statement({ thread: col.json<ThreadRow>() }, THREAD_PAGE_SQL, {
  forum_thread: 2,
  forum_post: 2,
  thread_decision: 2,
});
