import { randomId } from '#server/core/ids.ts';
import { threadResponse, type ThreadResponse } from '#shared/community/forum.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './factories.ts';

export type ThreadOverrides = {
  member?: TestMember;
  title?: string;
  text?: string;
  /** Slug of the category. */
  category?: string;
  /** What the thread is about; at most one of these. */
  platformId?: string;
  clientId?: string;
  taskId?: string;
  payoutId?: string;
  pinned?: boolean;
  slowSeconds?: number;
};

export type TestThread = { id: string; postId: string; member: TestMember };

/** Inserts a thread with its first post, bypassing the rules for writers. */
export async function makeThread(
  site: Pick<TestApp, 'database' | 'clock'>,
  { member, title, text, category, ...columns }: ThreadOverrides = {},
): Promise<TestThread> {
  const author = member ?? (await makeMember(site));
  const id = randomId();
  const { prisma } = site.database;
  const { id: categoryId } = await prisma.forumCategory.findUniqueOrThrow({
    where: { slug: category ?? 'paiements' },
  });
  await prisma.forumThread.create({
    data: {
      ...columns,
      id,
      categoryId,
      title: title ?? `Sujet ${id}`,
      memberId: author.id,
      startedAt: site.clock.now,
      lastPostAt: site.clock.now,
    },
  });
  const postId = await makePost(site, id, { member: author, text: text ?? 'Bonjour à toutes.' });
  return { id, postId, member: author };
}

/** Inserts the next post of a thread, bypassing the rules; returns its id. */
export async function makePost(
  { database, clock }: Pick<TestApp, 'database' | 'clock'>,
  threadId: string,
  { member, text }: { member: TestMember; text?: string },
): Promise<string> {
  const id = randomId();
  const said = text ?? 'Moi aussi.';
  await database.prisma.$transaction(async (tx) => {
    const { posts } = await tx.forumThread.update({
      where: { id: threadId },
      data: { posts: { increment: 1 }, lastPostAt: clock.now },
      select: { posts: true },
    });
    await tx.forumPost.create({
      data: {
        id,
        threadId,
        place: posts,
        memberId: member.id,
        postedAt: clock.now,
        text: said,
        html: `<p>${said}</p>`,
        renderer: 0,
      },
    });
  });
  return id;
}

/** Fills a thread with posts up to a position, in one statement. */
export async function fillThread(
  { database, clock }: TestApp,
  threadId: string,
  upTo: number,
  member: TestMember,
): Promise<void> {
  await database.sql(
    `INSERT INTO forum_post (id, thread_id, place, member_id, posted_at, text, html, renderer)
     SELECT substr(md5($1 || place), 1, 12), $1, place, $3, $4::timestamptz,
            'Message ' || place, '<p>Message ' || place || '</p>', 0
       FROM forum_thread t, generate_series(t.posts + 1, $2::int) place WHERE t.id = $1`,
    [threadId, upTo, member.id, clock.now.toISOString()],
  );
  await database.sql('UPDATE forum_thread SET posts = $2::int, last_post_at = $3 WHERE id = $1', [
    threadId,
    upTo,
    clock.now.toISOString(),
  ]);
}

/** A page of a thread as read by a visitor, or by the member with this cookie. */
export async function readPage(
  site: TestApp,
  id: string,
  { page, cookie }: { page?: number; cookie?: string } = {},
): Promise<ThreadResponse> {
  const query = page === undefined ? '' : `?page=${page}`;
  const response = await site.get(`/api/forum/threads/${id}${query}`, cookie);
  return threadResponse.parse(response.json());
}
