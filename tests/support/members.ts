import { createSessions } from '#server/identity/accounts/sessions.ts';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { addDays, today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { TestApp } from './app.ts';

export type TestMember = { id: string; pseudonym: string; cookie: string };

type MemberOverrides = { pseudonym?: string; established?: boolean; moderator?: boolean };

/** A signed-in member; no password matches her hash. */
export async function makeMember(
  site: Pick<TestApp, 'database' | 'clock'>,
  overrides: MemberOverrides = {},
): Promise<TestMember> {
  const [member] = await makeMembers(site, 1, overrides);
  if (member === undefined) throw new Error('no member was made');
  return member;
}

/** Creates several members with few statements; only their sessions are inserted one by one. */
export async function makeMembers(
  { database, clock }: Pick<TestApp, 'database' | 'clock'>,
  count: number,
  overrides: MemberOverrides = {},
): Promise<TestMember[]> {
  const { prisma } = database;
  const day = today(clock.now);
  // Ids are not part of pseudonyms, because tests search for ids in public output.
  const made = Array.from({ length: count }, () => ({
    id: randomId(),
    pseudonym: overrides.pseudonym ?? `membre-${randomId()}`,
  }));
  await prisma.member.createMany({
    data: made.map(({ id, pseudonym }) => ({
      id,
      pseudonym,
      pseudonymKey: foldName(pseudonym),
      passwordHash: 'none',
      lang: 'fr',
      createdAt: clock.now,
      establishedOn: overrides.established === true ? dayToDate(day) : null,
    })),
  });
  if (overrides.moderator === true) {
    const [grantedOn, endsOn] = [dayToDate(day), dayToDate(addDays(day, 180))];
    const role = 'moderator';
    const grants = made.map(({ id: memberId }) => {
      const handle = `M-${randomId().slice(0, 5).toUpperCase()}`;
      return { id: randomId(), memberId, role, handle };
    });
    await prisma.$transaction(async (tx) => {
      await tx.roleGrant.createMany({
        data: grants.map((grant) => ({ ...grant, grantedOn, endsOn })),
      });
      await appendEntries(
        tx,
        clock.now,
        grants.map(({ id }) => ({ kind: 'term-begun', subject: `role/${id}` })),
      );
    });
  }
  const sessions = createSessions(database, () => clock.now, { secure: false });
  const members: TestMember[] = [];
  for (const { id, pseudonym } of made) {
    members.push({
      id,
      pseudonym,
      cookie: (await sessions.start(prisma, id)).split(';')[0] ?? '',
    });
  }
  return members;
}
