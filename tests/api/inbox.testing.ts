import { newId } from '#server/ids.ts';
import { inboxResponse, type InboxResponse } from '#shared/inbox.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';

export type TestThread = { id: string; member: TestMember };

/** A thread of its own author, with its first post. */
export async function makeThread(
  site: TestApp,
  overrides: {
    title?: string;
    platform?: string;
    category?: string;
    member?: TestMember;
    html?: string;
    startedAt?: Date;
  } = {},
): Promise<TestThread> {
  const member = overrides.member ?? (await makeMember(site));
  const { prisma } = site.database;
  const category = await prisma.forumCategory.findFirstOrThrow({
    ...(overrides.category === undefined ? {} : { where: { slug: overrides.category } }),
    orderBy: { place: 'asc' },
  });
  const { platform } = overrides;
  const startedAt = overrides.startedAt ?? site.clock.now;
  const id = newId();
  await prisma.forumThread.create({
    data: {
      id,
      categoryId: category.id,
      memberId: member.id,
      title: overrides.title ?? `Sujet ${id}`,
      platformId: platform === undefined ? null : await platformId(site, platform),
      startedAt,
      lastPostAt: startedAt,
    },
  });
  await makePost(site, { id, member }, { html: overrides.html, at: startedAt });
  return { id, member };
}

/** One more post in a thread; nobody hears of it. */
export async function makePost(
  site: TestApp,
  thread: TestThread,
  overrides: { member?: TestMember; html?: string | undefined; at?: Date } = {},
): Promise<{ id: string; place: number }> {
  const at = overrides.at ?? site.clock.now;
  const { prisma } = site.database;
  const { posts: place } = await prisma.forumThread.update({
    where: { id: thread.id },
    data: { posts: { increment: 1 }, lastPostAt: at },
  });
  const id = newId();
  await prisma.forumPost.create({
    data: {
      id,
      threadId: thread.id,
      place,
      memberId: (overrides.member ?? thread.member).id,
      postedAt: at,
      text: 'Bonjour.',
      html: overrides.html ?? '<p>Bonjour.</p>',
      renderer: 1,
    },
  });
  return { id, place };
}

/** The inbox as its owner reads it. */
export async function readInbox(site: TestApp, { cookie }: TestMember): Promise<InboxResponse> {
  return inboxResponse.parse((await site.get('/api/me/inbox', cookie)).json());
}

/** Lets members follow something. */
export async function letFollow(
  site: TestApp,
  kind: string,
  key: string,
  ...members: TestMember[]
): Promise<void> {
  for (const { cookie } of members) {
    const { statusCode } = await site.post('/api/follows', { kind, key }, cookie);
    if (statusCode !== 200) throw new Error(`follow: ${statusCode}`);
  }
}
