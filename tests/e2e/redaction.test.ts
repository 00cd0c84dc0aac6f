import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { addDays, today } from '#shared/core/days.ts';
import { openBrowser, placeOf, placeWithin, type Box } from '#tests/support/browser.ts';
import { listStoredPictures } from '#tests/support/pictures.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { formatDay } from '#web/format.ts';

/**
 * What is personal on a screenshot is covered on the worker's own phone: what leaves it no longer
 * has it. She gets there by finger, by keyboard, and with the search out of order.
 */

const PAID_ON = addDays(today(new Date()), -5);
const ASKED_ON = addDays(today(new Date()), -9);
const IBAN = 'FR76 3000 6000 0112 3456 7890 189';
const MAIL = 'nadia.rakoto@example.org';
const RATIO = 2;
const OCR_FILES = '**/assets/ocr/**';

type Screenshot = { bytes: Buffer; boxes: Record<string, Box>; width: number };

let site: RunningSite;
let browser: Browser;
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
let screenshot: Screenshot;
let axe: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  screenshot = await drawPaymentScreen();
  cookies = await signUp();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('a search on the device', () => {
  test('covers IBAN and e-mail, and what is stored no longer has them', async () => {
    const page = await openForm();
    await choosePicture(page);
    await covers(page, 'IBAN').first().waitFor();
    expect(await covers(page, 'E-mail').count()).toBe(1);
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('button', { name: /^27,43\s€ — utiliser/ }).click();
    expect(await page.locator('[name=expected]').inputValue()).toBe('27,43');
    await page.getByRole('button', { name: /^Reçu le .* — utiliser/ }).click();
    expect(await page.locator('[name=receivedOn]').inputValue()).toBe(PAID_ON);

    await page.getByRole('button', { name: 'Couvrir et joindre' }).click();
    await page.locator('.picture-preview img').waitFor();
    await page.locator('[name=method]').selectOption('paypal');
    await page.locator('[name=askedOn]').fill(ASKED_ON);
    const stored = await publish(page);
    for (const box of [screenshot.boxes['iban'], screenshot.boxes['mail']]) {
      expect(await spreadWithin(stored, box), 'one solid colour').toBeLessThan(12);
    }
    expect(await spreadWithin(stored, screenshot.boxes['title'])).toBeGreaterThan(60);
    const words = await readText(stored);
    expect(words).toContain('Paiement');
    for (const secret of ['FR76', '3000', '7890', 'nadia', 'example', '27,43']) {
      expect(words, secret).not.toContain(secret);
    }
  });

  test('says so when it cannot be had; she covers by hand, and the rest goes on', async () => {
    const page = await openForm();
    await page.route(OCR_FILES, (route) => route.abort());
    await choosePicture(page);
    await page.getByText('La recherche ne marche pas ici.').waitFor();
    await drag(page, screenshot.boxes['iban']);
    await drag(page, screenshot.boxes['mail']);
    expect(await covers(page, 'Votre cache').count()).toBe(2);
    await fillIn(page);
    // She sends the form without a word to the editor: what leaves is what she saw.
    const stored = await publish(page);
    expect(await spreadWithin(stored, screenshot.boxes['iban'])).toBeLessThan(12);
    expect(await readText(stored)).not.toContain('3000');
  });
});

describe('covers by hand', () => {
  let page: Page;
  beforeAll(async () => {
    page = await openForm({ hasTouch: true });
    await page.route(OCR_FILES, (route) => route.abort());
    await choosePicture(page);
    await page.getByText('La recherche ne marche pas ici.').waitFor();
  });

  test('a form with nothing covered is not sent before she says so', async () => {
    await fillIn(page);
    let sent = 0;
    page.on('request', (request) => (sent += Number(request.method() === 'POST')));
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('Rien n’est couvert.').waitFor();
    expect(sent).toBe(0);
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
    const { x, y, width, height } = await placeOf(cover);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    expect(await cover.count()).toBe(0);
  });
});

test('a pasted message fills in the form, and never leaves the device', async () => {
  const page = await openForm();
  // Only an empty field is offered what was read; this one has the method of her last payout.
  await page.locator('[name=method]').selectOption('');
  await page.locator('details.more > summary').click();
  await page.getByText('Remplir à partir d’un SMS de paiement').click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    'MVola: Vous avez recu 52 750 Ar de Clickworker (0341234567) a 14:05. Ref: 1234567890',
  );
  const box = page.getByLabel('Le SMS de paiement');
  await box.focus();
  await page.keyboard.press('Control+V');
  await page.getByRole('button', { name: /52\s750.* — utiliser/ }).click();
  await page.getByRole('button', { name: /MVola — utiliser/ }).click();
  expect(await box.inputValue()).toBe('');
  expect(await page.locator('[name=currency]').inputValue()).toBe('MGA');
  expect(await page.locator('[name=method]').inputValue()).toBe('mvola');
  await page.locator('[name=receivedOn]').fill(PAID_ON);
  await page.locator('[name=askedOn]').fill(ASKED_ON);
  const sending = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Publier' }).click();
  expect((await sending).postData()).not.toMatch(/recu|0341234567|1234567890|message/);
  await page.locator('.done').waitFor();
});

