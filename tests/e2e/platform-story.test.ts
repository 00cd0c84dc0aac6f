import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * A platform on a phone of 360 × 740: the answer is on the first screen, two taps from home; its tabs
 * are short; it is followed with one tap; old addresses of its sections still lead there.
 */

/** Four screens: what a tab may take before its link to all. */
const FOUR_SCREENS = 4 * 740;
const FIRST_TAB = 3_200;
const TABS = ['avis', 'preuves', 'taches', 'forum', 'a-propos'];
const PAYS = '/fr/plateformes/clickworker';
const DOES_NOT_PAY = '/fr/plateformes/piecettes';

let postgres: Awaited<ReturnType<typeof startServer>>;
let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let page: Page;
beforeAll(async () => {
  postgres = await startServer();
  await postgres.createDatabase('demo');
  site = await startSite({
    args: ['--demo'],
    environment: { DATABASE_URL: `${postgres.url}/demo` },
  });
  browser = await openBrowser();
  phone = await openPhone(browser, { touch: true });
  page = await phone.newPage();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await postgres?.stop();
});

/** Height of an element's lower edge, from the top of the page, without the banner of the demo. */
async function bottomOf(selector: string): Promise<number> {
  const [box, banner] = await Promise.all([
    page.locator(selector).first().boundingBox(),
    page.locator('.banner').first().boundingBox(),
  ]);
  const scrolled = Number(await page.evaluate('scrollY'));
  return (box?.y ?? 0) + (box?.height ?? 0) + scrolled - (banner?.height ?? 0);
}

describe('the first screen', () => {
  test.each([PAYS, DOES_NOT_PAY])('of %s ends with the total of the slip', async (path) => {
    await page.goto(site.url + path);
    const dock = await page.locator('.dock').boundingBox();
    expect(await bottomOf('.slip .total')).toBeLessThanOrEqual(dock?.y ?? 0);
    for (const part of ['.tabs', 'h1', '.stamp.large', '.answer']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(true);
    }
  });
});

describe('no tab is long', () => {
  const inEnglish = [PAYS, DOES_NOT_PAY].map((path) =>
    path.replace('/fr/plateformes', '/en/platforms'),
  );

  test.each([PAYS, DOES_NOT_PAY, ...inEnglish])('the first of %s', async (path) => {
    await page.goto(site.url + path);
    expect(await bottomOf('body')).toBeLessThanOrEqual(FIRST_TAB);
  });

  test.each([PAYS, DOES_NOT_PAY].flatMap((path) => TABS.map((tab) => `${path}/${tab}`)))(
    '%s',
    async (path) => {
      await page.goto(site.url + path);
      expect(await bottomOf('main')).toBeLessThanOrEqual(FOUR_SCREENS);
    },
  );
});

describe('from home to the answer', () => {
  test('in one tap on a platform that many ask about', async () => {
    await page.goto(`${site.url}/fr`);
    await page.locator('main .chips a').first().tap();
    await page.waitForURL(/\/fr\/plateformes\/[a-z-]+$/);
    await page.locator('.answer').waitFor();
  });

  test('in two taps by the search: the box, its button', async () => {
    await page.goto(`${site.url}/fr`);
    await page.locator('main .find input').tap();
    await page.keyboard.type('clickworker');
    await page.locator('main .find button').tap();
    await page.waitForURL(`**${PAYS}`);
    expect(await page.locator('.answer').innerText()).toMatch(/^Oui/);
  });
});

test('every tab is one tap away, and shows which it is', async () => {
  await page.goto(site.url + PAYS);
  for (const tab of TABS) {
    await page.locator(`.tabs a[href="${PAYS}/${tab}"]`).tap();
    await page.waitForURL(`**${PAYS}/${tab}`);
    const current = page.locator('.tabs [aria-current=page]');
    await expect.poll(async () => (await current.boundingBox())?.x ?? -1).toBeGreaterThanOrEqual(0);
    const box = await current.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  }
});

test.each([
  ['#reviews', 'avis'],
  ['#incidents', 'a-propos'],
  ['#findings', 'a-propos'],
  ['#replies', 'a-propos'],
  ['#forum', 'forum'],
])('an old address with %s leads to the tab %s', async (anchor, tab) => {
  await page.goto(`${site.url}${PAYS}${anchor}`);
  await page.waitForURL(`**${PAYS}/${tab}${anchor}`);
});

test('a member follows it with one tap', async () => {
  const [, pseudonym = '', password = ''] =
    /Sign in as (\S+) or .* password (\S+)/.exec(site.output()) ?? [];
  await page.goto(`${site.url}/fr/connexion`);
  await page.locator('main [name=pseudonym]').fill(pseudonym);
  await page.locator('main [name=password]').fill(password);
  await page.locator('main form:not(.find) button[type=submit]').tap();
  await page.waitForURL((url) => !url.pathname.endsWith('/connexion'));
  await page.goto(site.url + DOES_NOT_PAY);
  await page.getByRole('button', { name: 'Me prévenir si l’avis change' }).tap();
  await page.getByRole('button', { name: 'Ne plus me prévenir' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(DOES_NOT_PAY);
});
