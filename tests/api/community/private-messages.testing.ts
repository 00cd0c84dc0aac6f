import {
  conversationResponse,
  conversationsResponse,
  type ConversationResponse,
  type ConversationsResponse,
} from '#shared/community/private-messages.ts';
import type { TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';

const pathTo = (other: TestMember): string =>
  `/api/me/conversations/${encodeURIComponent(other.pseudonym)}`;

/** What a member sees of her messages with another. */
export async function readConversationWith(
  site: TestApp,
  reader: TestMember,
  other: TestMember,
  query = '',
): Promise<ConversationResponse> {
  const answer = await site.get(`${pathTo(other)}${query}`, reader.cookie);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return conversationResponse.parse(answer.json());
}

/** With whom a member exchanges messages. */
export async function listConversationPartners(
  site: TestApp,
  reader: TestMember,
  query = '',
): Promise<ConversationsResponse> {
  const answer = await site.get(`/api/me/conversations${query}`, reader.cookie);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return conversationsResponse.parse(answer.json());
}

export async function readTextsBetween(
  site: TestApp,
  reader: TestMember,
  other: TestMember,
): Promise<(string | null)[]> {
  return (await readConversationWith(site, reader, other)).messages.map(({ text }) => text);
}
