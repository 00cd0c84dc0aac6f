import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  makeEstablishedCommunity,
} from '#tests/api/governance/juries.testing.ts';
import { answerProposalAs, flagSubjectAs } from '#tests/api/governance/cases.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';

/**
 * A wave of 300 posts from 20 accounts beside 300 honest ones, cleared by two people; a member who is
 * paused for her part in a quarrel appeals, and is heard.
 */

const ACCOUNTS = 20;
const SPAM_EACH = 15;
const HONEST_MEMBERS = 60;
const HONEST_EACH = 5;
/**
 * Seconds that a person takes: to look through a page of fifteen posts, for a tap, to type a sentence.
 * Assumptions, generous to her.
 */
const SECONDS = { page: 12, tap: 2, sentence: 8 };
const AIM_SECONDS = 15 * 60;

let site: TestApp;
let url: string;
let browser: Browser;
const spam: string[] = [];
const honest: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  await makeEstablishedCommunity(site);
  const threads: string[] = [];
  for (let nth = 0; nth < 10; nth += 1) threads.push((await makeThread(site)).id);
  const threadOf = (nth: number): string => threads[nth % threads.length] ?? '';
  for (const [nth, member] of (await makeMembers(site, HONEST_MEMBERS)).entries()) {
    for (let post = 0; post < HONEST_EACH; post += 1) {
      const text = `Paiement ${nth} demandé le ${post + 1}, reçu ${post + 3} jours plus tard.`;
      honest.push(await makePost(site, threadOf(nth + post), { member, text }));
    }
  }
  const flagger = await makeMembers(site, 4);
  for (const [nth, member] of (await makeMembers(site, ACCOUNTS)).entries()) {
    for (let post = 0; post < SPAM_EACH; post += 1) {
      const text = `Gagnez ${100 + post} euros avec mon code https://parrain.example/c${nth}`;
      spam.push(await makePost(site, threadOf(nth + post), { member, text }));
    }
    // Every fourth of these accounts wrote an honest post that day as well.
    if (nth % 4 === 0) {
      const text = 'Chez moi le virement de septembre est arrivé le 12.';
      honest.push(await makePost(site, threadOf(nth), { member, text }));
    }
    for (const post of spam.slice(-2)) {
      const by = flagger[nth % flagger.length] ?? null;
      await flagSubjectAs(site, `post/${post}`, by, { reason: 'advertising' });
    }
  }
}, 300_000);
afterAll(async () => {
  await browser?.close();
});

/** A page of a member without a script, and what she did in it. */
async function workAs(member: TestMember, path: string) {
  const context = await openPhone(browser, { script: false });
  const [name = '', value = ''] = member.cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  const page: Page = await context.newPage();
  const done = { pages: 0, taps: 0, sentences: 0 };
  page.on('load', () => {
    done.pages += 1;
  });
  await page.goto(url + path);
  return { page, done };
}

const secondsOf = ({
  pages,
  taps,
  sentences,
}: {
  pages: number;
  taps: number;
  sentences: number;
}) => pages * SECONDS.page + taps * SECONDS.tap + sentences * SECONDS.sentence;
const hiddenAmong = (ids: readonly string[]): Promise<number> =>
  site.database.prisma.forumPost.count({
    where: { id: { in: [...ids] }, NOT: { hiddenBy: null } },
  });

/** Sends a form of the page, and waits for the page that follows. */
async function sendBy(page: Page, button: string): Promise<void> {
  const before = page.url();
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL((address) => address.href !== before);
}

let proposing: Awaited<ReturnType<typeof workAs>>['done'];

test('a moderator proposes to hide the wave, one page an account; nothing is hidden yet', async () => {
  const moderator = await makeMember(site, { moderator: true });
  const { page: desk, done: first } = await workAs(moderator, '/fr/moderation');
  await desk
    .getByRole('link', { name: /: 1[56] messages le / })
    .first()
    .click();
  first.taps += 1;
  for (let nth = 0; nth < ACCOUNTS; nth += 1) {
    await desk.getByLabel('Pourquoi cette règle s’applique').fill('Le même lien, quinze fois.');
    first.sentences += 1;
    await sendBy(desk, 'Proposer de masquer les messages cochés');
    first.taps += 1;
  }
  expect(await hiddenAmong([...spam, ...honest])).toBe(0);
  const proposed = { state: 'proposed' };
  expect(await site.database.prisma.moderationCase.count({ where: proposed })).toBe(ACCOUNTS);
  proposing = first;
});

