import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  MEMBER_POSTS_PER_PAGE,
  MEMBER_THREADS_PER_PAGE,
  plainTextExcerpt,
  type MemberQuery,
  type MemberResponse,
  type ContactSettingsResponse,
} from '#shared/identity/members.ts';
import { foldName } from '#shared/core/text.ts';

type Post = Omit<MemberResponse['latestPosts'][number], 'excerpt'> & { text: string };
type Row = Pick<
  MemberResponse,
  'pseudonym' | 'sinceYear' | 'threads' | 'posts' | 'latestThreads'
> & {
  contactable: boolean;
  self: boolean;
  latestPosts: Post[];
  ignoring: boolean;
  ignored: boolean;
  allowsMessages: boolean;
  viewerAllows: boolean;
};

/** A member's public page with her latest posts; one round trip. */
export async function findMemberPage(
  sql: Sql,
  viewer: Viewer | null,
  pseudonym: string,
  { posts, threads }: MemberQuery,
): Promise<MemberResponse> {
  const [postedAt = null, postId = null] = posts?.split('_') ?? [];
  const [startedAt = null, threadId = null] = threads?.split('_') ?? [];
  const [row] = await sql(MEMBER, [
    foldName(pseudonym),
    viewer?.id ?? null,
    postedAt,
    postId,
    startedAt,
    threadId,
  ]);
  const member = requireFound(row);
  const { ignoring, allowsMessages, viewerAllows } = member;
  const shownPosts = member.latestPosts.slice(0, MEMBER_POSTS_PER_PAGE);
  const shownThreads = member.latestThreads.slice(0, MEMBER_THREADS_PER_PAGE);
  const lastPost = member.latestPosts.length > shownPosts.length ? shownPosts.at(-1) : undefined;
  const lastThread =
    member.latestThreads.length > shownThreads.length ? shownThreads.at(-1) : undefined;
  const open = allowsMessages && viewerAllows && !ignoring && !member.ignored;
  return {
    pseudonym: member.pseudonym,
    sinceYear: member.sinceYear,
    threads: member.threads,
    posts: member.posts,
    latestThreads: shownThreads,
    nextThreads: lastThread === undefined ? null : `${lastThread.startedAt}_${lastThread.id}`,
    latestPosts: shownPosts.map(({ text, ...post }) => ({
      ...post,
      excerpt: plainTextExcerpt(text),
    })),
    nextPosts: lastPost === undefined ? null : `${lastPost.postedAt}_${lastPost.id}`,
    viewer:
      viewer === null
        ? null
        : {
            self: member.self,
            ignoring,
            canWrite: open && !member.self,
            contactable: member.contactable,
            allowsMessages: viewerAllows,
          },
  };
}

export async function findContactSettings(
  sql: Sql,
  viewer: Viewer,
): Promise<ContactSettingsResponse> {
  const [row] = await sql(
    statement(
      {
        allowsMessages: col.bool,
        contactable: col.bool,
        ignored: col.json<ContactSettingsResponse['ignored']>(),
      },
      `SELECT COALESCE(c.allows_messages, false) AS "allowsMessages",
            COALESCE(c.contactable, false) AS contactable,
            COALESCE((SELECT json_agg(json_build_object('pseudonym', o.pseudonym, 'since', i.since)
                ORDER BY o.pseudonym_key)
              FROM ignore i JOIN member o ON o.id = i.ignored_id WHERE i.member_id = m.id), '[]')
              AS ignored
       FROM member m LEFT JOIN member_choices c ON c.member_id = m.id WHERE m.id = $1`,
    ),
    [viewer.id],
  );
  return requireFound(row);
}

// Selects a page's rows first, with the index on member and time.
const MEMBER = statement(
  {
    posts: col.int,
    threads: col.int,
    pseudonym: col.text,
    sinceYear: col.int,
    latestThreads: col.json<Row['latestThreads']>(),
    contactable: col.bool,
    self: col.bool,
    latestPosts: col.json<Post[]>(),
    ignoring: col.bool,
    ignored: col.bool,
    allowsMessages: col.bool,
    viewerAllows: col.bool,
  },
  `
  SELECT m.pseudonym, m.id IS NOT DISTINCT FROM $2 AS self,
         extract(year FROM m.created_at AT TIME ZONE 'UTC')::int AS "sinceYear",
         (SELECT count(*)::int FROM forum_thread t WHERE t.member_id = m.id AND t.posts > 0) AS threads,
         (SELECT count(*)::int FROM forum_post p
           WHERE p.member_id = m.id AND p.withdrawn_on IS NULL) AS posts,
         COALESCE((SELECT json_agg(json_build_object('id', t.id, 'title', t.title,
             'startedAt', ${utcTimestampSql('t.started_at')}, 'posts', t.posts)
             ORDER BY t.started_at DESC, t.id DESC) FROM (
           SELECT * FROM forum_thread WHERE member_id = m.id AND posts > 0
              AND ($5::timestamptz IS NULL OR (started_at, id) < ($5, $6::text))
            ORDER BY started_at DESC, id DESC LIMIT ${MEMBER_THREADS_PER_PAGE + 1}) t), '[]')
           AS "latestThreads",
         COALESCE((SELECT json_agg(json_build_object('id', p.id, 'text', left(p.text, 2000),
             'thread', json_build_object('id', t.id, 'title', t.title),
             'postedAt', ${utcTimestampSql('p.posted_at')})
             ORDER BY p.posted_at DESC, p.id DESC) FROM (
           SELECT * FROM forum_post WHERE member_id = m.id AND text IS NOT NULL AND hidden_by IS NULL
              AND ($3::timestamptz IS NULL OR (posted_at, id) < ($3, $4::text))
            ORDER BY posted_at DESC, id DESC LIMIT ${MEMBER_POSTS_PER_PAGE + 1}) p
           JOIN forum_thread t ON t.id = p.thread_id), '[]') AS "latestPosts",
         COALESCE(c.contactable, false) AS contactable,
         COALESCE(c.allows_messages, false) AS "allowsMessages",
         COALESCE((SELECT allows_messages FROM member_choices WHERE member_id = $2), false)
           AS "viewerAllows",
         EXISTS (SELECT 1 FROM ignore WHERE member_id = $2 AND ignored_id = m.id) AS ignoring,
         EXISTS (SELECT 1 FROM ignore WHERE member_id = m.id AND ignored_id = $2) AS ignored
    FROM member m LEFT JOIN member_choices c ON c.member_id = m.id
   WHERE m.pseudonym_key = $1`,
);
