import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  ASKED_ON,
  OCR_FILES,
  PAID_ON,
  choosePictureOf,
  covers,
  drag,
  drawPaymentScreen,
  faultsOf,
  fillIn,
  leaveAndComeBack,
  openFormOn,
  placeOnPage,
  published,
  readText,
  recordSent,
  signUp,
  spreadWithin,
  storedOnDevice,
  tap,
  type Screenshot,
} from './redaction.testing.ts';

/**
 * A screenshot is covered on the worker's own phone before it leaves: all that she does not show. She
 * gets there by finger, by keyboard, and with the reading out of order.
 */

let site: RunningSite;
let browser: Browser;
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
let screenshot: Screenshot;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  screenshot = await drawPaymentScreen(browser);
  cookies = await signUp(browser, site);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('a reading on the device', () => {
  test('starts by itself and covers every word but harmless ones; what is stored has no other', async () => {
    const page = await openForm();
    await choosePicture(page);
    // She fills in the form meanwhile.
    await page.locator('[name=method]').selectOption('paypal');
    await page.locator('[name=askedOn]').fill(ASKED_ON);
    await covers(page, 'IBAN').first().waitFor();
    expect(await covers(page, 'E-mail').count()).toBe(1);
    expect(await covers(page, 'Montant').count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.locator('.redact').innerHTML()).not.toMatch(/3000|nadia|27,43/);

    await page.getByRole('button', { name: /^27,43\s€ — utiliser/ }).click();
    expect(await page.locator('[name=expected]').inputValue()).toBe('27,43');
    await page.getByRole('button', { name: /^Reçu le .* — utiliser/ }).click();
    expect(await page.locator('[name=receivedOn]').inputValue()).toBe(PAID_ON);

    // She shows nothing, so the tap that publishes is the only one.
    const stored = await publish(page);
    for (const name of ['iban', 'mail', 'amount']) {
      expect(await spreadWithin(stored, screenshot.boxes[name]), name).toBeLessThan(12);
    }
    expect(await spreadWithin(stored, screenshot.boxes['title'])).toBeGreaterThan(60);
    const words = await readText(stored);
    expect(words).toContain('Paiement');
    for (const secret of ['FR76', '3000', '7890', 'nadia', 'example', '27']) {
      expect(words, secret).not.toContain(secret);
    }
  });

  test('a tap shows the amount and the meter says so; she looks at it enlarged before it is attached', async () => {
    const page = await openForm({ hasTouch: true });
    await choosePicture(page);
    await tap(page, covers(page, 'Montant'));
    const shown = page.locator('.seen[aria-label^="Montant"]');
    await shown.waitFor();
    expect(await page.locator('[data-part=facts]').isVisible()).toBe(true);
    expect(await page.getByText('Votre capture montre le montant.').isVisible()).toBe(true);
    await tap(page, shown);
    expect(await shown.count()).toBe(0);
    expect(await page.locator('[data-part=facts]').isHidden()).toBe(true);
    await tap(page, covers(page, 'Montant'));
    await tap(page, covers(page, 'E-mail'));

    await fillIn(page);
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByRole('heading', { name: 'Ce que les autres liront' }).waitFor();
    const lines = page.locator('.redact-check li');
    expect(await lines.count()).toBe(2);
    // What the rules know to be personal comes first.
    expect(await lines.first().innerText()).toContain('E-mail');
    expect(await faultsOf(page)).toEqual([]);
    await lines.first().getByRole('button', { name: 'Couvrir' }).click();
    expect(await lines.count()).toBe(1);
    expect(await lines.innerText()).toMatch(/Votre nom\s\? Votre adresse\s\? Un code\s\?/);
    const stored = await published(site, page, () =>
      page.getByRole('button', { name: 'rien de privé' }).click(),
    );
    expect(await spreadWithin(stored, screenshot.boxes['mail'])).toBeLessThan(12);
    expect(await spreadWithin(stored, screenshot.boxes['amount'])).toBeGreaterThan(60);
  });

  test('when it cannot be had, each row is covered whole; she shows one, and the rest goes on', async () => {
    const page = await openForm();
    await page.route(OCR_FILES, (route) => route.abort());
    await choosePicture(page);
    await page.getByText('La lecture ne marche pas ici.').waitFor();
    const { x, y, width, height } = await placeOnPage(page, screenshot.boxes['title']);
    await page.mouse.click(x + width / 2, y + height / 2);
    await drag(page, screenshot.boxes['iban']);
    expect(await covers(page, 'Votre cache').count()).toBe(1);
    await fillIn(page);
    // She sends the form without a word to the editor: what leaves is what she saw.
    await page.getByRole('button', { name: 'Publier' }).click();
    const stored = await published(site, page, () =>
      page.getByRole('button', { name: 'rien de privé' }).click(),
    );
    for (const name of ['iban', 'mail', 'amount']) {
      expect(await spreadWithin(stored, screenshot.boxes[name]), name).toBeLessThan(12);
    }
    expect(await spreadWithin(stored, screenshot.boxes['title'])).toBeGreaterThan(60);
  });

  test('where the browser saves data nothing is fetched before she asks, and each row is covered', async () => {
    const page = await openForm();
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    });
    await page.reload();
    let fetched = 0;
    page.on('request', (request) => (fetched += Number(request.url().includes('/assets/ocr/'))));
    await choosePicture(page);
    await page.getByText('Votre appareil économise les données.').waitFor();
    expect(await covers(page, 'Texte non lu').count()).toBeGreaterThanOrEqual(5);
    expect(fetched).toBe(0);
    await page.getByRole('button', { name: 'Trouver les mots dans l’image' }).click();
    await covers(page, 'IBAN').first().waitFor();
  });
});

