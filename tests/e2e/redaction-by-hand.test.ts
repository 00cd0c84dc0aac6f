import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, placeWithin } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  OCR_FILES,
  choosePictureOf,
  covers,
  drawPaymentScreen,
  fillIn,
  openFormOn,
  recordSent,
  signUp,
  swipe,
  tap,
  type Screenshot,
} from './redaction.testing.ts';

/** A picture is covered by hand where the reading cannot be had: by keyboard and by finger. */

let site: RunningSite;
let browser: Browser;
let screenshot: Screenshot;
let page: Page;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  screenshot = await drawPaymentScreen(browser);
  page = await openFormOn(browser, site, await signUp(browser, site), { hasTouch: true });
  await page.route(OCR_FILES, (route) => route.abort());
  await choosePictureOf(page, screenshot);
  await page.getByText('La lecture ne marche pas ici.').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test('by keyboard: the arrows go from row to row, Enter shows one and covers it again', async () => {
  const rows = page.locator('.redact-stage button');
  const count = await rows.count();
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const focused = page.locator('.redact-stage :focus');
  expect(await focused.getAttribute('aria-pressed')).toBe('false');
  expect(await focused.getAttribute('aria-label')).toBe(`Texte non lu, cache 2 sur ${count}`);
  await page.keyboard.press('Enter');
  expect(await focused.getAttribute('aria-pressed')).toBe('true');
});

test('a form with nothing covered is not sent before she says so', async () => {
  await fillIn(page);
  const rows = covers(page, 'Texte non lu');
  while ((await rows.count()) > 0) await rows.first().press('Enter');
  const sent = recordSent(page);
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.getByText('Rien n’est couvert.').waitFor();
  expect(sent).toEqual([]);
  expect(await page.evaluate('document.querySelector("[name=screenshot]").files.length')).toBe(0);
});

test('by keyboard: added, moved, made larger, removed, brought back', async () => {
  await page.locator('.redact-stage').focus();
  await page.keyboard.press('Enter');
  const cover = covers(page, 'Votre cache');
  expect(await cover.evaluate((element) => element === document.activeElement)).toBe(true);
  const before = await placeWithin(page.locator('.redact-stage'), cover);
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowDown']) {
    await page.keyboard.press(key);
  }
  const after = await placeWithin(page.locator('.redact-stage'), cover);
  expect(after.x).toBeLessThan(before.x);
  expect(after.y).toBeLessThan(before.y);
  expect(after.width).toBeGreaterThan(before.width);
  expect(after.height).toBeGreaterThan(before.height);
  await page.keyboard.press('Delete');
  expect(await cover.count()).toBe(0);
  await page.getByRole('button', { name: 'Défaire' }).click();
  expect(await cover.count()).toBe(1);
  await cover.focus();
  await page.keyboard.press('Delete');
});

test('by finger: a swipe covers, a tap takes away', async () => {
  await swipe(page, screenshot.boxes['mail']);
  const cover = covers(page, 'Votre cache');
  expect(await cover.count()).toBe(1);
  await tap(page, cover);
  expect(await cover.count()).toBe(0);
});
