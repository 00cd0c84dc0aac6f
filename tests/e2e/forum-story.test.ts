import { parseFeed } from '@rowanmanning/feed-parser';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ThreadResponse } from '#shared/community/forum.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Two members and a platform that nobody has told of. One asks; her tab crashes and her draft is
 * there. The other answers with a quote, through a line that dies twice. She hears of it in her
 * inbox and in a feed reader, corrects herself in public, and a third reads and posts without a
 * script.
 */

const ASKER = { pseudonym: 'Lalao du matin', password: 'trois petits chats violets' };
const ANSWERER = { pseudonym: 'Rivo', password: 'quatre grands chiens orange' };
const PLAIN = { pseudonym: 'Noro sans script', password: 'cinq vieux coqs turquoise' };
const TITLE = 'Est-ce que Ferpection paie\u00a0?';
const QUESTION = 'J’hésite à m’inscrire. Quelqu’un a-t-il déjà touché son argent ?';
const ANSWER = 'Oui @Lalao du matin, j’ai reçu mon paiement vendredi, 12 € par virement.';

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let desk: BrowserContext;
let asking: Page;
let answering: Page;
let threadId = '';
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  [phone, desk] = await Promise.all([openPhone(browser), openPhone(browser)]);
  await signUp(phone, ASKER);
  await signUp(desk, ANSWERER);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test('a page without evidence leads to the question; her draft outlives a crash', async () => {
  asking = await phone.newPage();
  await asking.goto(`${site.url}/fr/plateformes/ferpection`);
  await asking.getByRole('link', { name: 'Poser la question au forum' }).click();
  await asking.getByLabel('Votre message').fill(QUESTION);
  await asking.getByText('Brouillon gardé sur cet appareil.').waitFor();
  const form = asking.url();
  await crash(asking);

  asking = await phone.newPage();
  await asking.goto(form);
  await asking.getByText(/Voici votre brouillon du/).waitFor();
  expect(await asking.getByLabel('Votre message').inputValue()).toBe(QUESTION);
  expect(await asking.getByLabel('Titre').inputValue()).toBe(TITLE);
});

test('published, it stands on the page of the platform, and the draft is gone', async () => {
  const form = asking.url();
  await asking.getByRole('button', { name: 'Publier le sujet' }).click();
  await asking.getByText('Votre sujet est ouvert.').waitFor();
  threadId = /sujets\/(\w+)/.exec(asking.url())?.[1] ?? '';
  await asking.goto(`${site.url}/fr/plateformes/ferpection/forum`);
  await asking.locator('#forum').getByRole('link', { name: TITLE }).waitFor();
  await asking.goto(form);
  await asking.getByRole('button', { name: 'Aperçu' }).waitFor();
  expect(await asking.getByLabel('Votre message').inputValue()).toBe('');
});

test('an answer with a quote and a call waits for the line, and loses nothing', async () => {
  answering = await desk.newPage();
  await answering.goto(`${site.url}/fr/forum/sujets/${threadId}`);
  const field = answering.getByLabel('Votre message');
  await answering.getByRole('button', { name: 'Touches du clavier' }).waitFor();
  await answering.getByRole('link', { name: /^Citer/ }).click();
  await expect.poll(() => field.inputValue()).toContain(`> ${QUESTION}`);
  expect(new URL(answering.url()).search).toBe('');
  await field.pressSequentially(ANSWER);
  await desk.setOffline(true);
  await answering.getByRole('button', { name: 'Publier' }).click();
  await answering.getByText('Pas envoyé').waitFor();
  expect(await field.inputValue()).toContain(ANSWER);
  await desk.setOffline(false);
  expect(await readPosts()).toHaveLength(1);
});

test('a line that dies behind the post does not make it two', async () => {
  // The server has it; its answer is lost on the way back.
  const path = `**/api/forum/threads/${threadId}/posts`;
  await answering.route(path, async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.abort('connectionreset');
  });
  await answering.getByRole('button', { name: 'Envoyer à nouveau' }).click();
  await expect.poll(async () => (await readPosts()).length).toBe(2);
  await answering.getByText('Pas envoyé').waitFor();
  await answering.unroute(path);
  await answering.getByRole('button', { name: 'Envoyer à nouveau' }).click();
  await answering.getByText('Votre message est publié.').waitFor();
  // Her own post is what she sees next.
  await expect.poll(() => new URL(answering.url()).hash).toBe('#m2');
  const posts = await readPosts();
  expect(posts).toHaveLength(2);
  expect(posts[1]?.html).toContain('class="mention"');
  expect(posts[1]?.html).toContain('class="quote"');
});

test('what he told is evidence: the form in which it counts is one tap away', async () => {
  const offer = answering.getByRole('link', { name: 'Déclarer ce paiement' });
  expect(await offer.getAttribute('href')).toBe(
    '/fr/declarer/paiement?plateforme=ferpection&outcome=received',
  );
});

