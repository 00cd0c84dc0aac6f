import { beforeAll, describe, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { addReviewNameAndGuess } from './api/directory/clients.testing.ts';
import { makeMembersFollow, makeUnreadInboxItem } from './api/community/inbox.testing.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReply,
  makeReview,
  type TestMember,
} from '#tests/support/factories.ts';
import { makeFlag } from '#tests/support/messages.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { everyRoute, crawl } from '#tests/support/crawl.ts';

/**
 * The platform's lawyer reads everything that a stranger can: every page, feed and route. She
 * must find no exact amount, no exact day and no author of unsigned evidence.
 */

// Days and amounts that nothing else on the site has.
const ASKED_ON = '2026-10-03';
const SETTLED_ON = '2026-10-12';
const HAPPENED_ON = '2026-09-17';
const STILL_WAITING_ON = '2026-11-04';
const SECRETS: readonly [string, RegExp][] = [
  ['the amount expected', /\b(27[.,]43|2743)\b/],
  ['the amount received', /\b(26[.,]87|2687)\b/],
  ['the balance lost, and what a task pays', /\b(41[.,]97|4197)\b/],
  ['the day asked', /2026-10-03|\b0?3 octobre|\b0?3 October|0?3\/10\/2026|20261003/],
  ['the day received', /2026-10-12|\b12 octobre|\b12 October|12\/10\/2026|20261012/],
  ['the day of the last word', /2026-11-04|\b0?4 novembre|\b0?4 November|0?4\/11\/2026/],
  ['the numbers of a task report', /\b1[\s,.]?237\b/],
  ['the time of a task report', /\b37[\s,.]?267\b|\b10\s?h\s?21\b/],
  ['the day of the task', /2026-11-06|\b0?6 novembre|\b0?6 November|0?6\/11\/2026/],
  ['the day of the incident', /2026-09-17|\b17 septembre|\b17 September|17\/09\/2026/],
  ['the pseudonym', /Zorglub/i],
  ['who confirmed, doubted or decided', /Quidam/i],
  ['what a doubter wrote', /douze virgule trois/i],
  ['how to reach who replied', /secret@/],
  ['what members write to each other', /Trifouilly/],
  ['what a flagger wrote', /Saperlipopette/],
  ['a session', /[?&;"']session=/],
];

const LOOKUP = '/api/lookup?domain=clickworker.com&ids=A1CLIENT';

/** A client as older tools ask for it. */
const RID = 'A1STRANGER00001';
const OLDER_TOOLS = [
  `/api/multi-attrs.php?ids=${RID}`,
  `/requesters?rids=${RID}`,
  `/requesters/${RID}`,
  `/v1/requesters/?requester_ids=${RID}`,
  `/${RID}`,
];

let site: TestApp;
const secretIds: string[] = [];
let bodies: ReadonlyMap<string, string>;
let failed: readonly string[];

beforeAll(async () => {
  site = await createTestApp();
  const member = await makeMember(site, { pseudonym: 'Zorglub 77' });
  const payout = await makePayout(site, {
    member,
    expectedMinor: 2743,
    receivedMinor: 2687,
    askedOn: ASKED_ON,
    settledOn: SETTLED_ON,
    screenshot: true,
    showsMonth: true,
  });
  await confirmAndDoubt(payout.id);
  await makePayout(site, {
    member,
    state: 'waiting',
    expectedMinor: 2743,
    askedOn: ASKED_ON,
    stillWaitingOn: STILL_WAITING_ON,
  });
  const unshown = await makePayout(site, { member, screenshot: true, shownFrom: null });
  const { key } = await site.database.prisma.screenshot.findUniqueOrThrow({
    where: { payoutId: unshown.id },
  });
  secretIds.push(unshown.id, key);
  // The form of an earlier version may still send a message; no answer holds it.
  await site.post(
    '/api/payouts',
    {
      platform: 'clickworker',
      outcome: 'received',
      expected: '27,43',
      currency: 'EUR',
      method: 'mvola',
      askedOn: ASKED_ON,
      receivedOn: SETTLED_ON,
      message: 'MVola: recu 27,43 EUR de Clickworker le 12/10/2026, demande le 03/10/2026',
    },
    member.cookie,
  );
  const incident = await makeIncident(site, { member, happenedOn: HAPPENED_ON, lostMinor: 4197 });
  await makeIncident(site, {
    member,
    kind: 'posts-bought',
    happenedOn: HAPPENED_ON,
    rewardMinor: 4197,
  });
  await makeReview(site, { member });
  const task = await makeTaskReport(site, {
    member,
    paid: 1_237,
    time: '10 h 21 min 7 s',
    workedOn: '2026-11-06',
  });
  await addReviewNameAndGuess(site, { member, platform: 'clickworker', name: 'Clickworker' });
  await makeTaskReport(site, {
    member,
    platform: 'mturk.com',
    clientId: RID,
    notAPerson: true,
    paid: 1_237,
    time: '10 h 21 min 7 s',
    workedOn: '2026-11-06',
  });
  await makeReply(site, { state: 'published' });
  const talk = await talkAbout(payout.id, task.taskId);
  await writeInPrivate();
  const authors = await site.database.prisma.author.findMany({ where: { memberId: member.id } });
  secretIds.push(member.id, ...authors.map(({ id }) => id));
  await hearOfThings(member);
  const decisions = await decideOnFlag(payout.id, member);
  const ids = {
    payouts: payout.id,
    incidents: incident.id,
    tasks: task.taskId,
    decisions,
    ...talk,
  };
  const routes = await everyRoute(site, ids);
  ({ bodies, failed } = await crawl(site, [
    '/',
    '/sitemap.xml',
    '/robots.txt',
    LOOKUP,
    ...OLDER_TOOLS,
    ...routes,
  ]));
});

test('the walk reaches pages, routes and feeds in both languages', () => {
  const seen = [...bodies.keys()];
  expect(seen.length).toBeGreaterThan(100);
  for (const part of [
    '/fr/preuves/',
    '/en/proofs/',
    '/api/payouts/',
    '.atom',
    '/api/record',
    '/history',
    '/image.png',
    '/api/tasks/',
    '/fr/taches/',
    '/fr/forum/sujets/',
    '/en/forum/threads/',
    '/api/forum/posts/',
  ]) {
    expect(
      seen.some((path) => path.includes(part)),
      part,
    ).toBe(true);
  }
});

test('nothing on the way fails', () => {
  expect(failed).toEqual([]);
});

describe('a stranger finds nowhere', () => {
  test.each(SECRETS)('%s', (_, secret) => {
    const found = [...bodies].filter(([, body]) => secret.test(body)).map(([path]) => path);
    expect(found).toEqual([]);
  });

  test('by older tools what one member reported of a client', async () => {
    // 1,237 runs at 30 cents in 37,267 seconds, and nobody else: fewer than five tell nothing.
    expect((await site.get(`/requesters?rids=${RID}`)).body).toBe('{"data":[],"status":200}');
    expect((await site.get(`/api/multi-attrs.php?ids=${RID}`)).body).toBe(`{"${RID}":""}`);
    const view = (await site.get(`/v1/requesters/?requester_ids=${RID}`)).body;
    expect(view).toContain('"requesters":{}');
    const found = [...bodies].filter(([, body]) => /37267|371\.1|430\.4/.test(body));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('the ids that tie evidence to a member, and what she hears', () => {
    const found = [...bodies].filter(([, body]) => secretIds.some((id) => body.includes(id)));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('more of a proof or a task in a card of the forum than everybody may know', () => {
    const [thread = ''] = [...bodies].flatMap(([path, body]) =>
      /^\/api\/forum\/threads\/\w+$/.test(path) ? [body] : [],
    );
    expect(thread).toContain('"kind":"proof"');
    expect(thread).toContain('"month":"2026-10"');
    expect(thread).not.toMatch(/"askedOn"|"settledOn"|"authorKey"|"established"/);
  });

  test('the day on which evidence was posted, beside that evidence', async () => {
    const { body } = await site.get('/api/payouts');
    expect(body).not.toContain(today(site.clock.now));
  });
});

/** Two members write to each other, and one shows it to the moderators. */
async function writeInPrivate(): Promise<void> {
  const text = 'Rendez-vous à Trifouilly.';
  const { from, to } = await makeFlag(site, { text, sentence: 'Je ne veux pas à Trifouilly.' });
  secretIds.push(from.id, to.id);
}

/** Others say what they think of a proof, and a moderator settles it. */
async function confirmAndDoubt(payoutId: string): Promise<void> {
  const make = (name: string, moderator = false) =>
    makeMember(site, { pseudonym: `Quidam ${name}`, established: true, moderator });
  const [first, second, third] = [await make('1'), await make('2'), await make('3', true)];
  secretIds.push(first.id, second.id, third.id);
  await site.post(`/api/payouts/${payoutId}/confirm`, {}, first.cookie);
  const doubt = { reason: 'amount', sentence: 'Je lis douze virgule trois.' };
  await site.post(`/api/payouts/${payoutId}/doubt`, doubt, second.cookie);
  const { id } = await site.database.prisma.proofCheck.findFirstOrThrow({ where: { payoutId } });
  const decision = { rule: 'sound', reason: 'Le montant est lisible.' };
  await site.post(`/api/checks/${id}/decision`, decision, third.cookie);
  secretIds.push((await site.database.prisma.decision.findFirstOrThrow()).id);
}

/** Another member flags a proof, and a moderator leaves it as it is: the decision is for everybody. */
async function decideOnFlag(payoutId: string, author: TestMember): Promise<string> {
  const flagger = await makeMember(site, { pseudonym: 'Quidam 4' });
  const moderator = await makeMember(site, { pseudonym: 'Quidam 5', moderator: true });
  secretIds.push(flagger.id, moderator.id, author.id);
  const about = `payout/${payoutId}`;
  const flag = { about, reason: 'invented', sentence: 'Saperlipopette, c’est inventé.' };
  await site.post('/api/flags', flag, flagger.cookie);
  const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject: about },
  });
  await site.post(`/api/moderation/cases/${id}/dismiss`, {}, moderator.cookie);
  const decision = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId: id } });
  return decision.id;
}

