import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import type { Own } from '#server/http/own.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import {
  threadPageOfPosition,
  type ThreadResponse,
  type UnreadResponse,
} from '#shared/community/forum.ts';
import { isGuideOld } from '#shared/community/guides.ts';
import { today } from '#shared/core/days.ts';
import { excerptOf } from './excerpts.ts';
import { cardKey, loadCards } from './load-cards.ts';
import { rangeOf, type OwnFields, type OwnOfThread, type PageOfThread } from './own-of-thread.ts';
import {
  forumAuthorSql,
  GUIDE_TEXT_SQL,
  IS_FIRST_POST_WITHDRAWN_SQL,
  IS_GUIDE_SQL,
  forumCategorySql,
  LAST_READ_POSITION_SQL,
  excerptHtmlSql,
  markerOfIgnored,
  THREAD_SUBJECT_SQL,
} from './sql-fragments.ts';
import {
  POST_JSON_SQL,
  cardReferencesOf,
  completePostsWithCards,
  type PostRow,
} from './post-sql-fragments.ts';
import { MOVES_OF_THREAD_SQL } from './moves-sql.ts';
import { threadRights } from './rules.ts';

const SHOWN_DECISIONS = 20;

type ThreadRow = Omit<
  ThreadResponse,
  | 'subjectCard'
  | 'posts'
  | 'page'
  | 'pages'
  | 'can'
  | 'solved'
  | 'guide'
  | 'lastRead'
  | 'following'
  | 'firstPosts'
  | 'paused'
> & {
  solved: (Omit<NonNullable<ThreadResponse['solved']>, 'excerpt'> & { html: string }) | null;
  guide: Omit<NonNullable<ThreadResponse['guide']>, 'old'> | null;
  posts: PostRow[];
};

const OWN_OF_VISITOR: OwnOfThread = {
  lastRead: null,
  following: false,
  ownReactions: [],
  mine: false,
  answered: false,
  places: [],
  ignored: [],
};

/**
 * Finds a page of a thread with its cards: what is the same for everybody, and what is the viewer's own.
 * @throws AppError withdrawn or not-found.
 */
export async function findThread(
  { prisma, sql, shared }: Database,
  viewer: Viewer | null,
  asked: PageOfThread,
  own: Own<OwnOfThread, OwnFields> | null,
  now: Date,
): Promise<ThreadResponse> {
  const { id, page } = asked;
  const range = rangeOf(asked);
  const [found] =
    own?.alone === true && viewer !== null
      ? await sql(THREAD_PAGE, [viewer.id, ...range, viewer.roles.includes('moderator')])
      : await shared(THREAD_PAGE, [null, ...range, false]);
  if (found === undefined) throw await notFoundOrWithdrawn(prisma, `thread/${id}`);
  const { mine, answered, posts, solved, guide, ownReactions, ...thread } = addOwn(
    found.thread,
    own?.variant ?? OWN_OF_VISITOR,
  );
  // All its posts are read elsewhere, or nowhere any more.
  if (thread.count === 0 && thread.movedTo === null) throw new AppError('not-found');
  const pages = threadPageOfPosition(thread.count);
  requireFound(page <= pages || thread.movedTo !== null || null);
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
    firstPosts: null,
    paused: null,
    ...own?.fields,
    can: threadRights(viewer, { mine, closed, answered }),
  };
}

/** The row as its viewer gets it: her progress, her posts, and whom she ignores. */
function addOwn(row: ThreadRow, { places, ignored, ...own }: OwnOfThread) {
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

function withExcerpt<Row extends { html: string }>({
  html,
  ...row
}: Row): Omit<Row, 'html'> & { excerpt: string } {
  return { ...row, excerpt: excerptOf(html) };
}

// $1 is a reader of her own hidden posts or null, $2 the thread, $3 and $4 the first and last position,
// $5 whether she is a moderator.
export const THREAD_PAGE_SQL = `
  SELECT json_build_object(
    'id', t.id, 'title', t.title, 'category', ${forumCategorySql('c')}, 'subject', ${THREAD_SUBJECT_SQL},
    'author', ${forumAuthorSql('m', IS_FIRST_POST_WITHDRAWN_SQL)}, 'startedAt', ${utcTimestampSql('t.started_at')}, 'count', t.posts,
    'pinned', t.pinned, 'guide', CASE WHEN ${IS_GUIDE_SQL} THEN json_build_object(
      'on', t.guide_on, 'by', t.guide_by, 'sources', t.guide_sources) END,
    'guideText', CASE WHEN $5::boolean THEN ${GUIDE_TEXT_SQL} END, 'closed', CASE WHEN t.closed_on IS NOT NULL THEN json_build_object(
      'on', t.closed_on, 'rule', t.closed_rule, 'reason', t.closed_reason) END,
    'slowSeconds', t.slow_seconds, 'solved', CASE WHEN t.solved_place IS NOT NULL THEN (
      SELECT json_build_object('id', s.id, 'place', s.place, 'html', ${excerptHtmlSql('s')},
          'author', ${forumAuthorSql('h', 'false')})
        FROM forum_post s LEFT JOIN member h ON h.id = s.member_id
       WHERE s.thread_id = t.id AND s.place = t.solved_place AND s.text IS NOT NULL
         AND s.hidden_by IS NULL) END,
    'decisions', COALESCE((SELECT json_agg(json_build_object(
        'kind', d.kind, 'rule', d.rule, 'reason', d.reason, 'on', d.decided_on,
        'category', CASE WHEN k.id IS NOT NULL THEN ${forumCategorySql('k')} END, 'seconds', d.seconds,
        'oldTitle', d.old_title, 'alone', d.alone AND d.kind NOT IN ('slow', 'unguide'),
        'act', ${decisionByOnePersonSql(`'thread-decision/' || d.thread_id || '-' || d.number`)}
      ) ORDER BY d.number DESC)
      FROM (SELECT * FROM thread_decision d WHERE d.thread_id = t.id
             ORDER BY d.number DESC LIMIT ${SHOWN_DECISIONS}) d
      LEFT JOIN forum_category k ON k.id = d.category_id), '[]'),
    ${MOVES_OF_THREAD_SQL},
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