test('a second person agrees, and no honest post is hidden', async () => {
  const second = await makeMember(site, { established: true });
  const { page: answers, done: other } = await workAs(second, '/fr/moderation/seconde-personne');
  await answers.locator('.questions a').first().click();
  other.taps += 1;
  for (let nth = 0; nth < ACCOUNTS; nth += 1) {
    await answers.getByLabel('Je suis d’accord').check();
    await sendBy(answers, 'Répondre');
    other.taps += 2;
  }
  expect(await hiddenAmong(spam)).toBe(ACCOUNTS * SPAM_EACH);
  expect(await hiddenAmong(honest)).toBe(0);
  expect(await site.database.prisma.moderationCase.count({ where: { state: 'open' } })).toBe(0);
  const seconds = secondsOf(proposing) + secondsOf(other);
  expect(proposing).toEqual({ pages: ACCOUNTS + 2, taps: ACCOUNTS + 1, sentences: ACCOUNTS });
  expect(other).toEqual({ pages: ACCOUNTS + 2, taps: 2 * ACCOUNTS + 1, sentences: 0 });
  // One after the other, though the second person need not wait for the last proposal.
  expect(seconds).toBeLessThan(AIM_SECONDS);
});

test('a paused member reads why at the form, appeals there, and is heard', async () => {
  const author = await makeMember(site);
  const { id: thread, postId } = await makeThread(site, { member: author, text: 'Menteurs !' });
  const subject = `post/${postId}`;
  await flagSubjectAs(site, subject, await makeMember(site));
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject },
  });
  const moderator = await makeMember(site, { moderator: true });
  const path = `/fr/moderation/dossiers/${caseId}`;
  const { page: desk } = await workAs(moderator, path);
  await desk.getByText('Proposer une pause d’écriture').click();
  const form = desk.locator('#pause');
  await form.getByLabel('7 jours', { exact: false }).check();
  await form.getByLabel('Pourquoi cette règle s’applique').fill('Le mot vise des collègues.');
  await form.getByRole('button', { name: 'Proposer la pause' }).click();
  await desk.getByText('Votre proposition est faite.', { exact: false }).first().waitFor();
  const pause = new URL(desk.url()).pathname.split('/').at(-1) ?? '';
  const second = await makeMember(site, { established: true });
  expect((await answerProposalAs(site, pause, second)).statusCode).toBe(200);

  const { page } = await workAs(author, `/fr/forum/sujets/${thread}`);
  await page.getByText('Vous êtes en pause', { exact: false }).first().waitFor();
  await page.getByLabel('Votre message').fill('Je voulais dire : ils ne répondent pas.');
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.getByText('Vous êtes en pause dans le forum.', { exact: false }).first().waitFor();
  const kept = await page.getByLabel('Votre message').inputValue();
  expect(kept).toBe('Je voulais dire : ils ne répondent pas.');
  await page.getByRole('link', { name: 'Contester', exact: false }).first().click();
  await page.getByLabel('Ce que le jury doit savoir').fill('Je parlais du service, pas d’eux.');
  await page.getByRole('button', { name: 'Envoyer mon recours' }).click();
  await page.getByText('Nous avons votre recours.', { exact: false }).first().waitFor();

  const { id: jury } = await site.database.prisma.jury.findFirstOrThrow({
    where: { caseId: pause },
  });
  await drawJuryAfterHour(site, jury);
  for (const juror of (await findAskedJurors(site, jury)).slice(0, 2)) {
    expect((await castVoteAs(site, jury, juror)).statusCode).toBe(200);
  }
  await page.goto(`${url}/fr/forum/sujets/${thread}`);
  expect(await page.locator('#paused').count()).toBe(0);
  await page.getByLabel('Votre message').fill(kept);
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.getByText(kept, { exact: false }).first().waitFor();
  await page.goto(`${url}/fr/nouvelles`);
  await page.getByText('Votre pause est levée.', { exact: false }).first().waitFor();
});