/** Another member shows what she means by live cards, and changes her mind. */
async function talkAbout(
  payoutId: string,
  taskId: string,
): Promise<{ threads: string; posts: string }> {
  const talker = await makeMember(site, { pseudonym: 'Bavarde' });
  secretIds.push(talker.id);
  const links = [`/fr/preuves/${payoutId}`, `/fr/taches/${taskId}`, '/fr/plateformes/clickworker'];
  const thread = { category: 'paiements', title: 'Qui a été payée ?', text: links.join('\n\n') };
  const started = await site.post(
    '/api/forum/threads',
    { ...thread, proof: payoutId },
    talker.cookie,
  );
  const { id: threads } = started.json<{ id: string }>();
  const { id: posts } = await site.database.prisma.forumPost.findFirstOrThrow({
    where: { threadId: threads },
  });
  const text = `${thread.text}\n\nEt vous ?`;
  await site.post(`/api/forum/posts/${posts}`, { text }, talker.cookie);
  return { threads, posts };
}

/** She follows a platform, has a line in her inbox, and a feed of her own. */
async function hearOfThings(member: TestMember): Promise<void> {
  await makeMembersFollow(site, 'platform', 'clickworker', member);
  await site.post('/api/me/private-feed', { change: 'make' }, member.cookie);
  const { feedSecret } = (await site.get('/api/me/follows', member.cookie)).json<{
    feedSecret: string;
  }>();
  expect(feedSecret).toHaveLength(43);
  secretIds.push(feedSecret, await makeUnreadInboxItem(site, member));
}
