import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { ASKED_ON, drawPaymentScreen, fillIn } from './redaction.testing.ts';
import { countTaps } from './share.testing.ts';

/**
 * From a platform's page to a published payout, by somebody without an account: what a finger does
 * besides typing. Each field that is typed into costs the tap that opens the keyboard.
 */

const PASSWORD = 'trois petits chats violets';
const PLATFORM = '/fr/plateformes/clickworker';

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterEach(() => phone?.close());
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function openPlatform(): Promise<Page> {
  phone = await openPhone(browser, { touch: true });
  // Headless, Chromium has no share sheet.
  await phone.addInitScript(() => {
    navigator.share ??= () => Promise.resolve();
  });
  const page = await phone.newPage();
  await page.goto(site.url + PLATFORM);
  return page;
}

/** Publishes a payout as a new member, and opens its receipt. */
async function openReceipt(pseudonym = 'Grand large'): Promise<Page> {
  const page = await openPlatform();
  await page.getByRole('link', { name: 'J’ai été payé·e' }).click();
  await fillIn(page);
  await page.locator('[name=pseudonym]').fill(pseudonym);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.getByRole('link', { name: 'Plus tard' }).click();
  await page.waitForURL('**/mes-paiements/**');
  return page;
}

async function typeAccount(
  page: Page,
  { tapOn }: ReturnType<typeof countTaps>,
  pseudonym: string,
): Promise<void> {
  await tapOn(page, page.locator('[name=pseudonym]'));
  await page.keyboard.type(pseudonym);
  // The keyboard's own "next".
  await page.keyboard.press('Tab');
  expect(await page.locator('[name=password]').evaluate((e) => e === document.activeElement)).toBe(
    true,
  );
  await page.keyboard.type(PASSWORD);
}

test('nine taps from the page of a platform', async () => {
  const page = await openPlatform();
  const taps = countTaps();
  const { tapOn, pickDay } = taps;
  await tapOn(page, page.getByRole('link', { name: 'J’ai été payé·e' }));
  await page.waitForURL('**/declarer/paiement**');
  await tapOn(page, page.locator('[name=expected]'));
  await page.keyboard.type('27,43');
  await tapOn(page, page.locator('.quick').getByRole('button', { name: 'PayPal' }));
  await pickDay(page.locator('[name=askedOn]'), ASKED_ON);
  await tapOn(page, page.locator('.only.received').getByRole('button', { name: 'Aujourd’hui' }));
  expect(await page.locator('[name=outcome]:checked').inputValue()).toBe('received');
  expect(await page.locator('[name=method]').inputValue()).toBe('paypal');
  expect(await page.locator('[name=receivedOn]').inputValue()).toBe(today(new Date()));
  await typeAccount(page, taps, 'Lune rousse');
  await tapOn(page, page.getByRole('button', { name: 'Publier' }));
  await page.waitForURL('**/phrase-de-secours**');
  expect(taps.taps()).toBeLessThanOrEqual(9);
});

test('the receipt leads on: to share, to rate and to follow, each in one tap', async () => {
  const page = await openReceipt();
  const { tapOn } = countTaps();
  const receipt = page.getByRole('region', { name: 'Votre reçu' });
  await receipt.getByText('27,43').waitFor();
  expect(await receipt.locator('.stamp').innerText()).toMatch(/noté/i);
  const next = page.locator('#next');
  expect(await next.getByRole('link', { name: 'Noter Clickworker' }).getAttribute('href')).toBe(
    '/fr/plateformes/clickworker/noter',
  );
  const shared = page.evaluate(
    () =>
      new Promise((told) => {
        navigator.share = (data) => Promise.resolve(told(data));
      }),
  );
  await tapOn(page, next.getByRole('button', { name: 'Partager' }));
  expect(await shared).toEqual({
    text: 'Est-ce que Clickworker paie\u00a0?',
    url: `${site.url}${PLATFORM}`,
  });
  await tapOn(page, next.getByRole('button', { name: 'Me prévenir' }));
  await page.waitForURL('**/mes-paiements/**done=**');
  await next.getByRole('button', { name: 'Me prévenir' }).waitFor({ state: 'detached' });
});

test('five taps for the next one: amount and method as this device remembers them', async () => {
  const page = await openReceipt('brume');
  await page.goto(site.url + PLATFORM);
  const again = countTaps();
  await again.tapOn(page, page.getByRole('link', { name: 'J’ai été payé·e' }));
  await again.tapOn(page, page.getByRole('button', { name: /^Comme la dernière fois.*27,43/ }));
  expect(await page.locator('[name=expected]').inputValue()).toBe('27,43');
  expect(await page.locator('[name=method]').inputValue()).toBe('paypal');
  for (const name of ['askedOn', 'receivedOn'])
    await again.tapOn(
      page,
      page.locator(`[data-quick=${name}]`).getByRole('button', { name: 'Hier' }),
    );
  await again.tapOn(page, page.getByRole('button', { name: 'Publier' }));
  await page.waitForURL('**/mes-paiements/**done=payout-published');
  expect(again.taps()).toBe(5);
});

test('twelve taps with a screenshot', async () => {
  const screenshot = await drawPaymentScreen(browser);
  const page = await openPlatform();
  const taps = countTaps();
  const { tapOn, pickDay, count } = taps;
  await tapOn(page, page.getByRole('link', { name: 'J’ai été payé·e' }));
  await page.waitForURL('**/declarer/paiement**');
  // The field, and the picture in the gallery of the system.
  count(2);
  await page
    .locator('[name=screenshot]')
    .setInputFiles({ name: 'capture.png', mimeType: 'image/png', buffer: screenshot.bytes });
  await tapOn(page, page.getByRole('button', { name: /^Tout remplir/ }));
  await tapOn(page, page.locator('.quick').getByRole('button', { name: 'PayPal' }));
  await pickDay(page.locator('[name=askedOn]'), ASKED_ON);
  await typeAccount(page, taps, 'Brume claire');
  await tapOn(page, page.getByRole('button', { name: 'Publier' }));
  await page.waitForURL('**/phrase-de-secours**');
  expect(taps.taps()).toBeLessThanOrEqual(12);
});

test('two taps send the page of a platform, and nothing of who sends it', async () => {
  const page = await openPlatform();
  const { taps, tapOn, count } = countTaps();
  const shared = page.evaluate(
    () =>
      new Promise((told) => {
        navigator.share = (data) => Promise.resolve(told(data));
      }),
  );
  await tapOn(page, page.getByRole('button', { name: 'Partager' }));
  // The app, in the sheet of the system.
  count(1);
  expect(await shared).toEqual({
    text: 'Est-ce que Clickworker paie\u00a0?',
    url: `${site.url}${PLATFORM}`,
  });
  expect(taps()).toBe(2);
  await page.getByText('Code QR').click();
  const code = page.getByRole('img', { name: 'Code QR qui mène à cette page' });
  await expect
    .poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
});
