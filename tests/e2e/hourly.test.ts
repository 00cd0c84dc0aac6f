import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** The hourly rate beside a minimum wage: while a report is typed, and on the page of its task. */

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  phone = await openPhone(browser);
  page = await phone.newPage();
  await page.goto(`${site.url}/fr/inscription`);
  await page.locator('[name=pseudonym]').fill('Rasoa du soir');
  await page.locator('[name=password]').fill('trois petits chats violets');
  await page.locator('[name=agree]').check();
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.waitForURL('**/phrase-de-secours**');
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** What the panel says, spaces of print as plain ones. */
async function said(): Promise<string> {
  return (await page.locator('.wage-said').innerText()).replaceAll(/\s/g, ' ');
}

test('shows as it is typed, unpaid time included', async () => {
  await page.goto(`${site.url}/fr/declarer/tache?plateforme=clickworker`);
  const panel = page.locator('[data-live-hourly]');
  expect(await panel.isVisible()).toBe(false);
  await page.locator('[name=title]').fill('Relever des prix');
  await page.locator('[name=reward]').fill('0,31');
  await page.locator('[name=mode][value=series]').check();
  await page.locator('[name=paid]').fill('10');
  await page.locator('[name=time]').fill('1 h');
  await panel.waitFor({ state: 'visible' });
  expect(await said()).toBe('3,10 € de l’heure : 26 % du SMIC brut (12,02 €, janvier 2026)');
  await page.locator('[name=time]').fill('1 h 15');
  expect(await said()).toBe('2,48 € de l’heure : 21 % du SMIC brut (12,02 €, janvier 2026)');
  await page.locator('[name=time]').fill('une heure');
  expect(await panel.isVisible()).toBe(false);
  await page.locator('[name=time]').fill('60');
});

test('is compared with the country that she chooses, there and everywhere after', async () => {
  await page.locator('.wage-country select').selectOption({ label: 'Belgique' });
  expect(await said()).toContain('du salaire minimum brut (Belgique : 12,82 €, avril 2025)');
  await page.locator('form.task-form button[type=submit]').click();
  await page.waitForURL('**/taches/**');
  await page.locator('.wage-country select').waitFor();
  expect(await said()).toBe(
    '3,10 € de l’heure : 24 % du salaire minimum brut (Belgique : 12,82 €, avril 2025)',
  );
  const address = new URL(page.url());
  await page.goto(`${site.url}${address.pathname.replace('/fr/taches', '/en/tasks')}`);
  await page.locator('.wage-country select').waitFor();
  expect(await said()).toBe(
    '€3.10 per hour: 24% of the gross minimum wage (Belgium: €12.82, April 2025)',
  );
});

test('is said for one country, with all others behind it, where there is no script', async () => {
  const plain = await openPhone(browser, { script: false });
  const other = await plain.newPage();
  await other.goto(page.url());
  expect(await other.locator('.wage-said').innerText()).toContain('France');
  await other.locator('.wage summary').click();
  expect(await other.locator('.wage tbody tr').count()).toBe(11);
  await plain.close();
});