test('without a script there is no box for a message', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/declarer/paiement`);
  expect(await page.locator('details.message').isVisible()).toBe(false);
});

test('no page may run WebAssembly, only the worker that reads', async () => {
  const policies: Record<string, string> = {};
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  page.on('response', (response) => {
    policies[new URL(response.url()).pathname] =
      response.headers()['content-security-policy'] ?? '';
  });
  await page.goto(`${site.url}/fr/declarer/paiement?outcome=received`);
  await choosePicture(page);
  await covers(page, 'IBAN').first().waitFor();
  const allowed = Object.keys(policies).filter((path) => policies[path]?.includes('wasm'));
  expect(allowed.some((path) => path.endsWith('/worker.min.js'))).toBe(true);
  expect(allowed.filter((path) => !path.startsWith('/assets/ocr/'))).toEqual([]);
  await context.close();
});

async function drawPaymentScreen(): Promise<Screenshot> {
  const width = 360;
  const context = await browser.newContext({
    viewport: { width, height: 420 },
    deviceScaleFactor: RATIO,
  });
  const page = await context.newPage();
  await page.setContent(
    `<body style="font:15px sans-serif;white-space:nowrap;margin:20px;background:#fff;color:#111">
      <h2><span id="title">Paiement reçu</span></h2><p>27,43 €</p>
      <p>Le ${formatDay(PAID_ON, 'fr')}</p><p>Compte</p><p><span id="iban">${IBAN}</span></p>
      <p>E-mail</p><p><span id="mail">${MAIL}</span></p></body>`,
  );
  const boxes: Record<string, Box> = {};
  for (const id of ['title', 'iban', 'mail']) boxes[id] = await placeOf(page.locator(`#${id}`));
  const bytes = await page.screenshot();
  await context.close();
  return { bytes, boxes, width };
}

async function signUp(): Promise<typeof cookies> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/inscription`);
  await page.getByLabel('Pseudonyme').fill('Nadia 59');
  await page.getByLabel('Mot de passe').fill('trois petits chats violets');
  await page.locator('[name=agree]').check();
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.waitForURL('**/phrase-de-secours**');
  const found = await context.cookies();
  await context.close();
  return found;
}

/** A phone on the form, its outcome chosen. */
async function openForm(options: { hasTouch?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/declarer/paiement?plateforme=clickworker&outcome=received`);
  return page;
}

/** Chooses the picture; where the browser finds the line too slow to search by itself, asks for it. */
async function choosePicture(page: Page): Promise<void> {
  await page.locator('[name=screenshot]').setInputFiles({
    name: 'capture.png',
    mimeType: 'image/png',
    buffer: screenshot.bytes,
  });
  await page.locator('.redact').waitFor();
  const search = page.locator('[data-part=search]');
  if (await search.isVisible()) await search.click();
}

async function fillIn(page: Page): Promise<void> {
  await page.locator('[name=expected]').fill('27,43');
  await page.locator('[name=method]').selectOption('paypal');
  await page.locator('[name=askedOn]').fill(ASKED_ON);
  await page.locator('[name=receivedOn]').fill(PAID_ON);
}

/** Sends the form and returns the picture that is then served. */
async function publish(page: Page): Promise<Buffer> {
  const before = new Set(listStoredPictures(site.dataDir));
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.locator('.done').waitFor();
  // Others see it from a Monday on: what is stored now is what they will see. The thumbnail is smaller.
  const made = listStoredPictures(site.dataDir).filter((path) => !before.has(path));
  const bytes = made.map((path) => readFileSync(path));
  const [reading] = bytes.toSorted((one, other) => other.length - one.length);
  if (reading === undefined) throw new Error('no picture was stored');
  return reading;
}

function covers(page: Page, kind: string): ReturnType<Page['locator']> {
  return page.locator(`.cover[aria-label^="${kind}"]`);
}

/** From one end of a text on the picture to the other, in pixels of the page. */
async function endsOf(page: Page, box: Box | undefined): Promise<[number, number, number]> {
  const stage = page.locator('.redact-stage');
  await stage.scrollIntoViewIfNeeded();
  const place = await placeOf(stage);
  const scale = place.width / screenshot.width;
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
  const middle = place.y + (y + height / 2) * scale;
  return [place.x + (x - 4) * scale, place.x + (x + width + 4) * scale, middle];
}

async function drag(page: Page, box: Box | undefined): Promise<void> {
  const [from, to, y] = await endsOf(page, box);
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move((from + to) / 2, y);
  await page.mouse.move(to, y);
  await page.mouse.up();
}

async function swipe(page: Page, box: Box | undefined): Promise<void> {
  const [from, to, y] = await endsOf(page, box);
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number): Promise<unknown> =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: x === undefined ? [] : [{ x, y }],
    });
  await send('touchStart', from);
  for (const share of [0.2, 0.5, 0.8, 1]) await send('touchMove', from + (to - from) * share);
  await send('touchEnd');
}

/** How far the shades within a box of the drawn screen lie apart in the stored picture, 0 to 255. */
async function spreadWithin(stored: Buffer, box: Box | undefined): Promise<number> {
  const { width: storedWidth } = await sharp(stored).metadata();
  const scale = storedWidth / screenshot.width;
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 1, height: 1 };
  // Where the letters are: the line leaves room above and below them.
  const letters = await sharp(stored)
    .extract({
      left: Math.round(x * scale),
      top: Math.round((y + height / 4) * scale),
      width: Math.round(width * scale),
      height: Math.round((height / 2) * scale),
    })
    .png()
    .toBuffer();
  const { channels } = await sharp(letters).stats();
  return Math.max(...channels.map(({ min, max }) => max - min));
}

async function readText(stored: Buffer): Promise<string> {
  const engine = await openOcrEngine();
  try {
    return (await engine.read(stored)).map(({ text }) => text).join(' ');
  } finally {
    await engine.close();
  }
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>('axe.run({ resultTypes: ["violations"] })');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
