import { beforeEach, describe, expect, test } from 'vitest';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeOrganiserContact } from '#tests/support/organiser-contacts.ts';
import { actsOf, answerAct } from '#tests/support/proposals.ts';

/** Organisers of a boycott give an address for everybody; two moderators read it before, any organiser removes it. */

const ADDRESS = 'collectif@exemple.org';
const site: TestApp = await createTestApp();
const { prisma } = site.database;
let organiser: TestMember;
let moderators: readonly TestMember[];
let boycott: string;
beforeEach(async () => {
  site.clock.advanceDays(1);
  organiser = await makeMember(site, { established: true });
  moderators = [
    await makeMember(site, { moderator: true }),
    await makeMember(site, { moderator: true }),
  ];
  boycott = (await makeBoycott(site, { member: organiser, state: 'on' })).id;
});

const propose = (address: string = ADDRESS, by: TestMember | null = organiser, of = boycott) =>
  site.post(`/api/boycotts/${of}/contact`, { address }, by?.cookie);
const remove = (by: TestMember | null = organiser, of = boycott) =>
  site.post(`/api/boycotts/${of}/contact/remove`, {}, by?.cookie);
async function approveAs(moderator: TestMember | undefined): Promise<void> {
  if (moderator === undefined) throw new Error('no moderator');
  const { waiting } = await actsOf(site, moderator);
  const act = waiting.find(({ kind, about }) => kind === 'show-contact' && about.key === boycott);
  expect(await answerAct(site, act?.id ?? '', moderator)).toBe(200);
}
async function approve(): Promise<void> {
  for (const moderator of moderators) await approveAs(moderator);
}
async function read(viewer: TestMember | null = null): Promise<BoycottResponse> {
  return boycottResponse.parse((await site.get(`/api/boycotts/${boycott}`, viewer?.cookie)).json());
}
/** The pages on which strangers read it. */
async function shown(address = ADDRESS): Promise<boolean[]> {
  const paths = ['', '/kit?feuille=presse', '/letter'];
  const found = paths.map((path) => site.get(`/en/boycotts/${boycott}${path}`));
  return (await Promise.all(found)).map(({ body }) => body.includes(address));
}
const organiseAs = async (who: TestMember) =>
  (await site.get(`/en/boycotts/${boycott}/organise`, who.cookie)).body;

test('is on page, press sheet and letter once two moderators have read it, not before', async () => {
  expect((await propose()).statusCode).toBe(200);
  expect((await read(organiser)).ownContact).toEqual({ waits: true });
  const [first, second] = moderators;
  await approveAs(first);
  expect(await shown()).toEqual([false, false, false]);
  await approveAs(second);
  expect(await shown()).toEqual([true, true, true]);
  const { contact, ownContact } = await read();
  expect(contact).toMatchObject({ address: ADDRESS, hiding: null, mine: false });
  expect(contact?.checkedBy).toHaveLength(2);
  expect(ownContact).toBeNull();
  expect(await kindsInRecord(site, `organiser-contact/${contact?.id}`)).toEqual([
    'organiser-contact-published',
  ]);
});

test('another one replaces it', async () => {
  const { id } = await makeOrganiserContact(site, { member: organiser, boycott });
  const page = 'https://exemple.org/contact';
  await propose(page);
  expect(await shown()).toEqual([true, true, true]);
  await approve();
  expect(await shown()).toEqual([false, false, false]);
  expect(await shown(page)).toEqual([true, true, true]);
  expect((await kindsInRecord(site, `organiser-contact/${id}`)).at(-1)).toBe(
    'organiser-contact-withdrawn',
  );
});

test('any organiser removes it at once, and nothing of it stays', async () => {
  await propose();
  await approve();
  const other = await makeMember(site, { established: true });
  await prisma.boycottOrganiser.create({
    data: { boycottId: boycott, number: 1, memberId: other.id },
  });
  expect((await remove(other)).statusCode).toBe(403);
  await prisma.boycottKey.create({
    data: { boycottId: boycott, organiser: 1, rank: 'established', publicKey: Buffer.from('k') },
  });
  expect((await remove(other)).statusCode).toBe(200);
  expect(await shown()).toEqual([false, false, false]);
  const acts = await prisma.proposedChange.findMany({ where: { subject: `boycott/${boycott}` } });
  expect(acts).toHaveLength(1);
  expect(JSON.stringify(acts)).not.toContain(ADDRESS);
});

test('one that waits is taken back by the same', async () => {
  await propose();
  expect((await propose('autre@exemple.org')).statusCode).toBe(409);
  expect((await remove()).statusCode).toBe(200);
  expect((await read(organiser)).ownContact).toEqual({ waits: false });
  expect((await propose('autre@exemple.org')).statusCode).toBe(200);
});

test('the organisers’ page warns before it is given, and is closed to others', async () => {
  const own = await organiseAs(organiser);
  expect(own).toContain('It must not say who you are.');
  expect(await organiseAs(await makeMember(site))).not.toContain('It must not say who you are.');
});

describe('who gives it', () => {
  test('no visitor, and nobody who does not organise the boycott', async () => {
    expect((await propose(ADDRESS, null)).statusCode).toBe(401);
    expect((await remove(null)).statusCode).toBe(401);
    const member = await makeMember(site, { established: true });
    expect((await propose(ADDRESS, member)).statusCode).toBe(403);
    expect((await remove(member)).statusCode).toBe(403);
  });

  test.each([['nobody'], ['http://exemple.org'], ['javascript:alert(1)'], ['']])(
    'not %j',
    async (address) => {
      const { statusCode, body } = await propose(address);
      expect(statusCode).toBe(422);
      expect(JSON.parse(body)).toMatchObject({ error: { fields: { address: {} } } });
    },
  );

  test('not there, and not at a step without', async () => {
    expect((await propose(ADDRESS, organiser, 'zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await remove(organiser, 'zzzzzzzzzzzz')).statusCode).toBe(404);
    const { id } = await makeBoycott(site, { member: organiser, state: 'proposed' });
    expect((await propose(ADDRESS, organiser, id)).statusCode).toBe(409);
  });
});

test('a decision hides it alone; with a withdrawn boycott it goes', async () => {
  const { id } = await makeOrganiserContact(site, { member: organiser, boycott });
  const hands = await makeHands(site);
  const subject = { kind: 'organiser-contact', id } as const;
  await decide(site, hands, subject, 'remove');
  expect(await shown()).toEqual([false, false, false]);
  await decide(site, hands, subject, 'restore');
  expect(await shown()).toEqual([true, true, true]);
  await prisma.boycott.update({ where: { id: boycott }, data: { state: 'debated' } });
  const withdrawn = await site.post(`/api/boycotts/${boycott}/withdraw`, {}, organiser.cookie);
  expect(withdrawn.statusCode).toBe(200);
  expect(await prisma.organiserContact.count({ where: { id } })).toBe(0);
});
