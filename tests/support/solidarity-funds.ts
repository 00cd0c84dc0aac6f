import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import type { TestApp } from './app.ts';
import { makeBoycott } from './boycotts.ts';
import { makeMember, type TestMember } from './members.ts';

/** Inserts a fund that two moderators checked, of a boycott that is open for pledges; its showing is in the record. */
export async function makeFund(
  site: TestApp,
  overrides: { member?: TestMember; name?: string; boycott?: string; address?: string } = {},
): Promise<{ id: string; boycott: string }> {
  const { now } = site.clock;
  const member = overrides.member ?? (await makeMember(site));
  const boycott = overrides.boycott ?? (await makeBoycott(site, { member, state: 'pledging' })).id;
  const id = randomId();
  await site.database.prisma.$transaction(async (tx) => {
    await tx.solidarityFund.create({
      data: {
        id,
        boycottId: boycott,
        memberId: member.id,
        name: overrides.name ?? 'Caisse des micro-travailleurs',
        address: overrides.address ?? `https://caisse.example/${id}`,
        checkedBy: ['M-TEST1', 'M-TEST2'],
        checkedOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, { kind: 'fund-published', subject: `fund/${id}` });
  });
  return { id, boycott };
}
