import { basename } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  choosePictureOf,
  covers,
  drawPaymentScreen,
  leaveAndComeBack,
  openFormOn,
  signUp,
  type Screenshot,
} from './redaction.testing.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/** What the reading on the device fetches and tells, and that nothing is lost around it. */

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

/** The files of the OCR engine that a page asks for from now on. */
function recordFetched(page: Page): string[] {
  const files: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/assets/ocr/')) files.push(basename(pathname));
  });
  return files;
}

const dataIn = (files: readonly string[]): string[] =>
  files.filter((file) => file.endsWith('.traineddata')).toSorted();

test.each([
  ['fr-FR', ['fra.traineddata']],
  ['ar-DZ', ['ara.traineddata', 'fra.traineddata']],
])(
  '%s: data is fetched once the file chooser opens, for the languages of the device',
  async (locale, data) => {
    const page = await openFormOn(browser, site, cookies, { locale });
    const fetched = recordFetched(page);
    await page.locator('[name=expected]').fill('27,43');
    expect(fetched).toEqual([]);
    await page.locator('[name=screenshot][accept="image/*"]').waitFor();
    const chooser = page.waitForEvent('filechooser');
    await page.locator('[name=screenshot]').click();
    await chooser;
    await expect.poll(() => dataIn(fetched)).toEqual(data);
  },
);

test('tells its progress, and reads the next picture with the engine that it has', async () => {
  const page = await openFormOn(browser, site, cookies);
  await page.evaluate(() => {
    const told: number[] = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        if (target instanceof HTMLProgressElement) told.push(target.value);
      }
    }).observe(document, { subtree: true, attributeFilter: ['value'] });
    Object.assign(window, { told });
  });
  await choosePictureOf(page, screenshot);
  await covers(page, 'IBAN').first().waitFor();
  const told = await page.evaluate<number[]>('told');
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(new Set(told).size).toBeGreaterThan(5);
  expect(await page.locator('.redact progress').isVisible()).toBe(false);

  const fetched = recordFetched(page);
  await page.locator('.redact').evaluate((editor) => editor.setAttribute('data-before', ''));
  await choosePictureOf(page, screenshot);
  await page.locator('.redact:not([data-before]) .cover[aria-label^="IBAN"]').first().waitFor();
  expect(fetched).toEqual([]);
});

test('a picture in Arabic asks for its data, and its state stays readable', async () => {
  const page = await openFormOn(browser, site, cookies);
  const fetched = recordFetched(page);
  await choosePictureOf(page, { bytes: await drawArabicScreen(), boxes: {} });
  await expect.poll(() => page.locator('.seen.harmless').count()).toBeGreaterThanOrEqual(4);
  expect(dataIn(fetched)).toContain('ara.traineddata');
  expect(await covers(page, 'IBAN').count()).toBe(1);
});

test('from the last screen she goes back, leaves and reloads, and loses nothing', async () => {
  const page = await openFormOn(browser, site, cookies);
  await choosePictureOf(page, screenshot);
  await covers(page, 'Montant').click();
  const amount = page.locator('.seen[aria-label^="Montant"]');
  const last = page.getByRole('heading', { name: 'Ce que les autres liront' });
  await page.getByRole('button', { name: 'Couvrir et joindre' }).click();
  await last.waitFor();
  await leaveAndComeBack(page);
  await last.waitFor();
  await page.locator('[data-part=back]').click();
  expect(await amount.count()).toBe(1);

  // The browser asks before it drops the picture.
  const asked = page.waitForEvent('dialog');
  await page.evaluate('void setTimeout(() => location.reload())');
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  expect(await amount.count()).toBe(1);

  await page.getByRole('button', { name: 'Couvrir et joindre' }).click();
  await last.waitFor();
  await page.goForward();
  await page.waitForURL(/\/fr$/);
  await page.goBack();
  await last.waitFor();
});

async function drawArabicScreen(): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 300 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await page.setContent(
    `<body dir="rtl" style="font:18px sans-serif;margin:20px;background:#fff;color:#111">
      <h2>تم استلام الدفعة</h2><p>الحالة: مكتمل</p><p>المبلغ</p><p>27,43 €</p>
      <p dir="ltr">FR76 3000 6000 0112 3456 7890 189</p></body>`,
  );
  const bytes = await takeScreenshot(page);
  await context.close();
  return bytes;
}
