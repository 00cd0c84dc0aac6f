import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { messagesForViewer } from '#shared/collective/organiser-messages.ts';
import { today } from '#shared/core/days.ts';
import type { TestApp } from './app.ts';
import { makeBoycott } from './boycotts.ts';
import { makeMember, type TestMember } from './members.ts';
import { actsOf, answerAct } from './proposals.ts';

/** Inserts a message that two moderators read, of a boycott that is open for pledges; it is in the record. */
export async function makeOrganiserMessage(
  site: TestApp,
  overrides: { member?: TestMember; text?: string; boycott?: string } = {},
): Promise<{ id: string; boycott: string }> {
  const { now } = site.clock;
  const member = overrides.member ?? (await makeMember(site));
  const boycott = overrides.boycott ?? (await makeBoycott(site, { member, state: 'pledging' })).id;
  const id = randomId();
  await site.database.prisma.$transaction(async (tx) => {
    await tx.organiserMessage.create({
      data: {
        id,
        boycottId: boycott,
        memberId: member.id,
        text: overrides.text ?? 'Nous tenons bon jusqu’à lundi.',
        checkedBy: ['M-TEST1', 'M-TEST2'],
        publishedOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, {
      kind: 'organiser-message-published',
      subject: `organiser-message/${id}`,
    });
  });
  return { id, boycott };
}

/** Approves the message that waits, as two moderators. */
export async function approveMessage(
  site: TestApp,
  moderators: readonly TestMember[],
): Promise<void> {
  for (const moderator of moderators) {
    const { waiting } = await actsOf(site, moderator);
    const act = waiting.find(({ kind }) => kind === 'send-message')?.id ?? '';
    const status = await answerAct(site, act, moderator);
    if (status !== 200) throw new Error(`the approval was answered ${status}`);
  }
}

/** The boycotts whose organisers a member is told to have written, in her inbox. */
export async function messagesTo(site: TestApp, { cookie }: TestMember): Promise<string[]> {
  const response = await site.get('/api/me/organiser-messages', cookie);
  return messagesForViewer.parse(response.json()).messages.map(({ boycott }) => boycott.id);
}
