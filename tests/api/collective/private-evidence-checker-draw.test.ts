import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  DAYS_FOR_CHECKER_TO_ANSWER,
  CHECKERS_NEEDED,
} from '#shared/collective/private-evidence.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { privateEvidenceRequests } from './private-evidence.testing.ts';

/** Of all moderators the two who were drawn may open private evidence, nobody else. */

let site: TestApp;
let acts: ReturnType<typeof privateEvidenceRequests>;
let member: TestMember;
let moderators: TestMember[];
beforeAll(async () => {
  site = await createTestApp();
  acts = privateEvidenceRequests(site, await makePlainPng());
  // What looks at pictures takes long to start; no test waits for it.
  await acts.send(await makeMember(site), { file: true });
});
beforeEach(async () => {
  await site.database.prisma.roleGrant.deleteMany();
  await acts.removeAll();
  member = await makeMember(site);
  moderators = await makeMembers(site, 5, { moderator: true });
});

/** Who may open a piece, by each way to it. */
async function whoOpens(id: string): Promise<TestMember[]> {
  const open: TestMember[] = [];
  for (const one of moderators) {
    const answers = await Promise.all(
      [`/api/private-evidence/${id}`, `/files/private/${id}.webp`].map((path) =>
        site.get(path, one.cookie),
      ),
    );
    const ways = [
      ...answers.map(({ statusCode }) => statusCode === 200),
      (await acts.waitingFor(one)).includes(id),
    ];
    expect(new Set(ways).size).toBe(1);
    if (ways[0] === true) open.push(one);
  }
  return open;
}

const idsOf = (members: readonly TestMember[]): string[] => members.map(({ id }) => id).toSorted();

describe('checkers', () => {
  test('are two of all moderators, who alone open it, are told of it and may answer', async () => {
    const id = await acts.send(member, { file: true });
    expect(await whoOpens(id)).toEqual([]);
    await acts.nextDay();
    await acts.runDue();
    const drawn = await whoOpens(id);
    expect(drawn).toHaveLength(CHECKERS_NEEDED);
    for (const one of moderators) {
      const isDrawn = drawn.includes(one);
      expect(await acts.lines(one, 'private-check')).toHaveLength(isDrawn ? 1 : 0);
      if (!isDrawn) expect((await acts.say(id, one, 'no')).statusCode).toBe(404);
    }
    const rows = await site.database.prisma.privateEvidenceChecker.findMany();
    expect(rows.map(({ memberId }) => memberId).toSorted()).toEqual(idsOf(drawn));
    for (const one of drawn) expect((await acts.say(id, one, 'yes')).statusCode).toBe(200);
    expect((await acts.own(member)).worksThere).toHaveLength(1);
    expect(await site.database.prisma.privateEvidenceChecker.count()).toBe(0);
  });

  test('are drawn at random: over many pieces each moderator is', async () => {
    for (const one of await makeMembers(site, 40)) await acts.send(one);
    await acts.nextDay();
    const rows = await site.database.prisma.privateEvidenceChecker.findMany();
    expect(rows).toHaveLength(40 * CHECKERS_NEEDED);
    expect(new Set(rows.map(({ memberId }) => memberId)).size).toBe(moderators.length);
  });

  test('who do not answer in time are replaced, and do not open it any more', async () => {
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    await acts.runDue();
    const [answers, silent] = await whoOpens(id);
    if (answers === undefined || silent === undefined) throw new Error('nobody was drawn');
    await acts.say(id, answers, 'yes');
    await acts.nextDay(DAYS_FOR_CHECKER_TO_ANSWER - 1);
    expect(idsOf(await whoOpens(id))).toEqual(idsOf([answers, silent]));
    await acts.nextDay();
    const later = await whoOpens(id);
    expect(later).toHaveLength(CHECKERS_NEEDED);
    expect(later).toContain(answers);
    expect(later).not.toContain(silent);
    expect(await acts.lines(silent, 'private-check')).toEqual([]);
    // Running again draws nobody else.
    await acts.nextDay(0);
    expect(idsOf(await whoOpens(id))).toEqual(idsOf(later));
  });

  test('who are moderators no more are replaced at once', async () => {
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    const [gone] = await whoOpens(id);
    await site.database.prisma.roleGrant.deleteMany({ where: { memberId: gone?.id ?? '' } });
    moderators = moderators.filter((one) => one !== gone);
    await acts.nextDay(0);
    expect(await whoOpens(id)).toHaveLength(CHECKERS_NEEDED);
  });

  test('stay where nobody else can be drawn, and are not those who asked for quiet', async () => {
    const [one, other, quiet, ...rest] = moderators;
    if (one === undefined || other === undefined || quiet === undefined) throw new Error('too few');
    await site.database.prisma.roleGrant.deleteMany({
      where: { memberId: { in: rest.map(({ id }) => id) } },
    });
    moderators = [one, other, quiet];
    const quietUntil = new Date(site.clock.now.getTime() + 30 * 86_400_000);
    await site.database.prisma.moderatorCare.create({ data: { memberId: quiet.id, quietUntil } });
    const id = await acts.send(member, { file: true });
    await acts.nextDay();
    await acts.nextDay(DAYS_FOR_CHECKER_TO_ANSWER);
    expect(idsOf(await whoOpens(id))).toEqual(idsOf([one, other]));
  });
});
