import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeFinding, makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { slipDesk } from './publication.testing.ts';

/** Slips of reports that count nowhere: a decision hides them, or their author is suspect. */

const slug = 'bemyeye';
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeCrowd(site, slug, 60, 3_000);
});

const { post, statesOf, slipsOf, run, releaseNextMonday, expectToLeave } = slipDesk(() => site);

/** Passes the Monday of the only slip of a member that waits. */
async function passMonday(member: TestMember): Promise<void> {
  const [slip] = await slipsOf(member, slug);
  site.clock.now = slip?.monday ?? site.clock.now;
  await run();
}

test('what is hidden on its Monday is not released, and can be shown knowingly later', async () => {
  const member = await makeMember(site);
  const id = await showNow(site, await post(slug, member));
  await decide(site, await makeHands(site), { kind: 'payout', id }, 'hide');
  await run();
  expect(await statesOf(member)).toEqual(['waits']);
  await passMonday(member);
  expect(await slipsOf(member, slug)).toEqual([]);
  expect(await statesOf(member)).toEqual(['held-back']);
  await run();
  expect(await statesOf(member)).toEqual(['held-back']);
});

test('what is hidden after its release goes as what is withdrawn does, but not for a veil', async () => {
  const member = await makeMember(site);
  const id = await showNow(site, await post(slug, member));
  await releaseNextMonday(member, slug);
  const hands = await makeHands(site);
  await decide(site, hands, { kind: 'payout', id }, 'veil');
  await run();
  expect(await slipsOf(member, slug)).toMatchObject([{ released: true, withdrawnOn: null }]);
  await decide(site, hands, { kind: 'payout', id }, 'hide', { stage: 'first' });
  await expectToLeave(member, slug);
  expect(await statesOf(member)).toEqual(['held-back']);
});

test('what a suspect reports is not released, and what she was shown with before stays', async () => {
  const member = await makeMember(site);
  await post(slug, member);
  await releaseNextMonday(member, slug);
  const other = await makeMember(site);
  await post(slug, other);
  const authors = await site.database.prisma.author.findMany({
    where: { memberId: { in: [member.id, other.id] } },
  });
  const findingId = await makeFinding(site, slug);
  await site.database.prisma.findingSuspect.createMany({
    data: authors.map(({ id: authorId }) => ({ findingId, authorId })),
  });
  await passMonday(other);
  expect(await slipsOf(other, slug)).toEqual([]);
  expect(await statesOf(other)).toEqual(['held-back']);
  expect(await slipsOf(member, slug)).toMatchObject([{ released: true, withdrawnOn: null }]);
});
