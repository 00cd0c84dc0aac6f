import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import type { TestApp } from './app.ts';
import { makeBoycott } from './boycotts.ts';
import { makeMember, type TestMember } from './members.ts';

/** Inserts an address of organisers that two moderators read, of a boycott that is open for pledges; it is in the record. */
export async function makeOrganiserContact(
  site: TestApp,
  overrides: { member?: TestMember; address?: string; boycott?: string } = {},
): Promise<{ id: string; boycott: string }> {
  const { now } = site.clock;
  const member = overrides.member ?? (await makeMember(site));
  const boycott = overrides.boycott ?? (await makeBoycott(site, { member, state: 'pledging' })).id;
  const id = randomId();
  await site.database.prisma.$transaction(async (tx) => {
    await tx.organiserContact.create({
      data: {
        id,
        boycottId: boycott,
        memberId: member.id,
        address: overrides.address ?? 'collectif@exemple.org',
        checkedBy: ['M-TEST1', 'M-TEST2'],
        publishedOn: dayToDate(today(now)),
      },
    });
    const subject = `organiser-contact/${id}`;
    await appendEntry(tx, now, { kind: 'organiser-contact-published', subject });
  });
  return { id, boycott };
}
