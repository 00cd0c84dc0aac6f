import { beforeEach, describe, expect, test } from 'vitest';
import { dropProposalsOfMember } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  DAYS_BETWEEN_ORGANISER_MESSAGES,
  DAYS_IN_INBOX,
} from '#shared/collective/organiser-messages.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  approveMessage,
  makeOrganiserMessage,
  messagesTo,
} from '#tests/support/organiser-messages.ts';
import { makeWorker } from '#tests/support/pledges.ts';
import { actsOf, answerAct, readAct } from '#tests/support/proposals.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** Messages of organisers to all who can pledge: read by two moderators, public, one a month. */

const TEXT = 'Le client propose de parler lundi. Tenez bon jusque-là.';
const DAY_MS = 86_400_000;

const site: TestApp = await createTestApp();
const { prisma } = site.database;
let organiser: TestMember;
let first: TestMember;
let second: TestMember;
let boycott: string;
beforeEach(async () => {
  await prisma.roleGrant.deleteMany();
  await prisma.proposedChange.deleteMany();
  organiser = await makeMember(site, { established: true });
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  boycott = (await makeBoycott(site, { member: organiser, state: 'on' })).id;
});

const write = (by: TestMember | null = organiser, body: object = { text: TEXT }, of = boycott) =>
  site.post(`/api/boycotts/${of}/messages`, body, by?.cookie);
async function read(viewer: TestMember | null = null): Promise<BoycottResponse> {
  return boycottResponse.parse((await site.get(`/api/boycotts/${boycott}`, viewer?.cookie)).json());
}
function pass(days: number): void {
  site.clock.now = new Date(site.clock.now.getTime() + days * DAY_MS);
}

test('is public once two moderators have read it, with who wrote it', async () => {
  expect((await write()).statusCode).toBe(200);
  expect((await read(organiser)).ownMessage).toEqual({ waits: true, from: null, offer: false });
  const [act] = (await actsOf(site, first)).waiting;
  expect(await readAct(site, act?.id ?? '', first)).toMatchObject({
    kind: 'send-message',
    about: { kind: 'boycott', key: boycott },
    to: { fr: TEXT },
  });
  expect(await answerAct(site, act?.id ?? '', first)).toBe(200);
  expect((await read()).messages).toEqual([]);
  expect(await answerAct(site, act?.id ?? '', first)).toBe(403);
  expect(await answerAct(site, act?.id ?? '', second)).toBe(200);
  const { messages, ownMessage } = await read();
  expect(messages).toMatchObject([
    { text: TEXT, by: organiser.pseudonym, hiding: null, mine: false },
  ]);
  expect(new Set(messages[0]?.checkedBy).size).toBe(2);
  expect(ownMessage).toBeNull();
  const subject = `organiser-message/${messages[0]?.id ?? ''}`;
  expect(await kindsInRecord(site, subject)).toEqual(['organiser-message-published']);
});

test('one a month, also where its author withdrew it', async () => {
  await write();
  expect((await write()).statusCode).toBe(409);
  await approveMessage(site, [first, second]);
  expect((await write()).statusCode).toBe(409);
  const [sent] = (await read()).messages;
  const withdraw = `/api/organiser-messages/${sent?.id ?? ''}/withdraw`;
  expect((await site.post(withdraw, {}, first.cookie)).statusCode).toBe(403);
  expect((await site.post(withdraw, {}, organiser.cookie)).statusCode).toBe(200);
  expect((await read()).messages).toEqual([]);
  pass(DAYS_BETWEEN_ORGANISER_MESSAGES - 1);
  expect((await write()).statusCode).toBe(409);
  expect((await read(organiser)).ownMessage?.from).not.toBeNull();
  pass(1);
  expect((await read(organiser)).ownMessage).toEqual({ waits: false, from: null, offer: false });
  expect((await write()).statusCode).toBe(200);
});

