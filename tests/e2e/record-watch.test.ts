import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  site = await startSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

type Kept = { day: string; seen: { key: string; note: string }; tell: string | null };

async function keptBy(page: Page): Promise<Kept> {
  const text = await page.waitForFunction(() => {
    const kept = localStorage.getItem('contrenote.record') ?? '{}';
    return 'note' in ((JSON.parse(kept) as Partial<Kept>).seen ?? {}) ? kept : null;
  });
  return JSON.parse(String(await text.jsonValue())) as Kept;
}

/** Yesterday she saw a checkpoint of the same size with another root. */
async function sawAnother(page: Page, kept: Kept): Promise<void> {
  const [origin, size, , ...rest] = kept.seen.note.split('\n');
  const note = [origin, size, Buffer.alloc(32, 1).toString('base64'), ...rest].join('\n');
  const before = { ...kept, day: '2026-01-01', seen: { ...kept.seen, note } };
  await page.evaluate(
    (text) => localStorage.setItem('contrenote.record', text),
    JSON.stringify(before),
  );
}

async function watches(phone: BrowserContext): Promise<void> {
  const page = await phone.newPage();
  // The first checkpoint is signed just after the start.
  await expect.poll(async () => (await fetch(`${site.url}/record/checkpoint`)).status).toBe(200);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site.url}/fr`);
  await page.waitForLoadState('networkidle');
  // Her first page has enough to load; from the second one on there is something to compare with.
  expect(asked.filter((path) => path.includes('record'))).toEqual([]);
  await page.goto(`${site.url}/fr/forum`);
  const kept = await keptBy(page);
  expect(kept).toMatchObject({ tell: null });
  expect(kept.seen.note).toContain('\n— ');
  await sawAnother(page, kept);
  await page.reload();
  const alert = page.locator('.record-told[role=alert]');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('Le registre public a été réécrit');
  // It stays until it was read, on other pages too.
  await page.goto(`${site.url}/fr/statuts`);
  await alert.waitFor();
  await alert.getByRole('button', { name: 'J’ai lu' }).click();
  await alert.waitFor({ state: 'detached' });
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(await alert.count()).toBe(0);
  expect((await keptBy(page)).seen.note).toBe(kept.seen.note);
  await page.close();
}

test('a browser tells of a record that was rewritten, until it was read', async () => {
  const phone = await openPhone(browser);
  await watches(phone);
  await phone.close();
});

test('so does one that does not know the curve', async () => {
  const phone = await openPhone(browser);
  await phone.addInitScript(() => {
    const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = ((...args: Parameters<typeof importKey>) =>
      String(args[2]) === 'Ed25519'
        ? Promise.reject(new DOMException('no', 'NotSupportedError'))
        : importKey(...args)) as typeof importKey;
  });
  await watches(phone);
  await phone.close();
});

test('on a saving connection it asks for nothing', async () => {
  const phone = await openPhone(browser);
  await phone.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  const page = await phone.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${site.url}/fr`);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.startsWith('/record') || path.includes('record/log'))).toEqual(
    [],
  );
  await phone.close();
});
