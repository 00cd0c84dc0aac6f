import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type { Own } from '#server/http/own.ts';
import {
  THREADS_A_PAGE,
  type ForumResponse,
  type ListedThread,
  type ThreadsQuery,
  type ThreadsResponse,
} from '#shared/community/forum.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { foldName } from '#shared/core/text.ts';
import { excerptOf } from './excerpts.ts';
import {
  excerptHtmlSql,
  forumAuthorSql,
  IS_FIRST_POST_WITHDRAWN_SQL,
  IS_GUIDE_SQL,
  forumCategorySql,
  listedTitleSql,
  markerOfIgnored,
  THREAD_SUBJECT_SQL,
} from './sql-fragments.ts';
import { readOwnOfThreads, type OwnOfList } from './own-of-threads.ts';
import type { ReadPositions } from './read-positions.ts';

/** Maximum number of threads on the forum's front page. */
const LATEST_THREADS = 10;

type Row = Omit<ListedThread, 'unread' | 'firstUnread' | 'excerpt'> & { html: string };

/** Finds the forum's categories, and the threads with the latest posts. */
export async function findForum(
  database: Database,
  own: Own<OwnOfList> | null,
): Promise<ForumResponse> {
  const { categories, latest } = await findIndex(database);
  return {
    firstPosts: own?.inserted?.firstPosts ?? null,
    paused: own?.inserted?.paused ?? null,
    waitingFirstPosts: own?.inserted?.waitingFirstPosts ?? null,
    categories: [...categories],
    latest: latest.map((thread) => toListed(thread, own)),
  };
}

/** Reads what of the forum's index is a member's own. */
export async function readOwnOfForum(
  database: Database,
  positions: ReadPositions,
  viewer: Viewer,
  now: Date,
): Promise<Own<OwnOfList>> {
  const { latest } = await findIndex(database);
  return readOwnOfThreads(database, positions, viewer, latest, now);
}

async function findIndex(database: Database) {
  const [row] = await database.shared(FORUM, [null]);
  return requireFound(row);
}

/** Lists the threads about one subject, or all, latest post first, after the cursor `before`. */
export async function findThreads(
  database: Database,
  viewer: Viewer | null,
  asked: ThreadsQuery,
  own: Own<OwnOfList> | null,
): Promise<ThreadsResponse> {
  const { shown, category, next } = await findShown(database, viewer, asked);
  return { category, threads: shown.map((thread) => toListed(thread, own)), next };
}

/** Reads what of a list of threads is a member's own. Her own threads are hers alone. */
export async function readOwnOfList(
  database: Database,
  positions: ReadPositions,
  viewer: Viewer,
  asked: ThreadsQuery,
  now: Date,
): Promise<Own<OwnOfList>> {
  const { shown } = await findShown(database, viewer, asked);
  const own = await readOwnOfThreads(database, positions, viewer, shown, now);
  return { ...own, alone: asked.select === 'own' };
}

async function findShown(
  database: Database,
  viewer: Viewer | null,
  { before, limit: size = THREADS_A_PAGE, ...about }: ThreadsQuery,
): Promise<Pick<ThreadsResponse, 'category' | 'next'> & { shown: readonly Row[] }> {
  const [filter, value] = filterOf(about);
  const cursor = before?.split('_') ?? [];
  const asked = LISTS[filter][cursor.length > 0 ? 'next' : 'first'];
  const params = [value, size + 1, ...cursor];
  const [row] =
    filter === 'own'
      ? await database.sql(asked, [viewer?.id ?? null, ...params])
      : await database.shared(asked, [null, ...params]);
  const { there, pinned, threads, category } = requireFound(row);
  requireFound(there || null);
  const last = threads[size - 1];
  return {
    category,
    shown: [...(before === undefined ? pinned : []), ...threads.slice(0, size)],
    next: last === undefined || threads.length <= size ? null : `${last.lastPostAt}_${last.id}`,
  };
}

