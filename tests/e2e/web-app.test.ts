import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone, openProfile, placeOf } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { faultsOf, signUp } from './redaction.testing.ts';
import { openInstalled } from './share.testing.ts';

/** The site as an app: installable, with a page where there is no connection, and nobody's page kept. */

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterEach(() => phone?.close());
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

test('who only reads loads none', async () => {
  phone = await openPhone(browser);
  const page = await phone.newPage();
  await page.goto(`${site.url}/fr`);
  await page.goto(`${site.url}/fr/plateformes`);
  expect(await page.evaluate('navigator.serviceWorker.getRegistrations()')).toEqual([]);
});

describe.each([
  ['fr', 'Pas de ligne', '/fr/plateformes', '/fr/carnet'],
  ['en', 'No connection', '/en/platforms', '/en/workbook'],
] as const)('without a connection, in %s', (language, title, asked, workbook) => {
  test('the installed site says what still works, and has cached nobody’s page', async () => {
    phone = await openPhone(browser, { language });
    await phone.addCookies(await signUp(browser, site, `Nadia ${language}`));
    const page = await openInstalled(phone, site.url, language);
    await page.goto(`${site.url}${workbook}`);
    await expect
      .poll(() => page.evaluate(`caches.match(${JSON.stringify(workbook)}).then(Boolean)`))
      .toBe(true);
    await page.goto(`${site.url}/${language}`);
    await phone.setOffline(true);
    await page.goto(site.url + asked);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const kept = await page.evaluate<string[]>(
      `caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())`,
    );
    const pages = kept.filter((path) => !/^\/(assets\/|icon\.svg$)/.test(path));
    expect(pages.toSorted()).toEqual(['/en/offline', '/fr/sans-ligne', workbook].toSorted());
    expect(
      await page.evaluate(
        `caches.keys().then((names) => Promise.all(names.map(async (name) => {
          const cache = await caches.open(name);
          const texts = await Promise.all((await cache.matchAll()).map((kept) => kept.text()));
          return texts.some((text) => text.includes('Nadia'));
        })))`,
      ),
    ).not.toContain(true);
    await page.getByRole('main').locator(`a[href="${workbook}"]`).click();
    await page.locator('[data-part=book]:visible').waitFor();
    await phone.setOffline(false);
    await page.goto(site.url + asked);
    expect(await page.getByRole('heading', { name: title }).count()).toBe(0);
  });
});

test('a worker of the workbook alone, of an earlier version, makes room for that of the site', async () => {
  phone = await openPhone(browser);
  const page = await phone.newPage();
  await page.goto(`${site.url}/fr`);
  await page.evaluate(() =>
    navigator.serviceWorker.register('/workbook-worker.js', { scope: '/fr/carnet' }),
  );
  await page.goto(`${site.url}/fr/carnet`);
  await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
  const scopes = (): Promise<string[]> =>
    page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(
        ({ scope }) => new URL(scope).pathname,
      ),
    );
  await expect.poll(scopes).toEqual(['/']);
});

test('switched off, the worker leaves devices that have it, with all that it cached', async () => {
  const before = await startSite();
  phone = await openPhone(browser);
  const page = await openInstalled(phone, before.url);
  await before.stop({ keepData: true });
  const after = await startSite({
    dataDir: before.dataDir,
    environment: { PORT: new URL(before.url).port, SERVICE_WORKER: 'false' },
  });
  try {
    await page.goto(`${after.url}/fr`);
    // As if the hour had passed for which the script is cached.
    await (await phone.newCDPSession(page)).send('Network.clearBrowserCache');
    const left = (): Promise<unknown> =>
      page.evaluate(async () => {
        // Asked for each time, since one over a connection to the server before fails; and not awaited,
        // since its promise may never settle where the worker is gone before its end.
        const one = await navigator.serviceWorker.getRegistration();
        void one?.update().catch(() => undefined);
        const all = await navigator.serviceWorker.getRegistrations();
        return [all.length, await caches.keys()];
      });
    await expect.poll(left).toEqual([0, []]);
  } finally {
    await after.stop();
  }
});

test('the form offers to install the site where the browser can, once', async () => {
  phone = await openPhone(browser);
  const page = await phone.newPage();
  await page.goto(`${site.url}/fr/declarer/paiement`);
  const button = page.getByRole('button', { name: 'Installer Contrenote', includeHidden: true });
  await button.waitFor({ state: 'attached' });
  expect(await button.isVisible()).toBe(false);
  // Headless, Chromium makes no such offer of its own.
  await page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    Object.assign(offer, { prompt: () => (document.title = 'asked') });
    window.dispatchEvent(offer);
  });
  await button.waitFor();
  expect((await placeOf(button)).height).toBeGreaterThanOrEqual(44);
  await button.click();
  expect([await page.title(), await button.isVisible()]).toEqual(['asked', false]);
});

describe('Chromium', () => {
  let folder: string;
  let profile: BrowserContext;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'contrenote-profile-'));
    profile = await openProfile(folder);
  });
  afterAll(async () => {
    await profile?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('loads no service worker with a page that it finds installable', async () => {
    const page = await profile.newPage();
    const asked: string[] = [];
    profile.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${site.url}/fr`);
    const chromium = await profile.newCDPSession(page);
    const { installabilityErrors } = await chromium.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    // Later than any work that was left for an idle moment of this page.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(await page.evaluate('navigator.serviceWorker.getRegistrations()')).toEqual([]);
    expect(asked).not.toContain('/service-worker.js');
    await page.close();
  });

  test.each(['/fr', '/en', '/fr/carnet', '/en/report/pay-out'])(
    'finds %s installable',
    async (path) => {
      const page = await profile.newPage();
      await page.goto(site.url + path);
      const chromium = await profile.newCDPSession(page);
      const { errors, data } = await chromium.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      expect(data).toContain('share_target');
      const { installabilityErrors } = await chromium.send('Page.getInstallabilityErrors');
      expect(installabilityErrors).toEqual([]);
      await page.close();
    },
  );
});
