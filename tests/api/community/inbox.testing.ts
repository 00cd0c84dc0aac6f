import { notify } from '#server/identity/notifications/notify.ts';
import { inboxResponse, type InboxResponse } from '#shared/community/inbox.ts';
import type { TestApp } from '#tests/support/app.ts';
import { platformId, type TestMember } from '#tests/support/factories.ts';

/** The inbox as its owner reads it. */
export async function readInbox(site: TestApp, { cookie }: TestMember): Promise<InboxResponse> {
  return inboxResponse.parse((await site.get('/api/me/inbox', cookie)).json());
}

/** Lets members follow something. */
export async function makeMembersFollow(
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

/** An unread line of hers, about a standing; its id. */
export async function makeUnreadInboxItem(site: TestApp, member: TestMember): Promise<string> {
  const subject = await platformId(site, 'clickworker');
  const facts = { before: 'unknown', after: 'promising' };
  const news = { kind: 'platform-standing', subject, facts } as const;
  await site.database.prisma.$transaction((tx) => notify(tx, [member.id], news, site.clock.now));
  const where = { memberId: member.id };
  return (await site.database.prisma.inboxItem.findFirstOrThrow({ where })).id;
}
