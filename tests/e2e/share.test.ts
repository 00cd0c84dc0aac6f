import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { listStoredPictures } from '#tests/support/pictures.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  ASKED_ON,
  PAID_ON,
  covers,
  drawPaymentScreen,
  faultsOf,
  published,
  readText,
  signUp,
  spreadWithin,
  type Screenshot,
} from './redaction.testing.ts';
import { countTaps, keptPictures, openInstalled, share } from './share.testing.ts';

/**
 * A picture goes from the gallery, a bank's app or PayPal straight to where it is covered: by the
 * site's service worker, on the device. Without it, and without a connection, nothing leaves either.
 */

let site: RunningSite;
let browser: Browser;
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
let screenshot: Screenshot;
let phone: BrowserContext;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  screenshot = await drawPaymentScreen(browser);
  cookies = await signUp(browser, site);
});
afterEach(() => phone?.close());
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const picture = (): { type: string; bytes: Buffer } => ({
  type: 'image/png',
  bytes: screenshot.bytes,
});

async function openMember(options: { touch?: boolean } = {}): Promise<Page> {
  phone = await openPhone(browser, options);
  await phone.addCookies(cookies);
  return openInstalled(phone, site.url);
}

/** Her last payout, from which the form knows platform, method and currency. */
async function reportPayout(): Promise<void> {
  const response = await fetch(`${site.url}/api/payouts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      origin: site.url,
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    },
    body: JSON.stringify({
      platform: 'clickworker',
      outcome: 'received',
      expected: '12,00',
      currency: 'EUR',
      method: 'paypal',
      askedOn: ASKED_ON,
      receivedOn: PAID_ON,
    }),
  });
  expect(response.status).toBe(201);
}

describe('from the share sheet', () => {
  test('six taps publish a covered picture', async () => {
    await reportPayout();
    const page = await openMember({ touch: true });
    const { taps, tapOn, pickDay, count } = countTaps();
    // What comes before is in the other app. Headless, Chromium has no share sheet to tap on.
    count(1);
    await share(page, [picture()]);
    await covers(page, 'IBAN').first().waitFor();
    expect(await page.locator('[name=platform]').inputValue()).toBe('Clickworker');
    expect(await page.locator('[name=method]').inputValue()).toBe('paypal');

    await tapOn(page, page.getByRole('button', { name: /^Tout remplir/ }));
    expect(await page.locator('[name=outcome]:checked').inputValue()).toBe('received');
    expect(await page.locator('[name=expected]').inputValue()).toBe('27,43');
    expect(await page.locator('[name=receivedOn]').inputValue()).toBe(PAID_ON);
    await pickDay(page.locator('[name=askedOn]'), ASKED_ON);
    const stored = await published(site, page, () =>
      tapOn(page, page.getByRole('button', { name: 'Publier' })),
    );
    expect(taps()).toBeLessThanOrEqual(6);

    for (const name of ['iban', 'mail', 'amount']) {
      expect(await spreadWithin(stored, screenshot.boxes[name]), name).toBeLessThan(12);
    }
    expect(await readText(stored)).not.toMatch(/FR76|7890|nadia|example|27/);
    expect(await keptPictures(page)).toEqual([]);
  });

  test('what she shows is looked at first, as with a chosen picture', async () => {
    const page = await openMember();
    await share(page, [picture()]);
    await covers(page, 'Montant').click();
    await page.getByRole('button', { name: /^Tout remplir/ }).click();
    await page.locator('[name=askedOn]').fill(ASKED_ON);
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByRole('heading', { name: 'Ce que les autres liront' }).waitFor();
    expect(await page.locator('.done').count()).toBe(0);
  });

  test('a visitor gets the form too, in English, and the picture is nowhere but in it', async () => {
    phone = await openPhone(browser, { language: 'en' });
    const page = await openInstalled(phone, site.url, 'en');
    const fromWorker: boolean[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'POST') fromWorker.push(response.fromServiceWorker());
    });
    await share(page, [picture()], 'en');
    await page.locator('.redact').waitFor();
    await page.locator('[name=pseudonym]').waitFor();
    expect(fromWorker).toEqual([true]);
    expect(await keptPictures(page)).toEqual([]);
    // What was taken is asked for once.
    await page.reload();
    await page.locator('[name=screenshot]').waitFor();
    expect(await page.locator('.redact, .alert:visible').count()).toBe(0);
  });

  test('without a connection the picture waits on the device, and is there with the connection', async () => {
    const page = await openMember();
    await phone.setOffline(true);
    await share(page, [picture()]);
    await page.getByRole('heading', { name: 'Pas de ligne' }).waitFor();
    expect(await keptPictures(page)).toHaveLength(1);
    await phone.setOffline(false);
    await page.getByRole('link', { name: 'Réessayer' }).click();
    await page.locator('.redact').waitFor();
    expect(await keptPictures(page)).toEqual([]);
  });

  test('two at once go to two forms', async () => {
    const page = await openMember();
    const other = await phone.newPage();
    await other.goto(`${site.url}/fr`);
    const narrow = await sharp(screenshot.bytes).resize(300).png().toBuffer();
    await Promise.all([
      share(page, [picture()]),
      share(other, [{ type: 'image/png', bytes: narrow }]),
    ]);
    const widthOn = (tab: Page): Promise<number> =>
      tab.locator('.redact-stage img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    expect(await Promise.all([page, other].map(widthOn))).toEqual([720, 300]);
    expect(await keptPictures(page)).toEqual([]);
  });

  test.each([
    [
      'what is no picture',
      [{ type: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }],
      'Ce n’est pas une image',
    ],
    ['nothing', [], 'Ce n’est pas une image'],
    [
      'what only says that it is one',
      [{ type: 'image/png', bytes: Buffer.from('no') }],
      'ne lit pas cette image',
    ],
    ['more than 32 MB', [{ type: 'image/png', zeros: 33 * 1024 * 1024 }], 'trop lourde'],
  ] as const)('%s is refused in words, and kept nowhere', async (_, files, sentence) => {
    const page = await openMember();
    await share(page, files);
    await page.locator('.payout-form .picture-size, .alert', { hasText: sentence }).waitFor();
    expect(await page.locator('.redact').count()).toBe(0);
    expect(await keptPictures(page)).toEqual([]);
  });

  test('of several, the first is taken, and the form says so', async () => {
    const page = await openMember();
    await share(page, [picture(), picture()]);
    await page.getByText('Nous prenons une seule image par paiement').waitFor();
    expect(await page.locator('.redact').count()).toBe(1);
    expect(await keptPictures(page)).toEqual([]);
  });
});

describe('what was shared and never used', () => {
  async function shareWithoutConnection(): Promise<Page> {
    const page = await openMember();
    await phone.setOffline(true);
    await share(page, [picture()]);
    expect(await keptPictures(page)).toHaveLength(1);
    await phone.setOffline(false);
    return page;
  }

  test('is gone once she signs out', async () => {
    const page = await shareWithoutConnection();
    await page.goto(`${site.url}/fr/reglages`);
    await page.getByRole('button', { name: 'Me déconnecter ici' }).click();
    await page
      .locator('header')
      .getByRole('link', { name: 'Mes nouvelles' })
      .waitFor({ state: 'detached' });
    await expect.poll(() => keptPictures(page)).toEqual([]);
    cookies = await signUp(browser, site, 'Nadia 60');
  });

  test('is gone after a day', async () => {
    const page = await shareWithoutConnection();
    await page.evaluate(async () => {
      const cache = await caches.open('shared-pictures');
      const [request] = await cache.keys();
      const kept = request === undefined ? undefined : await cache.match(request);
      if (request === undefined || kept === undefined) throw new Error('nothing is kept');
      const headers = new Headers(kept.headers);
      headers.set('x-kept-at', String(Date.now() - 86_400_001));
      await cache.put(request, new Response(await kept.blob(), { headers }));
    });
    await page.goto(`${site.url}/fr`);
    await expect.poll(() => keptPictures(page)).toEqual([]);
  });
});

describe('without the service worker', () => {
  test('the server keeps nothing, and the form says to choose the picture there', async () => {
    phone = await openPhone(browser);
    await phone.addCookies(cookies);
    const page = await phone.newPage();
    await page.goto(`${site.url}/fr`);
    const before = listStoredPictures(site.dataDir);
    await share(page, [picture()]);
    await page.getByText('Choisissez-la plus bas').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(listStoredPictures(site.dataDir)).toEqual(before);
    expect(site.output()).not.toMatch(/Nadia|multipart/);
  });
});