function toListed({ html, ...row }: Row, own: Own<OwnOfList> | null): ListedThread {
  const markIgnored = markerOfIgnored(own?.variant.ignored ?? []);
  const thread = {
    ...row,
    author: markIgnored(row.author),
    lastAuthor: markIgnored(row.lastAuthor),
    excerpt: excerptOf(html),
  };
  const lastRead = own?.inserted?.lastRead?.[row.id];
  if (lastRead === undefined) return { ...thread, unread: null, firstUnread: null };
  const unread = Math.max(0, thread.posts - lastRead);
  return { ...thread, unread, firstUnread: unread === 0 ? null : lastRead + 1 };
}

type Filter = keyof typeof FILTERS;

function filterOf(about: Omit<ThreadsQuery, 'before' | 'limit'>): [Filter, string] {
  if (about.select !== undefined) return [about.select, ''];
  if (about.category !== undefined) return ['category', about.category];
  if (about.platform !== undefined) return ['platform', about.platform];
  if (about.client !== undefined) return ['client', about.client];
  if (about.task !== undefined) return ['task', about.task];
  if (about.proof !== undefined) return ['proof', about.proof];
  if (about.boycott !== undefined) return ['boycott', about.boycott];
  if (about.member !== undefined) return ['member', foldName(about.member)];
  return ['all', ''];
}

// SQL by filter: `of` is a condition on thread `t`; `there` tells whether the subject named by $2
// exists.
const FILTERS = {
  category: {
    of: 't.category_id = (SELECT id FROM forum_category WHERE slug = $2)',
    there: 'EXISTS (SELECT 1 FROM forum_category WHERE slug = $2)',
  },
  platform: {
    of: 't.platform_id = (SELECT id FROM platform WHERE slug = $2)',
    there: 'EXISTS (SELECT 1 FROM platform WHERE slug = $2)',
  },
  client: {
    of: `t.client_id = ANY (ARRAY(SELECT o.id FROM client c JOIN client o ON o.root_id = c.root_id
          WHERE c.slug = $2))`,
    there: 'EXISTS (SELECT 1 FROM client WHERE slug = $2)',
  },
  task: {
    of: 't.task_id = $2',
    there: 'EXISTS (SELECT 1 FROM task WHERE id = $2 AND last_report_at IS NOT NULL)',
  },
  proof: {
    of: 't.payout_id = $2',
    there: `EXISTS (SELECT 1 FROM payout y WHERE y.id = $2 AND ${isProofShownSql('y')})`,
  },
  boycott: { of: 't.boycott_id = $2', there: 'EXISTS (SELECT 1 FROM boycott WHERE id = $2)' },
  member: {
    of: 't.member_id = (SELECT id FROM member WHERE pseudonym_key = $2)',
    there: 'EXISTS (SELECT 1 FROM member WHERE pseudonym_key = $2)',
  },
  unanswered: {
    of: '$2::text IS NOT NULL AND t.posts = 1 AND t.closed_on IS NULL AND t.boycott_id IS NULL',
    there: 'true',
  },
  own: { of: '$2::text IS NOT NULL AND t.member_id = $1', there: 'true' },
  all: { of: '$2::text IS NOT NULL', there: 'true' },
} as const;

/** SQL: threads from `source` as JSON for lists. */
function threadsAsJson(source: string): string {
  return `COALESCE((SELECT json_agg(json_build_object(
      'id', t.id, 'title', ${listedTitleSql('b')}, 'category', ${forumCategorySql('c')}, 'subject', ${THREAD_SUBJECT_SQL},
      'author', ${forumAuthorSql('m', IS_FIRST_POST_WITHDRAWN_SQL)}, 'startedAt', ${utcTimestampSql('t.started_at')}, 'posts', t.posts,
      'lastPostAt', ${utcTimestampSql('t.last_post_at')}, 'lastAuthor', ${forumAuthorSql('l', 'p.withdrawn_on IS NOT NULL')},
      'pinned', t.pinned, 'guide', ${IS_GUIDE_SQL}, 'closed', t.closed_on IS NOT NULL, 'solved', t.solved_place IS NOT NULL,
      'html', ${excerptHtmlSql('b')}, 'thanks', COALESCE(b.thanks, 0), 'meToo', COALESCE(b.me_too, 0)
    ) ORDER BY t.last_post_at DESC, t.id DESC)
    FROM (${source}) t JOIN forum_category c ON c.id = t.category_id
    LEFT JOIN member m ON m.id = t.member_id
    LEFT JOIN forum_post b ON b.thread_id = t.id AND b.place = 1
    LEFT JOIN forum_post p ON p.thread_id = t.id AND p.place = t.posts
    LEFT JOIN member l ON l.id = p.member_id), '[]')`;
}

