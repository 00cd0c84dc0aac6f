import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound, AppError } from '#server/core/errors.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import {
  threadPageOfPosition,
  type PostResponse,
  type VersionsResponse,
} from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import { forumAuthorSql } from './sql-fragments.ts';
import {
  POST_JSON_SQL,
  POST_HIDING_SQL,
  POST_TEXT_SQL,
  completePosts,
  type PostRow,
} from './post-sql-fragments.ts';
import { writtenTextSql } from '#server/public-schema/text-covers.ts';
import { writeQuoteOfPost } from './quote-post.ts';

/**
 * Finds one post, its position and text.
 * @throws AppError withdrawn when its thread was withdrawn, or not-found.
 */
export async function findPost(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
  language: Language = viewer?.language ?? 'fr',
): Promise<PostResponse> {
  const [row] = await sql(ONE_POST, [viewer?.id ?? null, id]);
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `post/${id}`);
  const { thread, closed, text, written, post } = row;
  const [shown] = await completePosts(sql, viewer, [post], closed);
  const { place, author: by } = post;
  const quote =
    text === null || post.hiding !== null
      ? null
      : writeQuoteOfPost({ id, place, pseudonym: by.pseudonym, text, language });
  return {
    id,
    thread,
    place,
    page: threadPageOfPosition(place),
    post: requireFound(shown),
    text: written,
    quote,
  };
}

/**
 * Finds all versions of a post, newest first, for the public; none once it is removed.
 * @throws AppError withdrawn when its author withdrew it, or not-found.
 */
export async function findPostVersions(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
): Promise<VersionsResponse> {
  const [row] = await sql(VERSIONS, [viewer?.id ?? null, id]);
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `post/${id}`);
  const { withdrawn, ...versions } = row.found;
  if (withdrawn) throw new AppError('withdrawn');
  return versions;
}

const ONE_POST = statement(
  {
    thread: col.json<PostResponse['thread']>(),
    closed: col.bool,
    post: col.json<PostRow>(),
    text: col.text.orNull,
    written: col.text.orNull,
  },
  `
  SELECT json_build_object('id', t.id, 'title', t.title) AS thread,
         t.closed_on IS NOT NULL AS closed, ${POST_TEXT_SQL} AS text,
         CASE WHEN p.member_id = $1 THEN ${writtenTextSql('post', 'p')} ELSE ${POST_TEXT_SQL} END AS written,
         ${POST_JSON_SQL} AS post
    FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
    LEFT JOIN member w ON w.id = p.member_id WHERE p.id = $2`,
);

// A version dates from when the previous one was replaced.
const VERSIONS = statement(
  { found: col.json<VersionsResponse & { withdrawn: boolean }>() },
  `
  SELECT json_build_object('id', p.id, 'place', p.place, 'author', ${forumAuthorSql('w', 'p.withdrawn_on IS NOT NULL')},
    'thread', json_build_object('id', t.id, 'title', t.title), 'withdrawn', p.withdrawn_on IS NOT NULL,
    'hiding', ${POST_HIDING_SQL}, 'versions', COALESCE((SELECT json_agg(json_build_object('number', v.number, 'text', v.text,
        'from', ${utcTimestampSql('v.since')}) ORDER BY v.number DESC)
      FROM (SELECT a.number, a.text,
                   lag(a.until, 1, p.posted_at) OVER (ORDER BY a.number) AS since
              FROM (SELECT number, text, replaced_at AS until FROM forum_post_version
                     WHERE post_id = p.id
                    UNION ALL
                    SELECT (SELECT count(*)::int + 1 FROM forum_post_version o
                             WHERE o.post_id = p.id), p.text, NULL
                     WHERE p.text IS NOT NULL) a) v
     WHERE ${POST_TEXT_SQL} IS NOT NULL), '[]')
  ) AS found
    FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
    LEFT JOIN member w ON w.id = p.member_id WHERE p.id = $2`,
);
