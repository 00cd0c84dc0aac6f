import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** A letter is written on the worker's own device: what she types in it goes nowhere. */

const KNOWN = new URLSearchParams({
  platform: 'Clickworker',
  amount: '27,43 €',
  askedOn: '2026-10-03',
});
/** What a link of somebody else's could say, so that answers go to him. */
const FOREIGN = new URLSearchParams({
  name: 'Quelqu’un d’autre',
  contact: 'ailleurs@example.org',
  account: 'autre59',
});

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('without a script the letter stands there with its blanks, and no field asks for anything', async () => {
  const phone = await openPhone(browser, { script: false });
  const page = await phone.newPage();
  await page.goto(`${site.url}/fr/que-faire`);
  await page.getByRole('link', { name: 'Demander son paiement' }).first().click();
  expect(await page.locator('.letter').innerText()).toContain(
    'Le [date de la demande], j’ai demandé le paiement de [somme].',
  );
  expect(await page.locator('[data-field]:visible').count()).toBe(0);
  expect(await page.getByText('remplissez ce qui est entre crochets').isVisible()).toBe(true);
  await phone.close();
});

describe('with a script', () => {
  let page: Page;
  const sent: string[] = [];
  beforeAll(async () => {
    const phone = await openPhone(browser);
    await phone.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await phone.newPage();
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(`${site.url}/fr/que-faire/paiement#${KNOWN.toString()}&${FOREIGN.toString()}`);
    await page.getByLabel('Votre nom').waitFor();
  });
  afterAll(() => page.context().close());

  const letter = (): Promise<string> => page.locator('.letter').innerText();

  test('what she came with fills the letter, and leaves the address', async () => {
    expect(await letter()).toContain(
      'Le 3 octobre 2026, j’ai demandé le paiement de 27,43 €. Je ne l’ai pas reçu.',
    );
    // Of the delay announced she knows nothing, so that nothing is said of it.
    expect(await letter()).not.toContain('Ce délai est passé');
    expect(page.url()).toBe(`${site.url}/fr/que-faire/paiement`);
  });

  test('who writes, and where the answer goes, no link fills in', async () => {
    const text = await letter();
    expect(text).toContain('compte [votre identifiant]');
    for (const foreign of FOREIGN.values()) expect(text).not.toContain(foreign);
    expect(await page.getByLabel('Votre nom').inputValue()).toBe('');
  });

  test('what she types fills the letter; emptied, its blank is back', async () => {
    await page.getByLabel('Votre nom').fill('Nadia Exemple');
    await page.getByLabel('Votre identifiant sur la plateforme').fill('nadia59');
    const text = await letter();
    expect(text).toContain('compte nadia59');
    expect(text.match(/Nadia Exemple/g)).toHaveLength(2);
    await page.getByLabel('Votre identifiant sur la plateforme').fill('');
    expect(await letter()).toContain('compte [votre identifiant]');
  });

  test('it can be copied as it reads', async () => {
    await page.getByRole('button', { name: 'Copier la lettre' }).click();
    await page.getByRole('button', { name: 'Copiée' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Nadia Exemple');
    expect(copied).toContain('27,43 €');
  });

  test('printed, the letter stands alone', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.letter').isVisible()).toBe(true);
    for (const part of ['.top', '.bottom', 'h1', '[data-fields]', '[data-acts]']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    await page.emulateMedia({ media: null });
  });

  test('in the other language it keeps what she typed', async () => {
    await page.getByRole('link', { name: 'This letter in English' }).click();
    await page.waitForURL('**/en/what-can-i-do/payment');
    await page.getByLabel('Your name').waitFor();
    expect(await letter()).toContain('On 3 October 2026, I asked for the payment of 27,43 €.');
    expect(await letter()).toContain('Nadia Exemple');
  });

  test('nothing of it was sent', () => {
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.filter((one) => /Nadia|nadia59|27(,|%2C)43|2026-10-03/.test(one))).toEqual([]);
  });
});