// LIMIT is a literal so that the planner knows that a page is short.
function threadsQuery(filter: Filter, goesOn: boolean): string {
  const { of, there } = FILTERS[filter];
  const inCategory = filter === 'category';
  const newest = 'ORDER BY t.last_post_at DESC, t.id DESC';
  const page = `SELECT * FROM (SELECT * FROM forum_thread t
    WHERE ${of} AND t.posts > 0 ${goesOn ? 'AND (t.last_post_at, t.id) < ($4::timestamptz, $5::text)' : ''}
      ${inCategory ? `AND NOT t.pinned AND NOT ${IS_GUIDE_SQL}` : ''}
    ${newest} LIMIT ${THREADS_A_PAGE + 1}) t ${newest} LIMIT $3::int`;
  const shownCategory = `(SELECT json_build_object('slug', c.slug,
      'name', json_build_object('fr', c.name_fr, 'en', c.name_en),
      'say', json_build_object('fr', c.say_fr, 'en', c.say_en))
    FROM forum_category c WHERE c.slug = $2)`;
  return `
  SELECT ${there} AS there, ${inCategory ? shownCategory : 'NULL::json'} AS category,
         ${threadsAsJson(page)} AS threads,
         ${inCategory ? threadsAsJson(pinnedSql(of)) : `'[]'::json`} AS pinned`;
}

// Two parts, so that each finds its few threads by an index.
const pinnedSql = (of: string): string => `
  SELECT * FROM forum_thread t WHERE ${of} AND t.pinned AND t.posts > 0
  UNION ALL SELECT * FROM forum_thread t
   WHERE ${of} AND t.guide_on IS NOT NULL AND NOT t.pinned AND ${IS_GUIDE_SQL}`;

const FORUM = statement(
  {
    categories: col.json<ForumResponse['categories']>(),
    latest: col.json<Row[]>(),
  },
  `
  SELECT
    (SELECT json_agg(json_build_object('slug', c.slug,
        'name', json_build_object('fr', c.name_fr, 'en', c.name_en),
        'say', json_build_object('fr', c.say_fr, 'en', c.say_en),
        'threads', COALESCE(n.threads, 0), 'posts', COALESCE(n.posts, 0),
        'latest', (SELECT json_build_object('id', t.id, 'title', ${listedTitleSql('b')},
            'at', ${utcTimestampSql('t.last_post_at')}, 'posts', t.posts)
          FROM forum_thread t LEFT JOIN forum_post b ON b.thread_id = t.id AND b.place = 1
         WHERE t.category_id = c.id AND t.posts > 0
          ORDER BY t.last_post_at DESC, t.id DESC LIMIT 1)) ORDER BY c.place)
       FROM forum_category c LEFT JOIN (
         SELECT part, sum(count) FILTER (WHERE name = 'threads')::int AS threads,
                sum(count) FILTER (WHERE name = 'posts')::int AS posts
           FROM kept_count WHERE name IN ('threads', 'posts') GROUP BY part) n ON n.part = c.id) AS categories,
    ${threadsAsJson(`SELECT * FROM forum_thread t WHERE t.posts > 0
        ORDER BY t.last_post_at DESC, t.id DESC LIMIT ${LATEST_THREADS}`)} AS latest`,
);

type ListRow = Pick<ThreadsResponse, 'category'> & {
  there: boolean;
  pinned: Row[];
  threads: Row[];
};
type ListStatement = Statement<ListRow>;

function listStatement(filter: Filter, goesOn: boolean): ListStatement {
  return statement(
    {
      there: col.bool,
      category: col.json<NonNullable<ListRow['category']>>().orNull,
      pinned: col.json<Row[]>(),
      threads: col.json<Row[]>(),
    },
    threadsQuery(filter, goesOn),
  );
}

/** The statement of each list, of its first page and of later ones. */
const LISTS = recordFrom(Object.keys(FILTERS) as Filter[], (filter) => ({
  first: listStatement(filter, false),
  next: listStatement(filter, true),
}));
