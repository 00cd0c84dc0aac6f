import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makePost } from '#tests/support/forum.ts';
import { faultsOf } from './redaction.testing.ts';

/**
 * A topic or boycott in another language says so. Its translation is offered only where the browser makes it on
 * the device: nothing is sent, and browsers that cannot load nothing. A fake stands for the browser's
 * model, which headless Chromium has not.
 */

let site: TestApp;
let url: string;
let browser: Browser;
let phone: BrowserContext;
let thread: string;
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  const member = await makeMember(site);
  const begun = await site.post(
    '/api/forum/threads',
    {
      category: 'paiements',
      title: 'How long do they take to pay you?',
      text: 'They have **not** paid me for the second batch.\n\nWhat did you do about it?',
    },
    member.cookie,
  );
  ({ id: thread } = begun.json<{ id: string }>());
  const text = 'Neuf jours chez moi, et vous avez raison de demander.';
  await makePost(site, thread, { member, text });
});
afterEach(() => phone?.close());
afterAll(() => browser?.close());

/** How a fake translator answers; `without`: the browser has none. */
type Fake = 'available' | 'downloadable' | 'unavailable' | 'failing' | 'without';

async function open(fake: Fake, path = `/fr/forum/sujets/${thread}`) {
  phone = await openPhone(browser);
  await phone.addInitScript((kind) => {
    delete (globalThis as { Translator?: unknown }).Translator;
    if (kind === 'without') return;
    (globalThis as { Translator?: unknown }).Translator = {
      availability: () => Promise.resolve(kind === 'failing' ? 'available' : kind),
      create: ({ sourceLanguage, targetLanguage }: Record<string, string>) =>
        kind === 'failing'
          ? Promise.reject(new Error('no model'))
          : Promise.resolve({
              translate: (text: string) =>
                Promise.resolve(`[${sourceLanguage} ${targetLanguage}] ${text}`),
              destroy: () => {},
            }),
    };
  }, fake);
  const page = await phone.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(url + path);
  await page.waitForLoadState('networkidle');
  return { page, requests };
}

const button = (page: Page) => page.getByRole('button', { name: 'Traduire ici' });
const translations = (page: Page) => page.locator('.translation:visible');

test('is translated by one tap, below each text, and hidden by another; nothing is sent', async () => {
  const { page, requests } = await open('available');
  await page.getByText('Ce sujet est écrit en anglais.').waitFor();
  await button(page).waitFor();
  const before = requests.length;
  await button(page).click();
  await translations(page).first().waitFor();
  expect(await translations(page).count()).toBe(2);
  const [title, post] = await translations(page).allInnerTexts();
  expect(title).toContain('[en fr] How long do they take to pay you?');
  expect(title).toContain('Traduit par votre navigateur');
  expect(post).toContain('[en fr] They have not paid me for the second batch.');
  expect(post).toContain('[en fr] What did you do about it?');
  expect(await translations(page).first().getAttribute('lang')).toBe('fr');
  expect(await page.locator('h1').innerText()).toBe('How long do they take to pay you?');
  expect(requests.length).toBe(before);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cacher la traduction' }).press('Enter');
  expect(await translations(page).count()).toBe(0);
  await button(page).press('Enter');
  expect(await translations(page).count()).toBe(2);
});

test('says that the browser may download the language first', async () => {
  const { page } = await open('downloadable');
  await button(page).waitFor();
  await page.getByText('Le navigateur télécharge d’abord la langue').waitFor();
});

test('says that it failed, and leaves no half of it', async () => {
  const { page } = await open('failing');
  await button(page).click();
  await page.getByText('Votre navigateur n’a pas pu traduire.').waitFor();
  expect(await translations(page).count()).toBe(0);
  expect(await button(page).isEnabled()).toBe(true);
});

test.each(['unavailable', 'without'] as const)('is marked, and not offered: %s', async (fake) => {
  const { page, requests } = await open(fake);
  await page.getByText('Ce sujet est écrit en anglais.').waitFor();
  expect(await button(page).count()).toBe(0);
  expect(requests.some((path) => path.includes('translate'))).toBe(fake === 'unavailable');
});

test('in the language of the page neither mark nor script', async () => {
  const { page, requests } = await open('available', `/en/forum/threads/${thread}`);
  expect(await page.getByText('This topic is in').count()).toBe(0);
  expect(requests.some((path) => path.includes('translate'))).toBe(false);
});

test('so is a boycott, with its title and what one promises, word for word', async () => {
  const { id } = await makeBoycott(site, { title: 'Le temps que nous attendons se paie aussi' });
  const vow = 'Ne prendre aucun lot qui demande d’attendre, du lundi au dimanche.';
  await site.database.prisma.boycott.update({ where: { id }, data: { partaking: vow } });
  const { page } = await open('available', `/en/boycotts/${id}`);
  await page.getByText('This boycott is in French.').waitFor();
  await page.getByRole('button', { name: 'Translate here' }).click();
  await translations(page).first().waitFor();
  const made = await translations(page).allInnerTexts();
  expect(made[0]).toContain('[fr en] Le temps que nous attendons se paie aussi');
  // Without "(in French)", which is English.
  expect(made).toContain(`[fr en] ${vow}`);
  expect(await page.locator('h1 .translation').count()).toBe(0);
});