describe('her own words', () => {
  test('typed once are covered on every picture, are kept encrypted, and are gone once forgotten', async () => {
    const page = await openForm();
    const sent = recordSent(page);
    await choosePicture(page);
    await covers(page, 'IBAN').first().waitFor();
    expect(await covers(page, 'Un mot à vous').count()).toBe(0);
    await page.getByText('Mes mots à couvrir').click();
    await page.getByLabel('Nom et prénom').fill('Rakoto Paiément');
    await page.keyboard.press('Enter');
    await covers(page, 'Un mot à vous').first().waitFor();
    await page.getByText('Gardés sur cet appareil : nom et prénom.').waitFor();
    // The next person on the device is not shown them.
    expect(await page.getByLabel('Nom et prénom').inputValue()).toBe('');
    const kept = await storedOnDevice(page);
    expect(kept).toContain('ownWordsKey:{');
    expect(kept).not.toMatch(/rakoto|paiément/i);

    await page.goto(page.url());
    await choosePicture(page);
    await covers(page, 'Un mot à vous').first().waitFor();
    await fillIn(page);
    const stored = await publish(page);
    expect(await spreadWithin(stored, screenshot.boxes['title-word'])).toBeLessThan(12);
    expect(sent.join()).not.toMatch(/rakoto|paiément/i);

    await page.goto(`${site.url}/fr/declarer/paiement?plateforme=clickworker&outcome=received`);
    await choosePicture(page);
    await covers(page, 'Un mot à vous').first().waitFor();
    await page.getByText('Mes mots à couvrir').click();
    await page.getByRole('button', { name: 'Effacer mes mots' }).click();
    await expect.poll(() => covers(page, 'Un mot à vous').count()).toBe(0);
    expect(await storedOnDevice(page)).not.toContain('ownWordsKey:{');
  });
});

test('picture and covers are there when she comes back', async () => {
  const page = await openForm();
  await choosePicture(page);
  await covers(page, 'IBAN').first().waitFor();
  await covers(page, 'Montant').click();
  await drag(page, screenshot.boxes['title']);
  await leaveAndComeBack(page);
  await page.locator('.seen[aria-label^="Montant"]').waitFor();
  expect(await covers(page, 'Votre cache').count()).toBe(1);
  expect(await page.locator('.redact').count()).toBe(1);
  expect(await page.locator('.picture').getAttribute('data-reveals')).toBe('amount');

  // Attached, it is still there.
  await page.getByRole('button', { name: 'Couvrir et joindre' }).click();
  await page.getByRole('button', { name: 'rien de privé' }).click();
  await page.locator('.picture-preview img').waitFor();
  await leaveAndComeBack(page);
  await page.locator('.picture-preview img').waitFor();
  expect(await page.evaluate('document.querySelector("[name=screenshot]").files.length')).toBe(1);
});

test('a pasted message fills in the form, and never leaves the device', async () => {
  const page = await openForm();
  // Only an empty field is offered what was read; this one has the method of her last payout.
  await page.locator('[name=method]').selectOption('');
  await page.locator('details.more > summary').click();
  await page.getByText('Remplir à partir d’un SMS de paiement').click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    'MVola: Vous avez recu 52 750 Ar de Clickworker (0341234567) a 14:05. Ref: 1234567890',
  );
  const box = page.getByLabel('Le SMS de paiement');
  await box.focus();
  await page.keyboard.press('Control+V');
  await page.getByRole('button', { name: /52\s750.* — utiliser/ }).click();
  await page.getByRole('button', { name: /MVola — utiliser/ }).click();
  expect(await box.inputValue()).toBe('');
  expect(await page.locator('[name=currency]').inputValue()).toBe('MGA');
  expect(await page.locator('[name=method]').inputValue()).toBe('mvola');
  await page.locator('[name=receivedOn]').fill(PAID_ON);
  await page.locator('[name=askedOn]').fill(ASKED_ON);
  const sending = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Publier' }).click();
  expect((await sending).postData()).not.toMatch(/recu|0341234567|1234567890|message/);
  await page.locator('.done').waitFor();
});

test('without a script there is no box for a message', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/declarer/paiement`);
  expect(await page.locator('details.message').isVisible()).toBe(false);
});

test('no page may run WebAssembly, only the worker that reads', async () => {
  const policies: Record<string, string> = {};
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.on('response', (response) => {
    policies[new URL(response.url()).pathname] =
      response.headers()['content-security-policy'] ?? '';
  });
  await page.goto(`${site.url}/fr/declarer/paiement?outcome=received`);
  await choosePicture(page);
  await covers(page, 'IBAN').first().waitFor();
  const allowed = Object.keys(policies).filter((path) => policies[path]?.includes('wasm'));
  expect(allowed).toEqual([expect.stringMatching(/^\/assets\/ocr-worker-[\w-]+\.js$/)]);
});

/** A phone on the form, its outcome chosen. */
function openForm(options: { hasTouch?: boolean } = {}): Promise<Page> {
  return openFormOn(browser, site, cookies, options);
}

function choosePicture(page: Page): Promise<void> {
  return choosePictureOf(page, screenshot);
}

/** Sends the form and returns the picture that is then served. */
function publish(page: Page): Promise<Buffer> {
  return published(site, page, () => page.getByRole('button', { name: 'Publier' }).click());
}
