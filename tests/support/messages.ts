import { foldName } from '#shared/core/text.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './factories.ts';

/** A member who accepts private messages; her account is past the new-account limits unless stated. */
export async function makeWriter(
  test: TestApp,
  overrides: { pseudonym?: string; young?: boolean; moderator?: boolean } = {},
): Promise<TestMember> {
  const { young = false, ...rest } = overrides;
  const member = await makeMember(test, rest);
  const { prisma } = test.database;
  if (!young) {
    const createdAt = new Date(test.clock.now.getTime() - 40 * 86_400_000);
    await prisma.member.update({ where: { id: member.id }, data: { createdAt } });
  }
  await prisma.memberChoices.create({ data: { memberId: member.id, allowsMessages: true } });
  return member;
}

/** Finds or creates the member of this name who accepts private messages. */
export async function findWriter(test: TestApp, pseudonym: string): Promise<TestMember> {
  const where = { pseudonymKey: foldName(pseudonym) };
  const known = await test.database.prisma.member.findUnique({ where });
  return known === null ? makeWriter(test, { pseudonym }) : { id: known.id, pseudonym, cookie: '' };
}

/** Writes a message, a second after the previous one; returns its id. */
export async function writeMessage(
  test: TestApp,
  from: TestMember,
  to: TestMember,
  text: string,
): Promise<string> {
  test.clock.now = new Date(test.clock.now.getTime() + 1_000);
  const answer = await test.post('/api/private-messages', { to: to.pseudonym, text }, from.cookie);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const message = await test.database.prisma.privateMessage.findFirstOrThrow({
    where: { senderId: from.id, recipientId: to.id },
    orderBy: { sentAt: 'desc' },
  });
  return message.id;
}

/** A message flagged by its recipient; returns sender, recipient, and both ids. */
export async function makeFlag(
  test: TestApp,
  overrides: { from?: TestMember; to?: TestMember; text?: string; sentence?: string } = {},
): Promise<{ id: string; messageId: string; from: TestMember; to: TestMember }> {
  const from = overrides.from ?? (await makeWriter(test));
  const to = overrides.to ?? (await makeWriter(test));
  const messageId = await writeMessage(test, from, to, overrides.text ?? 'Je sais où tu habites.');
  const answer = await test.post(
    `/api/private-messages/${messageId}/flag`,
    { sentence: overrides.sentence ?? 'Il me menace.' },
    to.cookie,
  );
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { id } = await test.database.prisma.messageFlag.findUniqueOrThrow({
    where: { messageId },
  });
  return { id, messageId, from, to };
}
