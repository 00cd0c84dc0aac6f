import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Visitors' entry pages are painted before their style sheet has come, and nothing on the first
 * screen moves when it comes. With Turbo, which has it already, they contain no rules.
 */

const PAGES = [
  '/fr',
  '/fr/plateformes',
  '/fr/plateformes/clickworker',
  '/fr/plateformes/piecettes',
  '/fr/forum',
  '/fr/forum/rubriques/paiements',
  // The addresses of topics and of a boycott that the demo has.
  'short topic',
  'long topic',
  'first boycott',
  '/fr/declarer/paiement',
  '/fr/declarer/paiement?plateforme=clickworker',
  '/fr/plateformes/comparer',
  '/fr/plateformes/comparer?p=clickworker&p=testapic',
  '/fr/preuves',
  '/fr/statuts',
];
const SCREENS = [
  { width: 360, height: 740 },
  { width: 1_280, height: 800 },
];

let postgres: Awaited<ReturnType<typeof startServer>>;
let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  postgres = await startServer();
  await postgres.createDatabase('demo');
  site = await startSite({
    args: ['--demo'],
    environment: { DATABASE_URL: `${postgres.url}/demo` },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await postgres?.stop();
});

/** The address itself, or that of a topic or the first boycott of the demo. */
async function addressOf(path: string): Promise<string> {
  if (path.startsWith('/')) return path;
  if (path === 'first boycott') {
    const body = await (await fetch(`${site.url}/fr/boycotts`)).text();
    return /href="(\/fr\/boycotts\/\w{12})/.exec(body)?.[1] ?? '';
  }
  const listed = await fetch(`${site.url}/api/forum/threads`);
  const { threads } = (await listed.json()) as { threads: { id: string; posts: number }[] };
  const found = threads.find(({ posts }) => posts <= 2 === (path === 'short topic'));
  return `/fr/forum/sujets/${found?.id}`;
}

/** Position, size and colours of each element that the first screen shows. */
async function firstScreen(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    // The script adds the status of the search, for screen readers, and the offer of keys and the
    // quick answers in their places.
    [...document.querySelectorAll('body *:not(.hidden-visually, .keys-offer, .quick *)')].flatMap(
      (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0 || y >= innerHeight || y + height <= 0) return [];
        const { color, backgroundColor, fontSize, fontFamily } = getComputedStyle(element);
        const name = `${element.tagName}.${element.getAttribute('class') ?? ''}`;
        // What reaches below the screen may grow there.
        const bottom = y + height > innerHeight ? 'below' : Math.round(height);
        const place = [x, y, width].map(Math.round).join(' ');
        return [`${name} ${place} ${bottom} ${color} ${backgroundColor} ${fontSize} ${fontFamily}`];
      },
    ),
  );
}

test.each(SCREENS.flatMap((screen) => PAGES.map((path) => ({ path, screen }))))(
  '$path at $screen.width px stands as it will before its style sheet is there',
  async ({ path, screen }) => {
    // Without motion: the stamp would still land.
    const page = await browser.newPage({ viewport: screen, reducedMotion: 'reduce' });
    const held: Route[] = [];
    let released = false;
    const asked = new Promise<void>((resolve) => {
      void page.route('**/*.css', (route) => {
        if (released) void route.continue();
        else held.push(route);
        resolve();
      });
    });
    await page.goto(site.url + (await addressOf(path)), { waitUntil: 'commit' });
    await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint').length === 1,
    );
    await asked;
    const before = await firstScreen(page);
    released = true;
    await Promise.all(held.map((route) => route.continue()));
    await page.waitForLoadState('load');
    expect(await firstScreen(page)).toEqual(before);
    expect(before.length).toBeGreaterThan(20);
    await page.close();
  },
);

test('Turbo swaps such a page for another without loading the whole site again', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${site.url}/fr`);
  await page.evaluate('window.stays = true');
  await page.locator('main .chips a').first().click();
  await page.waitForURL(/\/fr\/plateformes\/[a-z-]+$/);
  await page.locator('.answer').waitFor();
  expect(await page.evaluate('window.stays')).toBe(true);
  const swapped = await page.evaluate(async () => {
    const answer = await fetch(location.href, { headers: { 'X-Turbo-Request-Id': 'a' } });
    return answer.text();
  });
  expect(swapped).not.toContain('<style>');
  expect(swapped).toMatch(/<link rel="stylesheet" href="[^"]+"/);
  await page.close();
});
