import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import { pathTo } from '#shared/core/paths.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import {
  JPEG_MAKER,
  PNG_TEXT,
  addTextChunk,
  listStoredPictures,
  makeJpegWithPlace,
} from '#tests/support/pictures.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/**
 * The main job, as one worker lives it on her phone: sign up, find a platform, report a payout
 * with a screenshot, rate the platform; then a stranger reads whether it pays, and why.
 */

const ASKED_ON = addDays(today(new Date()), -9);
const RECEIVED_ON = addDays(today(new Date()), -5);
const PASSWORD = 'trois petits chats violets';

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe.each([
  { script: false, picture: 'png', platform: 'Clikworker', slug: 'clickworker' },
  { script: true, picture: 'jpeg', platform: 'foule factori', slug: 'foule-factory' },
])('a worker with scripts: $script', ({ script, picture, platform, slug }) => {
  let phone: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    phone = await openPhone(browser, { script });
    page = await phone.newPage();
    page.on('console', (message) => {
      // A refused form is answered with 422, which the browser notes as an error.
      const expected = message.text().includes('status of 422');
      if (message.type() === 'error' && !expected) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(() => phone.close());

  test('signs up and gets her recovery phrase', async () => {
    await page.goto(`${site.url}/fr`);
    await page.getByRole('link', { name: 'Moi' }).click();
    await page.locator('main').getByRole('link', { name: 'S’inscrire' }).click();
    await page.getByLabel('Pseudonyme').fill(script ? 'Nadia 59' : 'Hery du soir');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.locator('[name=agree]').check();
    await page.locator('main form:not(.find) button[type=submit]').click();
    await page.waitForURL('**/phrase-de-secours**');
    await page.locator('main form:not(.find) button[type=submit]').click();
    await page.locator('.phrase-sheet').waitFor();
    expect(await page.locator('.phrase-sheet li').count()).toBe(12);
  });

  test('finds the platform in spite of a typo', async () => {
    await page.goto(`${site.url}/fr`);
    await page.locator('.find input').first().fill(platform);
    await page.locator('.find button').first().click();
    await page.waitForURL('**/plateformes?**');
    await page.locator(`main a[href="/fr/plateformes/${slug}"]`).first().click();
    await page.waitForURL(`**/plateformes/${slug}`);
  });

  test('reports a payout with a screenshot; a mistake loses nothing that she typed', async () => {
    await page.getByRole('link', { name: 'J’ai été payé·e' }).click();
    await page.waitForURL('**/declarer/paiement**');
    await page.getByText('J’ai été payé·e', { exact: true }).click();
    await page.locator('[name=expected]').fill('vingt-sept');
    await page.locator('[name=method]').selectOption('paypal');
    await page.locator('[name=askedOn]').fill(ASKED_ON);
    await page.locator('[name=receivedOn]').fill(RECEIVED_ON);
    await page.locator('[name=screenshot]').setInputFiles({
      name: `capture.${picture}`,
      mimeType: `image/${picture}`,
      buffer:
        picture === 'png' ? addTextChunk(await takeScreenshot(page)) : await makeJpegWithPlace(),
    });
    // With a script she sees the picture first, and says that nothing on it is to be covered.
    if (script) await page.locator('.redact [data-part=confirm]').click();
    if (script) await page.locator('.picture-preview img').waitFor();
    await sendForm(page);
    await page.locator('[name=expected][aria-invalid]').waitFor();
    if (script) await page.locator('[name=expected]:focus').waitFor();
    expect(await page.locator('[name=expected]').inputValue()).toBe('vingt-sept');
    expect(await page.locator('[name=askedOn]').inputValue()).toBe(ASKED_ON);
    expect(await page.locator('[name=method]').inputValue()).toBe('paypal');

    await page.locator('[name=expected]').fill('27,43');
    await sendForm(page);
    await page.locator('.done').waitFor();
    // The exact amount is on her device, where a script keeps it, and nowhere else.
    if (script) await page.getByText('27,43').waitFor();
    else expect(await page.locator('main').innerText()).not.toContain('27,43');
  });

  test('rates the platform', async () => {
    await page.goto(`${site.url}/fr/plateformes/${slug}/noter`);
    for (const name of ['pay', 'punctuality', 'fairness', 'communication', 'supply']) {
      await page.locator(`label:has([name=${name}][value="4"])`).click();
    }
    await page.locator('[name=experiencedMonth]').selectOption(RECEIVED_ON.slice(0, 7));
    await page.locator('[name=text]').fill('Payée à chaque fois, mais peu de tâches le soir.');
    await sendForm(page);
    await page.locator('.done').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('peu de tâches le soir');
    // Hers alone until its Monday.
    await page.goto(site.url + pathTo('fr', 'myEvidence'));
    const own = await page.locator('main').innerText();
    expect(own).toContain('peu de tâches le soir');
    expect(own).toMatch(/Sera affiché le lundi \d/);
  });

  test('signs out', async () => {
    await page.goto(`${site.url}/fr/reglages`);
    await page.locator('form[action="/api/sign-out"] button').click();
    await page
      .locator('header')
      .getByRole('link', { name: 'Mes nouvelles' })
      .waitFor({ state: 'detached' });
  });

  test.each([
    {
      path: `/fr/plateformes/${slug}`,
      question: 'Est-ce que',
      state: 'On ne sait pas encore',
      reported: 'Personne n’a encore rien déclaré',
    },
    {
      path: `/en/platforms/${slug}`,
      question: 'Does',
      state: 'Not known yet',
      reported: 'No reports yet',
    },
  ])(
    'a stranger reads the standing and its reasons at $path',
    async ({ path, question, state, reported }) => {
      const stranger = await openPhone(browser, { script });
      const reading = await stranger.newPage();
      await reading.goto(site.url + path);
      expect(await reading.locator('h1').innerText()).toContain(question);
      const text = await reading.locator('main').innerText();
      expect(text.toLowerCase()).toContain(state.toLowerCase());
      // Her payout and her review wait for their Mondays.
      expect(text.toLowerCase()).toContain(reported.toLowerCase());
      expect(await reading.content()).not.toContain('peu de tâches le soir');
      expect(await reading.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await stranger.close();
    },
  );

  test('her picture waits for its Monday, and carries nothing of where it came from', async () => {
    const list = await (await fetch(`${site.url}/api/payouts?platform=${slug}`)).json();
    expect(list).toMatchObject({ payouts: [] });
    const pictures = listStoredPictures(site.dataDir);
    expect(pictures.length).toBeGreaterThan(0);
    const bytes = pictures.map((path) => readFileSync(path, 'latin1')).join('');
    for (const trace of [PNG_TEXT, JPEG_MAKER, 'EXIF', 'Exif', 'XMP ', 'ICCP', 'GPS']) {
      expect(bytes.includes(trace), trace).toBe(false);
    }
  });

  test('nothing in the browser complained', () => {
    expect(complaints).toEqual([]);
  });
});

/** Sends the form of the page, not the search box above it. */
async function sendForm(page: Page): Promise<void> {
  await page.locator('main form:not(.find) button[type=submit]').first().click();
}
