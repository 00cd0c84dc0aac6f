import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeThread } from '#tests/support/forum.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';
import { faultsOf } from './redaction.testing.ts';

/**
 * Who has no account answers in the forum, asks there and reports an incident: she writes first, makes
 * the account at the end, and meets no page to sign in on the way.
 */

const PASSWORD = 'trois petits chats violets';
const WORDS = 'Chez moi le virement a mis neuf jours.';

let site: TestApp;
let url: string;
let browser: Browser;
let phone: BrowserContext;
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
});
afterEach(() => phone?.close());
afterAll(() => browser?.close());

const text = (page: Page) => page.locator('.reply textarea[name=text]');
const pseudonym = (page: Page) => page.getByLabel('Un pseudo', { exact: true });
const password = (page: Page) => page.getByLabel('Un mot de passe', { exact: true });
const publish = (page: Page) => page.locator('main').getByRole('button', { name: /^Publier/ });

let last = 0;
async function typeAccount(page: Page): Promise<string> {
  last += 1;
  const name = `Lune rousse ${last}`;
  await pseudonym(page).fill(name);
  await password(page).fill(PASSWORD);
  return name;
}

/** From the page of the new account on to what she wrote. */
async function later(page: Page): Promise<void> {
  await page.waitForURL('**/phrase-de-secours**');
  await page.getByRole('link', { name: 'Plus tard' }).click();
}

describe.each([true, false])('with scripts: %s', (script) => {
  const open = async (path: string): Promise<Page> => {
    phone = await openPhone(browser, { script });
    const page = await phone.newPage();
    await page.goto(url + path);
    return page;
  };

  test('she answers below a topic: the account folds out once she writes', async () => {
    const { id } = await makeThread(site);
    const page = await open(`/fr/forum/sujets/${id}`);
    expect(await text(page).isVisible()).toBe(true);
    expect(await pseudonym(page).isVisible()).toBe(false);
    await text(page).fill(WORDS);
    await pseudonym(page).waitFor();
    // By the keyboard alone, from the text to the account.
    await text(page).focus();
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      if (await pseudonym(page).evaluate((field) => field === document.activeElement)) break;
    }
    expect(await pseudonym(page).evaluate((field) => field === document.activeElement)).toBe(true);
    const name = await typeAccount(page);
    await password(page).fill('court');
    await password(page).press('Enter');
    await page.locator('[name=password][aria-invalid]').waitFor();
    expect(await text(page).inputValue()).toBe(WORDS);
    expect(await pseudonym(page).inputValue()).toBe(name);
    await password(page).fill(PASSWORD);
    await publish(page).click();
    await later(page);
    await page.waitForURL(`**/forum/sujets/${id}**`);
    const post = page.locator('li.post', { hasText: WORDS });
    expect(await post.locator('.author').innerText()).toContain(name);
    expect(await post.locator('.welcome').count()).toBe(1);
    expect(await page.locator('li.post', { hasText: WORDS }).count()).toBe(1);
  });

  test('asked for a picture, the reply comes back with its words and a field', async () => {
    const { id } = await makeThread(site);
    const page = await open(`/fr/forum/sujets/${id}`);
    await text(page).fill(WORDS);
    await page.locator('.reply').getByRole('button', { name: 'Joindre une image' }).click();
    const field = page.locator('[name=screenshot]');
    await field.waitFor({ state: 'attached' });
    expect(await text(page).inputValue()).toBe(WORDS);
    const buffer = await takeScreenshot(page);
    await field.setInputFiles({ name: 'capture.png', mimeType: 'image/png', buffer });
    if (script) await page.locator('.redact [data-part=confirm]').click();
    if (script) await page.locator('.picture-preview img').waitFor();
    await typeAccount(page);
    await page.locator('.reply').getByRole('button', { name: 'Publier', exact: true }).click();
    if (!script) {
      // What was not covered on the device is covered before it is published.
      await page.locator('.second-look').waitFor();
      await password(page).fill(PASSWORD);
      await page.locator('.second-look button').click();
    }
    await later(page);
    await page.waitForURL(`**/forum/sujets/${id}**`);
    expect(await page.locator('.post-pictures img').count()).toBe(1);
  });

  test('she asks from the page of a platform', async () => {
    const page = await open('/fr/forum/nouveau-sujet?plateforme=clickworker');
    await page.locator('[name=title]').fill('Neuf jours, est-ce habituel ?');
    await page.locator('[name=category]').selectOption('paiements');
    await page.locator('main textarea[name=text]').fill(WORDS);
    await typeAccount(page);
    await publish(page).click();
    await later(page);
    await page.waitForURL('**/forum/sujets/**');
    expect(await page.locator('h1').innerText()).toBe('Neuf jours, est-ce habituel ?');
  });

  test('she reports an incident from the page of a platform', async () => {
    const page = await open('/fr/plateformes/clickworker/a-propos');
    await page.locator('main a[href*="/declarer/incident"]').first().click();
    await page.waitForURL('**/declarer/incident**');
    await page.locator('[name=kind][value=account-closed]').check();
    await page.locator('[name=happenedOn]').fill('2026-09-17');
    await page.locator('[name=reason][value=none]').check();
    await page.locator('[name=appeal][value=unanswered]').check();
    const name = await typeAccount(page);
    await publish(page).click();
    await later(page);
    await page.waitForURL('**/plateformes/clickworker/a-propos**');
    const incident = await site.database.prisma.incident.findFirst({
      where: { author: { member: { pseudonym: name } } },
    });
    expect(incident?.kind).toBe('account-closed');
  });
});

