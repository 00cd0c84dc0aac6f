import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** A day and an amount in a post or a review are warned of on the device, and nothing is blocked. */

let site: RunningSite;
let browser: Browser;
let page: Page;
const sent: string[] = [];
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const phone = await openPhone(browser);
  page = await phone.newPage();
  const form = { pseudonym: 'Anémone', password: 'trois petits chats violets', agree: 'on' };
  const headers = { origin: site.url };
  const answer = await phone.request.post(`${site.url}/api/sign-up`, { data: form, headers });
  expect(answer.status()).toBe(201);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test.each(['/fr/plateformes/clickworker/noter', '/fr/forum/nouveau-sujet'])(
  'in %s',
  async (path) => {
    await page.goto(site.url + path);
    const text = page.locator('textarea[name=text]');
    const warning = page.locator('.exact-details');
    await text.fill('Toujours payée à temps.');
    expect(await warning.innerText()).toBe('');
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await text.fill('Reçu 27,45 € le 24 novembre.');
    await warning.getByText('Vous donnez un jour et un montant').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await warning.getByRole('button', { name: 'Arrondir' }).click();
    expect(await text.inputValue()).toBe('Reçu 27 € en novembre.');
    await expect.poll(() => warning.innerText()).toBe('');
    expect(sent).toEqual([]);
    await text.fill('Reçu 27,45 € le 24 novembre.');
    await warning.getByRole('button', { name: 'Publier tel quel' }).click();
    await page.locator('[data-refused]').waitFor();
    expect(await text.inputValue()).toBe('Reçu 27,45 € le 24 novembre.');
    page.removeAllListeners('request');
    sent.length = 0;
  },
);
