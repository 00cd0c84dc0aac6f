import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Writing on a phone with a bad line: what is typed survives a closed tab and a dead line, is
 * published once, and is never shown to another account of the same phone.
 */

const PASSWORD = 'trois petits chats violets';

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
let thread: string;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  phone = await openPhone(browser);
  page = await phone.newPage();
  await signIn('Léa du 93');
  const made = await send('/api/forum/threads', {
    category: 'paiements',
    title: 'Clickworker paie-t-il encore ?',
    text: 'Bonjour.\n\nJe demande **avant** de commencer.',
  });
  thread = `${site.url}/fr/forum/sujets/${made.id}`;
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function send(path: string, data: object): Promise<{ id: string }> {
  const headers = { origin: site.url, accept: 'application/json' };
  const response = await phone.request.post(site.url + path, { data, headers });
  if (!response.ok()) throw new Error(await response.text());
  return (await response.json()) as { id: string };
}

const signIn = (pseudonym: string) =>
  send('/api/sign-up', { pseudonym, password: PASSWORD, agree: true, language: 'fr' });

const text = () => page.locator('.reply textarea[name=text]');
const tools = () => page.locator('.reply .post-tools');
const posts = () => page.locator('li.post').count();
const button = (name: string) => page.locator('.reply').getByRole('button', { name, exact: true });

/** Opens the thread, enters the reply, and waits for what the scripts add to it. */
async function open(): Promise<void> {
  await page.goto(thread);
  await text().focus();
  await button('Aperçu').waitFor();
}

async function type(words: string): Promise<void> {
  await text().pressSequentially(words);
  await tools().getByText('Brouillon gardé').waitFor();
}

describe('a draft', () => {
  test('survives a closed tab, says so, and is dropped in one tap', async () => {
    await open();
    await type('Toujours rien reçu');
    await page.close();
    page = await phone.newPage();
    await open();
    expect(await text().inputValue()).toBe('Toujours rien reçu');
    await tools().getByText('Voici votre brouillon').waitFor();
    await button('Supprimer le brouillon').click();
    expect(await text().inputValue()).toBe('');
    await open();
    expect(await text().inputValue()).toBe('');
  });

  test('is published once, however often the answer is lost, and is gone then', async () => {
    await open();
    const before = await posts();
    await type('Payée en quatre jours.');
    // The post arrives, its answer does not.
    await page.route('**/posts', async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort('connectionreset');
    });
    await button('Publier').click();
    await page.getByText('Pas envoyé').waitFor();
    expect(await text().inputValue()).toBe('Payée en quatre jours.');
    await page.unroute('**/posts');

    await page.close();
    page = await phone.newPage();
    await open();
    expect(await text().inputValue()).toBe('Payée en quatre jours.');
    await button('Publier').click();
    await page.locator('.done').waitFor();
    expect(await posts()).toBe(before + 1);
    await open();
    expect(await text().inputValue()).toBe('');
  });

  test('that changed after a lost answer is another post, once she has read that', async () => {
    await open();
    const before = await posts();
    await type('Payée hier.');
    await page.route('**/posts', async (route) => {
      await route.fetch({ maxRedirects: 0 });
      await route.abort('connectionreset');
    });
    await button('Publier').click();
    await page.getByText('Pas envoyé').waitFor();
    await page.unroute('**/posts');
    await type(' Et aussi avant-hier.');
    await button('Envoyer à nouveau').click();
    await page.locator('.reply .alert').waitFor();
    expect(await text().inputValue()).toBe('Payée hier. Et aussi avant-hier.');
    expect(await posts()).toBe(before + 1);
    await button('Publier').click();
    await page.locator('.done').waitFor();
    expect(await posts()).toBe(before + 2);
  });

  test('waits for a tap when the line is dead', async () => {
    await open();
    const before = await posts();
    await type('Et moi aussi.');
    await page.route('**/posts', (route) => route.abort('internetdisconnected'));
    await button('Publier').click();
    await button('Envoyer à nouveau').waitFor();
    await page.unroute('**/posts');
    await button('Envoyer à nouveau').click();
    await page.locator('.done').waitFor();
    expect(await posts()).toBe(before + 1);
  });

  test('never overwrites what stands there: it is offered', async () => {
    await open();
    await type('Mon brouillon');
    const quoting = await page.locator('a[data-quote]').first().getAttribute('href');
    await page.goto(site.url + String(quoting));
    await button('Ajouter le brouillon').waitFor();
    expect(await text().inputValue()).toMatch(/^> \[Léa du 93, n° 1\]/);
    await button('Ajouter le brouillon').click();
    expect(await text().inputValue()).toMatch(/^> \[Léa du 93[^]*Mon brouillon$/);
  });
});

describe('quicker with a script', () => {
  test('the preview is what will be read', async () => {
    await open();
    await text().fill('**gras** et <b>rien</b>\n\n/fr/plateformes/clickworker');
    await button('Aperçu').click();
    const preview = page.locator('.post-preview .post-text');
    await preview.locator('strong').waitFor();
    expect(await preview.innerText()).toContain('<b>rien</b>');
    expect(await preview.locator('.live-card').innerText()).toContain('Clickworker');
  });

  test('a quote comes without a load, of what is selected', async () => {
    await open();
    await text().fill('');
    await page.evaluate(`getSelection().selectAllChildren(
      document.querySelector('li.post .post-text strong'))`);
    await page.locator('a[data-quote]').first().click();
    const quoted = () => text().inputValue();
    await expect.poll(quoted).toMatch(/^> \[Léa du 93, n° 1\]\(\/p\/\w+\)\n> avant\n\n$/);
    expect(page.url()).toBe(thread);
  });

  test('keys walk the thread, and are silent in a field', async () => {
    await page.goto(thread);
    await page.getByRole('button', { name: 'Touches du clavier' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.id')).toBe('m2');
    await page.keyboard.press('k');
    expect(await page.evaluate('document.activeElement.id')).toBe('m1');
    await page.keyboard.press('?');
    await page.locator('dialog.keys').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog.keys').waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await text().fill('');
    await page.keyboard.type('jknr?');
    expect(await text().inputValue()).toBe('jknr?');
  });
});

describe('two people on one phone', () => {
  test('nothing of hers is left once she signed out', async () => {
    await open();
    await text().fill('Entre nous');
    const kept = (): Promise<string[]> =>
      page.evaluate(`Object.entries(localStorage).flat().filter((one) => one.includes('nous'))`);
    await expect.poll(kept).toHaveLength(1);
    await page.goto(`${site.url}/fr/reglages`);
    await page.locator('form[action="/api/sign-out"] button').click();
    await page
      .locator('header')
      .getByRole('link', { name: 'Mes nouvelles' })
      .waitFor({ state: 'detached' });
    expect(await kept()).toEqual([]);
  });

  test('a draft of another account is never shown, even where she did not sign out', async () => {
    await signIn('Ada du 75');
    await open();
    await text().fill('Le mot d’Ada');
    await tools().getByText('Brouillon gardé').waitFor();
    await phone.clearCookies();
    await signIn('Inès du 13');
    await open();
    expect(await text().inputValue()).toBe('');
    expect(await tools().innerText()).not.toContain('brouillon');
  });
});