test('withdrawn, its words are nowhere, also not in the approval', async () => {
  await write();
  await approveMessage(site, [first, second]);
  const [sent] = (await read()).messages;
  const [act] = await prisma.proposedChange.findMany();
  await site.post(`/api/organiser-messages/${sent?.id ?? ''}/withdraw`, {}, organiser.cookie);
  expect(JSON.stringify(await prisma.proposedChange.findMany())).not.toContain(TEXT);
  expect((await readAct(site, act?.id ?? '')).to).toBeNull();
});

test('a refusal ends it, and another one can be written at once', async () => {
  await write();
  const [act] = (await actsOf(site, first)).waiting;
  const no = { answer: 'refuse', objection: 'Elle nomme une employée du client.' };
  expect(await answerAct(site, act?.id ?? '', first, no)).toBe(200);
  expect((await read(organiser)).ownMessage).toEqual({ waits: false, from: null, offer: false });
  expect((await write()).statusCode).toBe(200);
});

describe('an offer before the start', () => {
  const OFFER = { text: TEXT, offer: 'on' };
  beforeEach(async () => {
    await prisma.boycott.update({ where: { id: boycott }, data: { state: 'pledging' } });
  });

  test('stands in the message and in the timeline, with the figures of its day', async () => {
    expect((await write(organiser, OFFER)).statusCode).toBe(200);
    const [act] = (await actsOf(site, first)).waiting;
    const { offer } = messagesFor('fr').boycotts.messages;
    expect((await readAct(site, act?.id ?? '', first)).to?.fr).toBe(`${offer} ${TEXT}`);
    await approveMessage(site, [first, second]);
    const { messages, timeline } = await read();
    expect(messages).toMatchObject([{ text: TEXT, offer: true }]);
    expect(timeline).toMatchObject([
      { kind: 'offer', message: messages[0]?.id, figures: [{ kind: 'platform' }] },
    ]);
  });

  test('can be told within the month after a message, which it does not begin anew', async () => {
    await write();
    await approveMessage(site, [first, second]);
    expect((await read(organiser)).ownMessage).toMatchObject({ offer: true, waits: false });
    const { from } = (await read(organiser)).ownMessage ?? {};
    pass(2);
    expect((await write()).statusCode).toBe(409);
    expect((await write(organiser, OFFER)).statusCode).toBe(200);
    await approveMessage(site, [first, second]);
    expect((await read(organiser)).ownMessage).toMatchObject({ from });
    expect((await write()).statusCode).toBe(409);
  });

  test.each([
    ['proposed', 409],
    ['debated', 200],
    ['pledging', 200],
    ['on', 409],
    ['ended', 409],
  ] as const)('of a boycott that is %s it is answered %i', async (state, status) => {
    const { id } = await makeBoycott(site, { member: organiser, state });
    expect((await write(organiser, OFFER, id)).statusCode).toBe(status);
  });

  test('every member’s browser is told of it alike, until it is withdrawn', async () => {
    await write(organiser, OFFER);
    await approveMessage(site, [first, second]);
    const [sent] = (await read()).messages;
    const told = async ({ cookie }: TestMember) =>
      (await site.get('/api/me/boycott-tokens', cookie))
        .json<{ offers: { boycott: string; message: string }[] }>()
        .offers.filter((one) => one.boycott === boycott);
    const worker = await makeWorker(site);
    const stranger = await makeMember(site);
    expect(await told(worker)).toMatchObject([{ message: sent?.id }]);
    expect(await told(stranger)).toEqual(await told(worker));
    await site.post(`/api/organiser-messages/${sent?.id ?? ''}/withdraw`, {}, organiser.cookie);
    expect(await told(worker)).toEqual([]);
    expect((await read()).timeline).toMatchObject([{ kind: 'offer' }]);
  });
});

