import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  choosePictureOf,
  covers,
  drawPaymentScreen,
  faultsOf,
  published,
  readText,
  recordSent,
  signUp,
  spreadWithin,
  type Screenshot,
} from './redaction.testing.ts';

/** A picture in a reply goes through the same covering on the device as a proof. */

let site: RunningSite;
let browser: Browser;
let context: BrowserContext;
let screenshot: Screenshot;
let thread: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  screenshot = await drawPaymentScreen(browser);
  context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addCookies(await signUp(browser, site));
  const response = await context.request.post(`${site.url}/api/forum/threads`, {
    data: { category: 'paiements', title: 'Est-ce bien payé ?', text: 'Regardez.' },
    headers: { origin: site.url, accept: 'application/json' },
  });
  const { id } = (await response.json()) as { id: string };
  thread = `${site.url}/fr/forum/sujets/${id}`;
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

async function openReply(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(thread);
  await page.locator('.reply textarea[name=text]').fill('Voici ma capture.');
  await page.locator('.reply').getByText('Joindre une image').click();
  return page;
}

test('what she does not show is covered before it leaves, and in what is stored', async () => {
  const page = await openReply();
  await choosePictureOf(page, screenshot);
  await covers(page, 'IBAN').first().waitFor();
  expect(await covers(page, 'E-mail').count()).toBe(1);
  expect(await covers(page, 'Montant').count()).toBe(1);
  expect(await faultsOf(page)).toEqual([]);
  const sent = recordSent(page);
  const stored = await published(site, page, () =>
    page.locator('.reply').getByRole('button', { name: 'Publier' }).click(),
  );
  expect(sent.join('')).not.toContain(screenshot.bytes.toString('latin1').slice(1_000, 1_200));
  for (const name of ['iban', 'mail', 'amount']) {
    expect(await spreadWithin(stored, screenshot.boxes[name]), name).toBeLessThan(12);
  }
  expect(await spreadWithin(stored, screenshot.boxes['title'])).toBeGreaterThan(60);
  const words = await readText(stored);
  for (const secret of ['FR76', '3000', 'nadia', '27']) expect(words, secret).not.toContain(secret);
  await page.locator('.post-pictures img').waitFor();
});
