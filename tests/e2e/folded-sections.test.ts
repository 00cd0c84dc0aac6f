import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** Other pages and old links lead to sections of the privacy policy, which are folded. */

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('a link to a folded section opens it without a script, below its heading', async () => {
  const page = await browser.newPage({
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  });
  await page.goto(`${site.url}/fr/confidentialite#reconnaitre`);
  const opened = page.locator('details[open]');
  expect(await opened.count()).toBe(1);
  const heading = await opened.locator('summary').boundingBox();
  expect(heading?.y).toBeGreaterThanOrEqual(0);
  expect(heading?.y).toBeLessThan(200);
  expect(await page.locator('#reconnaitre').isVisible()).toBe(true);
  await page.close();
});

test('each section of the privacy policy is in the page, closed', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${site.url}/fr/confidentialite`);
  const anchors = await page.locator('details > .legal-section').count();
  expect(anchors).toBe(29);
  expect(await page.locator('details[open]').count()).toBe(0);
  await page.close();
});