test('she hears that she was quoted, and goes on reading where she stopped', async () => {
  await asking.goto(`${site.url}/fr/nouvelles`);
  const line = asking.getByRole('link', { name: /^Rivo vous (?:cite|mentionne)/ }).first();
  await line.click();
  await asking.waitForURL(`**/sujets/${threadId}*`);
  expect(await asking.locator('#m2').innerText()).toContain('j’ai reçu mon paiement');
  expect(await asking.locator('.post.unread').count()).toBe(1);
});

test('feed readers hear of it: the thread’s, the category’s and her own', async () => {
  const thread = await readFeed(`/fr/forum/sujets/${threadId}/flux.atom`);
  expect(thread.title).toContain(TITLE);
  expect(thread.items).toHaveLength(2);
  expect(thread.items.some(({ content }) => content?.includes('vendredi'))).toBe(true);
  const category = await readFeed('/fr/forum/rubriques/paiements/flux.atom');
  expect(category.items.map(({ title }) => title).join()).toContain(TITLE);

  await asking.goto(`${site.url}/fr/nouvelles/abonnements`);
  await asking.getByRole('heading', { name: 'RSS privé' }).click();
  await asking.getByRole('button', { name: 'Créer mon adresse RSS privée' }).click();
  const address = await asking.getByLabel('Adresse secrète').inputValue();
  const own = await readFeed(address.replace(site.url, ''));
  expect(own.items.map(({ title }) => title).join()).toMatch(/Rivo vous (?:cite|mentionne)/);
});

test('she corrects herself in public', async () => {
  await asking.goto(`${site.url}/fr/forum/sujets/${threadId}`);
  await asking
    .locator('#m1')
    .getByRole('link', { name: /^Modifier/ })
    .click();
  await asking.getByRole('heading', { name: 'Modifier le message 1' }).waitFor();
  const field = asking.getByLabel('Votre message');
  await field.fill(QUESTION.replace('hésite', 'hésite encore'));
  await asking.getByRole('button', { name: 'Enregistrer' }).click();
  await asking.getByText('Votre message est modifié.').waitFor();

  await answering.goto(`${site.url}/fr/forum/sujets/${threadId}`);
  await answering.locator('#m1').getByRole('link', { name: 'modifié' }).click();
  await answering.getByRole('heading', { name: 'Version 2' }).waitFor();
  expect(await answering.locator('ins').innerText()).toContain('encore');
});

test('who asked thanks with one tap, and says with another that it helped', async () => {
  await asking.goto(`${site.url}/fr/forum/sujets/${threadId}`);
  const answer = asking.locator('#m2');
  await answer.getByRole('button', { name: 'Merci' }).click();
  await answer.getByRole('button', { name: 'Merci', pressed: true }).waitFor();
  await expect.poll(() => new URL(asking.url()).hash).toBe('#m2');
  await answer.getByRole('button', { name: 'C’est la réponse qui m’a aidé·e' }).click();
  await asking.getByText('C’est noté sous le titre.').waitFor();
  expect(await asking.locator('.solution').textContent()).toContain('vendredi');
  // Nobody thanks herself.
  expect(await asking.locator('#m1').getByRole('button', { name: 'Merci' }).count()).toBe(0);
});

test('without a script she reads, quotes and posts', async () => {
  const plain = await openPhone(browser, { script: false });
  await signUp(plain, PLAIN);
  const page = await plain.newPage();
  await page.goto(`${site.url}/fr/forum`);
  await page.locator('#derniers').getByRole('link', { name: TITLE }).click();
  await page
    .locator('#m2')
    .getByRole('link', { name: /^Citer/ })
    .click();
  const field = page.getByLabel('Votre message');
  await expect.poll(() => field.inputValue()).toContain('j’ai reçu mon paiement');
  await field.fill(`${await field.inputValue()}Merci Rivo, je tente.`);
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.waitForURL('**#m3');
  expect(await page.locator('#m3').innerText()).toContain('Merci Rivo, je tente.');
  await plain.close();
  expect(await readPosts()).toHaveLength(3);
});

async function signUp(device: BrowserContext, account: typeof ASKER): Promise<void> {
  const response = await device.request.post(`${site.url}/api/sign-up`, {
    data: { ...account, agree: true },
    headers: { origin: site.url },
  });
  expect(response.ok()).toBe(true);
}

/** Ends the process that shows a page, as a phone does that runs out of memory. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => undefined);
  await crashed;
}

async function readPosts(): Promise<ThreadResponse['posts']> {
  const response = await fetch(`${site.url}/api/forum/threads/${threadId}`);
  return ((await response.json()) as ThreadResponse).posts;
}

async function readFeed(path: string): Promise<ReturnType<typeof parseFeed>> {
  const response = await fetch(site.url + path);
  expect(response.headers.get('content-type')).toContain('application/atom+xml');
  return parseFeed(await response.text());
}
