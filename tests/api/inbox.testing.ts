import { inboxResponse, type InboxResponse } from '#shared/inbox.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';

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