describe('who writes', () => {
  test('who called for the boycott, or signs for it; not who was only asked to', async () => {
    const asked = await makeMember(site);
    await prisma.boycottOrganiser.create({
      data: { boycottId: boycott, number: 1, memberId: asked.id },
    });
    expect((await read(asked)).ownMessage).toBeNull();
    expect((await write(asked)).statusCode).toBe(403);
    await prisma.boycottKey.create({
      data: { boycottId: boycott, rank: 'established', organiser: 1, publicKey: Buffer.from('k') },
    });
    expect((await read(asked)).ownMessage).toEqual({ waits: false, from: null, offer: false });
    expect((await write(asked)).statusCode).toBe(200);
  });

  test('no visitor, no other member, no moderator who is not one', async () => {
    expect((await write(null)).statusCode).toBe(401);
    expect((await write(await makeWorker(site))).statusCode).toBe(403);
    expect((await write(first)).statusCode).toBe(403);
  });

  test('nobody reads her own message as one of the two', async () => {
    await prisma.boycott.update({ where: { id: boycott }, data: { memberId: first.id } });
    expect((await write(first)).statusCode).toBe(200);
    const [act] = (await actsOf(site, first)).own;
    expect(await answerAct(site, act?.id ?? '', first)).toBe(403);
  });

  test.each([
    ['proposed', 409],
    ['debated', 200],
    ['pledging', 200],
    ['ended', 409],
  ] as const)('of a boycott that is %s it is answered %i', async (state, status) => {
    const { id } = await makeBoycott(site, { member: organiser, state });
    expect((await write(organiser, { text: TEXT }, id)).statusCode).toBe(status);
  });

  test('bad input, and not there', async () => {
    expect((await write(organiser, { text: 'Trop court.' })).statusCode).toBe(422);
    expect((await write(organiser, {})).statusCode).toBe(422);
    expect((await write(organiser, { text: TEXT }, 'zzzzzzzzzzzz')).statusCode).toBe(404);
  });
});

describe('GET /api/me/organiser-messages', () => {
  test('names the boycott to who can pledge in it, for two weeks', async () => {
    await makeOrganiserMessage(site, { member: organiser, boycott });
    const worker = await makeWorker(site);
    expect(await messagesTo(site, worker)).toContain(boycott);
    expect(await messagesTo(site, await makeWorker(site, { slug: 'microworkers' }))).toEqual([]);
    // An ordinary boycott takes established members.
    expect(await messagesTo(site, await makeWorker(site, { established: false }))).toEqual([]);
    pass(DAYS_IN_INBOX);
    expect(await messagesTo(site, worker)).not.toContain(boycott);
    expect((await site.get('/api/me/organiser-messages')).statusCode).toBe(401);
  });

  test('not where she switched them off, until she wants them again', async () => {
    await makeOrganiserMessage(site, { member: organiser, boycott });
    const worker = await makeWorker(site);
    const choose = (messages: string) =>
      site.post('/api/me/organiser-messages', { messages }, worker.cookie);
    expect((await choose('no')).statusCode).toBe(200);
    expect(await messagesTo(site, worker)).toEqual([]);
    expect((await choose('yes')).statusCode).toBe(200);
    expect(await messagesTo(site, worker)).toContain(boycott);
    expect((await choose('perhaps')).statusCode).toBe(422);
  });
});

test('followers are told in their inbox, pledgers and others who can pledge are not', async () => {
  const follower = await makeMember(site);
  const worker = await makeWorker(site);
  await site.post('/api/follows', { kind: 'boycott', key: boycott }, follower.cookie);
  await write();
  await approveMessage(site, [first, second]);
  const kinds = async (member: TestMember) =>
    inboxResponse
      .parse((await site.get('/api/me/inbox', member.cookie)).json())
      .items.map(({ kind }) => kind);
  expect(await kinds(follower)).toEqual(['boycott-message']);
  expect(await kinds(worker)).toEqual([]);
});

test('what waits goes with the account of who wrote it', async () => {
  await write();
  expect(await prisma.proposedChange.count()).toBe(1);
  await prisma.$transaction((tx) => dropProposalsOfMember(tx, organiser.id, site.clock.now));
  expect(await prisma.proposedChange.count()).toBe(0);
});
