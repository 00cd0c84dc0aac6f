import { POSTS_UNTIL_UNLIMITED } from '#shared/community/new-account-limits.ts';
import { requireFound } from '#server/core/errors.ts';
import { MINUTE_MS } from '#server/database/changes/change-feed.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Own } from '#server/http/own.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { postingPauseSql } from '#server/database/predicates/posting-pauses.ts';
import { type ListedThread, type PostingPause } from '#shared/community/forum.ts';
import { today } from '#shared/core/days.ts';
import type { ReadPositions } from './read-positions.ts';
import { firstPostLimitsOf, type PostCounts } from './rules.ts';
import { VOLUNTEERS_SQL, countWaitingFirstPosts } from './waiting-first-posts.ts';
import { LAST_READ_POSITION_SQL, ignoredPseudonymsSql, postCountsSql } from './sql-fragments.ts';

/** What of a list of threads is a member's own, beside what is inserted. */
export type OwnOfList = { readonly ignored: readonly string[] };

type OwnRow = OwnOfList & {
  readonly lastRead: Readonly<Record<string, number>>;
  readonly counts: PostCounts;
  readonly paused: PostingPause | null;
  readonly volunteers: boolean;
};

/** Whether she may post is said to the minute, so that what she has read is kept for as long. */
function startOfMinute(now: Date): string {
  return new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
}

/** Reads whom a member ignores, how far she has read these threads, and the limits of her account. */
export async function readOwnOfThreads(
  { sql, own }: Pick<Database, 'sql' | 'own'>,
  positions: ReadPositions,
  viewer: Viewer,
  threads: readonly Pick<ListedThread, 'id' | 'author' | 'lastAuthor'>[],
  now: Date,
): Promise<Own<OwnOfList>> {
  const ids = threads.map(({ id }) => id);
  const pending = ids.map((id) => positions.pendingOf(viewer.id, id));
  const [row] = await own(OWN_OF_THREADS, [viewer.id, ids, today(now), startOfMinute(now)]);
  const {
    lastRead: stored,
    ignored: everywhere,
    counts,
    volunteers,
    paused,
  } = requireFound(row).own;
  const waitingFirstPosts = volunteers ? await countWaitingFirstPosts(sql, viewer, now) : null;
  const shown = new Set(threads.flatMap((one) => [one.author.pseudonym, one.lastAuthor.pseudonym]));
  const ignored = everywhere.filter((pseudonym) => shown.has(pseudonym));
  const lastRead = Object.fromEntries(
    ids.map((id, nth) => [id, Math.max(stored[id] ?? 0, pending[nth] ?? 0)]),
  );
  const firstPosts = firstPostLimitsOf(counts);
  return { variant: { ignored }, inserted: { lastRead, firstPosts, paused, waitingFirstPosts } };
}

// PostgreSQL plans this anew for each request, which takes ten times as long as running it, where its
// cost depends on the parameters: hence no count of the first posts that wait, and the ids in a subquery.
const OWN_OF_THREADS = statement(
  { own: col.json<OwnRow>() },
  `SELECT json_build_object('counts', ${postCountsSql('$3', POSTS_UNTIL_UNLIMITED)},
    'paused', ${postingPauseSql('$1', '$4')},
    'volunteers', ${VOLUNTEERS_SQL},
    'ignored', ${ignoredPseudonymsSql()},
    'lastRead', COALESCE((SELECT json_object_agg(t.id, ${LAST_READ_POSITION_SQL})
      FROM forum_thread t WHERE t.id = ANY((SELECT $2::text[])::text[])), '{}')) AS own`,
  undefined,
  {
    parameter: 1,
    tables: [
      'forum_thread',
      'forum_read',
      'forum_post',
      'ignore',
      'member_choices',
      // Of it only how many posts she wrote today, which is counted with the post.
      'member_use',
      'posting_pause',
    ],
  },
);