test('a topic loads no script of its reply box before somebody enters it', async () => {
  const { id } = await makeThread(site);
  phone = await openPhone(browser);
  const page = await phone.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(`${url}/fr/forum/sujets/${id}`);
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((path) => /writing|password/.test(path))).toEqual([]);
  await text(page).focus();
  await page.getByText('Brouillon').or(page.locator('.post-tools [role=status]')).first().waitFor({
    state: 'attached',
  });
  expect(scripts.some((path) => /writing/.test(path))).toBe(true);
  expect(await page.locator('.reply [name=_key]').inputValue()).toMatch(/^[0-9a-f-]{36}$/);
});

test('what a visitor wrote survives a closed tab, and neither pseudonym nor password is kept', async () => {
  const { id } = await makeThread(site);
  phone = await openPhone(browser);
  const page = await phone.newPage();
  await page.goto(`${url}/fr/forum/sujets/${id}`);
  await text(page).pressSequentially(WORDS);
  await page.getByText('Brouillon gardé').waitFor();
  const name = await typeAccount(page);
  await text(page).pressSequentially(' Et vous ?');
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage })))
    .toContain('Et vous');
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(stored).not.toContain(name);
  expect(stored).not.toContain(PASSWORD);
  await page.close();
  const again = await phone.newPage();
  await again.goto(`${url}/fr/forum/sujets/${id}`);
  await text(again).focus();
  await expect.poll(() => text(again).inputValue()).toBe(`${WORDS} Et vous ?`);
});

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  test.each([360, 1280])(
    'the reply of a visitor fits %i pixels, by day and by night',
    async (width) => {
      const { id } = await makeThread(site);
      const path = language === 'fr' ? `/fr/forum/sujets/${id}` : `/en/forum/threads/${id}`;
      for (const colorScheme of ['light', 'dark'] as const) {
        phone = await browser.newContext({ viewport: { width, height: 740 }, colorScheme });
        const page = await phone.newPage();
        await page.goto(url + path);
        await text(page).fill(WORDS);
        await page.locator('.reply [name=pseudonym]').waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await faultsOf(page)).toEqual([]);
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              '.reply :is(input:not([type=hidden]), textarea, button, .existing-account a)',
            ),
          ]
            .map((element) => element.closest<HTMLElement>('label') ?? element)
            .filter((target) => target.offsetParent !== null && target.offsetHeight < 44)
            .map((target) => target.outerHTML),
        );
        expect(small).toEqual([]);
        await phone.close();
      }
    },
  );
});
