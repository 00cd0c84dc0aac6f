import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** Pages of one column fill a wide screen, and stand in one column on a phone. */

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Edges of the first element that matches, in pixels. */
async function placeOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not in sight`);
  return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
}

describe.each([
  ['a form', '/fr/inscription', '#content > h1', '#content > .form'],
  ['a section', '/fr/regles', '#publier > h2', '#publier > section'],
])('the title of %s', (_, path, title, content) => {
  test('stands on its left on a wide screen', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await page.goto(site.url + path);
    const [named, shown] = [await placeOf(page, title), await placeOf(page, content)];
    expect(shown.left).toBeGreaterThan(named.right);
    expect(shown.top).toBeLessThan(named.bottom);
    expect(shown.right).toBeGreaterThan(1_000);
    await page.close();
  });

  test('stands above it on a phone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(site.url + path);
    const [named, shown] = [await placeOf(page, title), await placeOf(page, content)];
    expect(shown.top).toBeGreaterThanOrEqual(named.bottom);
    await page.close();
  });
});

test('a search stands in the middle of a wide screen', async () => {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
  await page.goto(`${site.url}/fr/recherche`);
  const { left, right } = await placeOf(page, '#content');
  expect(left).toBeGreaterThan(200);
  expect(left + right).toBeCloseTo(1_280, -1);
  await page.close();
});
