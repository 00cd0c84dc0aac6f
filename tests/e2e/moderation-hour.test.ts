import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { flagSubjectAs } from '#tests/api/governance/cases.testing.ts';
import {
  drawJuryAfterHour,
  findAskedJurors,
  makeEstablishedCommunity,
} from '#tests/api/governance/juries.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import {
  agree,
  agreeToChange,
  countWork,
  mergeWithListed,
  moveToCategory,
  noWork,
  openCase,
  printTable,
  propose,
  tap,
  write,
  seedHour,
  sendNotice,
  sendReply,
  type Hand,
  type Hour,
  type Said,
  type Work,
} from './moderation-hour.testing.ts';

/**
 * A moderator's hour: ten cases that differ, through the pages of a phone without a script. One person
 * proposes, another agrees; one author appeals and others answer her; a company's reply is read. Prints what
 * each case took.
 */

let site: TestApp;
let url: string;
let browser: Browser;
const table = new Map<string, { first: Work; second: Work }>();

let hour: Hour;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  await makeEstablishedCommunity(site);
  hour = await seedHour(site);
});
afterAll(async () => {
  await browser?.close();
});

async function openAs(member: TestMember | null, path: string): Promise<Hand> {
  const context = await openPhone(browser, { script: false });
  if (member !== null) {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  const work = countWork(page);
  await page.goto(url + path);
  return { page, work };
}

/** Two people work on one case, each from her own list; counts what each does. */
async function decide(
  name: string,
  proposes: (hand: Hand) => Promise<void>,
  answers: (hand: Hand) => Promise<void> = async () => {},
  from = pathTo('fr', 'moderation'),
): Promise<void> {
  const done = { first: noWork(), second: noWork() };
  const proposing = await openAs(hour.first, from);
  await proposes(proposing);
  done.first = proposing.work;
  await proposing.page.context().close();
  const answering = await openAs(hour.second, pathTo('fr', 'secondPerson'));
  await answers(answering);
  if (answering.work.taps > 0) done.second = answering.work;
  await answering.page.context().close();
  table.set(name, done);
}

async function flag(kind: Said, reason: string): Promise<void> {
  const subject = `post/${hour.posts.get(kind) ?? ''}`;
  const flagger = await makeMember(site);
  expect((await flagSubjectAs(site, subject, flagger, { reason })).statusCode).toBe(201);
}

/** How a post is shown to a visitor: as it is, behind a click, or not at all. */
async function shown(id: string): Promise<'shown' | 'hidden' | 'removed'> {
  const { hiddenBy } = await site.database.prisma.forumPost.findUniqueOrThrow({ where: { id } });
  if (hiddenBy === null) return 'shown';
  const { kind } = await site.database.prisma.decision.findUniqueOrThrow({
    where: { id: hiddenBy },
  });
  return kind === 'hide' ? 'hidden' : 'removed';
}
const shownOf = (kind: Said) => shown(hour.posts.get(kind) ?? '');

test.each([
  ['spam', 'advertising', 'Dupneu', /^Masquer/, 'hidden'],
  ['insult', 'insult', 'abrutis', /^Masquer/, 'hidden'],
  ['personal', 'personal-data', 'Lilas', /^Retirer/, 'removed'],
] as const)('a case of %s is decided by two', async (kind, reason, says, measure, result) => {
  await flag(kind, reason);
  await decide(
    kind,
    async (hand) => {
      await openCase(hand, says);
      await propose(hand, measure, 'Cela se voit dès les premiers mots.');
    },
    agree,
  );
  expect(await shownOf(kind)).toBe(result);
});

test('three referral links of one author are hidden by one proposal; each line leads to its post', async () => {
  await flagSubjectAs(site, `post/${hour.referral}`, await makeMember(site), {
    reason: 'advertising',
  });
  await decide(
    'referral links',
    async (hand) => {
      await openCase(hand, 'bonus 1');
      await tap(hand, hand.page.getByRole('link', { name: 'Voir tous ses messages de ce jour' }));
      const read = hand.page.getByRole('link', { name: 'Le voir sur sa page' });
      expect(await read.count()).toBe(3);
      await write(hand, hand.page.getByLabel('Pourquoi cette règle s’applique'), 'Le même lien.');
      await tap(hand, hand.page.getByRole('button', { name: 'Proposer de masquer' }));
      await hand.page.getByText('Votre proposition est faite.', { exact: false }).first().waitFor();
    },
    agree,
  );
  expect(await shown(hour.referral)).toBe('hidden');
});

test('a threat is veiled at once, its target is written to, and it is hidden', async () => {
  const threatened = await makeMember(site);
  for (const member of [hour.first, threatened]) {
    await site.post('/api/me/messages-allowed', { allows: 'on' }, member.cookie);
  }
  await flag('threat', 'threat');
  await decide(
    'threat',
    async (hand) => {
      const { page } = hand;
      await openCase(hand, 'casser');
      const veil = page.locator('#veil');
      await write(hand, veil.getByLabel('Pourquoi cette règle s’applique'), 'Des coups promis.');
      await tap(hand, veil.getByRole('button', { name: 'Voiler maintenant' }));
      await page.getByText('Le texte est voilé.', { exact: false }).first().waitFor();
      expect(await shownOf('threat')).toBe('removed');
      const ready = page.locator('#ready-messages details').first();
      await tap(hand, ready.locator('summary'));
      await write(hand, ready.getByLabel('Pseudo de la personne'), threatened.pseudonym);
      await tap(hand, ready.getByRole('button', { name: 'Envoyer ce message' }));
      await page.getByText('Appelez la police.', { exact: false }).first().waitFor();
    },
    agree,
  );
  expect(await shownOf('threat')).toBe('hidden');
});

test('a topic that is off topic moves to another category', async () => {
  await decide(
    'off topic',
    moveToCategory,
    agreeToChange,
    pathTo('fr', 'thread', { id: hour.offTopic }),
  );
  const { category } = await site.database.prisma.forumThread.findUniqueOrThrow({
    where: { id: hour.offTopic },
    include: { category: true },
  });
  expect(category.slug).not.toBe('paiements');
});

test('a topic asked twice is merged with one of a list, without another tab', async () => {
  await decide(
    'duplicate',
    (hand) => mergeWithListed(hand, 'Comment retirer son argent de Tacheo ?'),
    agreeToChange,
    pathTo('fr', 'thread', { id: hour.duplicate }),
  );
  const emptied = await site.database.prisma.forumThread.findUniqueOrThrow({
    where: { id: hour.duplicate },
  });
  expect(emptied.posts).toBe(0);
});

test('another topic is found by a word of its title', async () => {
  const { id } = await makeThread(site, { title: 'Une question de plus' });
  const { page } = await openAs(hour.first, pathTo('fr', 'thread', { id }));
  await page.getByText('Modérer ce sujet').click();
  await page.getByRole('heading', { name: 'Réunir avec un autre sujet' }).click();
  await page.getByLabel('Chercher l’autre sujet par son titre').fill('retirer argent');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await page.getByLabel('Comment retirer son argent de Tacheo ?').waitFor();
  expect(new URL(page.url()).hash).toBe('#merge');
});

test('a false payout is hidden', async () => {
  const reason = 'invented';
  await flagSubjectAs(site, `payout/${hour.payout}`, await makeMember(site), { reason });
  await decide(
    'false payout',
    async (hand) => {
      await openCase(hand, 'Paiement');
      await propose(hand, /^Masquer/, 'La capture vient d’un autre site.');
    },
    agree,
  );
  const { hiddenBy } = await site.database.prisma.payout.findUniqueOrThrow({
    where: { id: hour.payout },
  });
  expect(hiddenBy).not.toBeNull();
});

test('an honest text that was reported stays, by one person', async () => {
  await flag('honest', 'invented');
  await decide('honest text', async (hand) => {
    const { page } = hand;
    await openCase(hand, '14 tâches');
    await tap(hand, page.locator('summary', { hasText: 'Rien à faire' }));
    await tap(hand, page.getByRole('button', { name: 'Oui, fermer ce dossier' }));
    await page.getByText('Le dossier est fermé. Rien ne change.').waitFor();
  });
  expect(await shownOf('honest')).toBe('shown');
});

test('a company’s legal notice opens a case, which two people decide', async () => {
  const notice = await openAs(null, pathTo('fr', 'notice'));
  const address = url + pathTo('fr', 'forumPost', { id: hour.posts.get('noticed') ?? '' });
  await sendNotice(notice.page, address);
  await notice.page.context().close();
  await decide(
    'company’s notice',
    async (hand) => {
      await openCase(hand, 'volé mes données');
      await hand.page.getByText('Cette accusation est fausse', { exact: false }).waitFor();
      await propose(hand, /^Masquer/, 'Une accusation, sans aucun fait.');
    },
    agree,
  );
  expect(await shownOf('noticed')).toBe('hidden');
});

test('the author of the insult appeals, and people who did not decide answer her', async () => {
  const { hiddenBy } = await site.database.prisma.forumPost.findUniqueOrThrow({
    where: { id: hour.posts.get('insult') ?? '' },
  });
  const author = await openAs(hour.insulting, pathTo('fr', 'decision', { id: hiddenBy ?? '' }));
  await tap(author, author.page.getByRole('link', { name: 'Contester cette décision' }));
  await write(
    author,
    author.page.getByLabel('Ce que le jury doit savoir'),
    'Je parle d’un service qui ne répond pas. Je n’insulte personne.',
  );
  await tap(author, author.page.getByRole('button', { name: 'Envoyer mon recours' }));
  await author.page.getByText('Nous avons votre recours.', { exact: false }).first().waitFor();
  const { id: jury } = await site.database.prisma.jury.findFirstOrThrow();
  await drawJuryAfterHour(site, jury);
  const answering = noWork();
  for (const juror of (await findAskedJurors(site, jury)).slice(0, 2)) {
    expect([hour.first.id, hour.second.id]).not.toContain(juror.id);
    const hand = await openAs(juror, pathTo('fr', 'ownJury', { id: jury }));
    await tap(hand, hand.page.getByText('Lire (cela peut choquer)'));
    await tap(hand, hand.page.getByLabel('Masquer'));
    await write(
      hand,
      hand.page.getByLabel('Pourquoi, en une phrase'),
      'Des personnes sont visées.',
    );
    await tap(hand, hand.page.getByRole('button', { name: 'Voter' }));
    await hand.page.getByText('Nous avons votre vote.').waitFor();
    for (const key of ['pages', 'taps', 'sentences'] as const) answering[key] += hand.work[key];
    await hand.page.context().close();
  }
  table.set('appeal (author, two jurors)', { first: author.work, second: answering });
  const appeal = await site.database.prisma.appeal.findFirstOrThrow();
  expect(appeal.state).toBe('upheld');
  expect(await shownOf('insult')).toBe('hidden');
});

test('a company replies, and a moderator publishes it', async () => {
  const company = await openAs(null, pathTo('fr', 'reply', {}, { plateforme: 'clickworker' }));
  await sendReply(company.page);
  await company.page.context().close();
  await decide('company’s reply', async (hand) => {
    await tap(hand, hand.page.locator('#queues a[href*="reponses"]').first());
    await tap(hand, hand.page.getByLabel('Publier'));
    await tap(hand, hand.page.getByRole('button', { name: 'Décider' }));
    await hand.page.getByText('C’est décidé.').waitFor();
  });
  const { state } = await site.database.prisma.reply.findFirstOrThrow();
  expect(state).toBe('published');
});

test('no case takes more than six pages of either person; the table is printed', () => {
  expect(table.size).toBe(12);
  printTable(table);
  for (const [name, done] of table) {
    expect(done.first.pages, name).toBeLessThanOrEqual(6);
    expect(done.second.pages, name).toBeLessThanOrEqual(6);
  }
});
