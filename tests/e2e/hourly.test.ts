import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { establishAndShowAll, startSiteOnPostgres } from './site-on-postgres.testing.ts';

/** The hourly rate beside a minimum wage: while a report is typed, and on the page of its task. */

const PASSWORD = 'trois petits chats violets';
const REPORT = {
  platform: 'clickworker',
  title: 'Relever des prix',
  reward: '0,31',
  currency: 'EUR',
  paid: 10,
  time: '1 h',
};

let site: Awaited<ReturnType<typeof startSiteOnPostgres>>;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSiteOnPostgres(), openBrowser()]);
  phone = await openPhone(browser);
  page = await phone.newPage();
  await page.goto(`${site.url}/fr/inscription`);
  await page.locator('[name=pseudonym]').fill('Rasoa du soir');
  await page.locator('[name=password]').fill(PASSWORD);
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

/** Has four others report the task, and the reports count; the path of its page. */
async function showTask(): Promise<string> {
  const own = await phone.request.get(`${site.url}/api/me/task-reports`);
  const { reports } = (await own.json()) as { reports: [{ task: string }] };
  for (const number of [1, 2, 3, 4]) {
    const account = { pseudonym: `Voisine ${number}`, password: PASSWORD, agree: true };
    const signedUp = await send('/api/sign-up', account);
    const cookie = signedUp.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const day = new Date().toISOString().slice(0, 10);
    const report = { ...REPORT, workedOn: day };
    expect((await send('/api/task-reports', report, cookie)).status).toBe(201);
  }
  await establishAndShowAll(site.database);
  return `/fr/taches/${reports[0].task}`;
}

function send(path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url, cookie },
    body: JSON.stringify(body),
  });
}

test('is compared with the country that she chooses, there and everywhere after', async () => {
  await page.locator('.wage-country select').selectOption({ label: 'Belgique' });
  expect(await said()).toContain('du salaire minimum brut (Belgique : 12,82 €, avril 2025)');
  await page.locator('form.task-form button[type=submit]').click();
  await page.waitForURL('**/mes-preuves**');
  await page.goto(`${site.url}${await showTask()}`);
  await page.locator('.wage-country select').waitFor();
  expect(await said()).toBe(
    '3,10 € de l’heure : 24 % du salaire minimum brut (Belgique : 12,82 €, avril 2025)',
  );
  const address = new URL(page.url());
  await page.goto(`${site.url}${address.pathname.replace('/fr/taches', '/en/tasks')}`);
  await page.locator('.wage-country select').waitFor();
  expect(await said()).toBe(
    '€3.10 per hour: 24% of the minimum wage before tax (Belgium: €12.82, April 2025)',
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
