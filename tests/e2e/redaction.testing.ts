import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { openOcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { addDays, today } from '#shared/core/days.ts';
import { placeOf, type Box } from '#tests/support/browser.ts';
import { listStoredPictures } from '#tests/support/pictures.ts';
import type { RunningSite } from '#tests/support/site.ts';
import { formatDay } from '#web/format.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/** A drawn payment screen, and what a worker does with it in the editor. */

/** What the reading fetches. */
export const OCR_FILES = '**/assets/ocr/**';
export const PAID_ON = addDays(today(new Date()), -5);
export const ASKED_ON = addDays(today(new Date()), -9);
const IBAN = 'FR76 3000 6000 0112 3456 7890 189';
const MAIL = 'nadia.rakoto@example.org';
/** Width of the drawn screen in CSS pixels, and its pixels per CSS pixel. */
const SCREEN_PX = 360;
const RATIO = 2;

/** A picture, and where its texts are in CSS pixels of the drawn screen. */
export type Screenshot = { bytes: Buffer; boxes: Record<string, Box> };

export async function drawPaymentScreen(browser: Browser): Promise<Screenshot> {
  const context = await browser.newContext({
    viewport: { width: SCREEN_PX, height: 420 },
    deviceScaleFactor: RATIO,
  });
  const page = await context.newPage();
  await page.setContent(
    `<body style="font:15px sans-serif;white-space:nowrap;margin:20px;background:#fff;color:#111">
      <h2><span id="title"><span id="title-word">Paiement</span> reçu</span></h2>
      <p><span id="amount">27</span>,43 €</p>
      <p>Le ${formatDay(PAID_ON, 'fr')}</p><p>Compte</p><p><span id="iban">${IBAN}</span></p>
      <p>E-mail</p><p><span id="mail">${MAIL}</span></p></body>`,
  );
  const boxes: Record<string, Box> = {};
  for (const id of ['title', 'title-word', 'amount', 'iban', 'mail'])
    boxes[id] = await placeOf(page.locator(`#${id}`));
  const bytes = await takeScreenshot(page);
  await context.close();
  return { bytes, boxes };
}

export async function tap(page: Page, piece: ReturnType<Page['locator']>): Promise<void> {
  await piece.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await placeOf(piece);
  await page.touchscreen.tap(x + width / 2, y + height / 2);
}

/** The bodies of the forms that a page sends. */
export function recordSent(page: Page): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST')
      bodies.push(String(request.postDataBuffer()?.toString('utf8')));
  });
  return bodies;
}

/** All that the site stored on the device, as text; keys that cannot be exported as "{…}". */
export function storedOnDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const values: string[] = [JSON.stringify({ ...localStorage, ...sessionStorage })];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => resolve(opening.result));
      });
      for (const store of database.objectStoreNames) {
        const cursor = database.transaction(store).objectStore(store).openCursor();
        await new Promise<void>((resolve) => {
          cursor.addEventListener('success', () => {
            if (cursor.result === null) return resolve();
            const { key, value } = cursor.result as { key: IDBValidKey; value: unknown };
            const text =
              value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
            values.push(`${String(key)}:${text}`);
            cursor.result.continue();
          });
        });
      }
      database.close();
    }
    return values.join('\n');
  });
}

export async function fillIn(page: Page): Promise<void> {
  await page.locator('[name=expected]').fill('27,43');
  await page.locator('[name=method]').selectOption('paypal');
  await page.locator('[name=askedOn]').fill(ASKED_ON);
  await page.locator('[name=receivedOn]').fill(PAID_ON);
}

export function covers(page: Page, kind: string): ReturnType<Page['locator']> {
  return page.locator(`.cover[aria-label^="${kind}"]`);
}

/** Where a text of the picture is on the page. */
export async function placeOnPage(page: Page, box: Box | undefined): Promise<Box> {
  const stage = page.locator('.redact-stage');
  await stage.scrollIntoViewIfNeeded();
  const place = await placeOf(stage);
  const scale = place.width / SCREEN_PX;
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    x: place.x + x * scale,
    y: place.y + y * scale,
    width: width * scale,
    height: height * scale,
  };
}

/** From one end of a text on the picture to the other, in pixels of the page. */
async function endsOf(page: Page, box: Box | undefined): Promise<[number, number, number]> {
  const { x, y, width, height } = await placeOnPage(page, box);
  return [x - 4, x + width + 4, y + height / 2];
}

export async function drag(page: Page, box: Box | undefined): Promise<void> {
  const [from, to, y] = await endsOf(page, box);
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move((from + to) / 2, y);
  await page.mouse.move(to, y);
  await page.mouse.up();
}

export async function swipe(page: Page, box: Box | undefined): Promise<void> {
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
export async function spreadWithin(stored: Buffer, box: Box | undefined): Promise<number> {
  const { width: storedWidth } = await sharp(stored).metadata();
  const scale = storedWidth / SCREEN_PX;
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

export async function readText(stored: Buffer): Promise<string> {
  const engine = await openOcrEngine();
  return (await engine.read(stored)).map(({ text }) => text).join(' ');
}

export async function signUp(
  browser: Browser,
  site: RunningSite,
  pseudonym = 'Nadia 59',
): Promise<Awaited<ReturnType<BrowserContext['cookies']>>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/inscription`);
  await page.getByLabel('Pseudonyme').fill(pseudonym);
  await page.getByLabel('Mot de passe').fill('trois petits chats violets');
  await page.locator('[name=agree]').check();
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.waitForURL('**/phrase-de-secours**');
  const found = await context.cookies();
  await context.close();
  return found;
}

/** The phone of a member on the form, its outcome chosen. */
export async function openFormOn(
  browser: Browser,
  site: RunningSite,
  cookies: Awaited<ReturnType<BrowserContext['cookies']>>,
  options: { hasTouch?: boolean; locale?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/declarer/paiement?plateforme=clickworker&outcome=received`);
  return page;
}

export async function choosePictureOf(page: Page, { bytes }: Screenshot): Promise<void> {
  await page.locator('[name=screenshot]').setInputFiles({
    name: 'capture.png',
    mimeType: 'image/png',
    buffer: bytes,
  });
  await page.locator('.redact').waitFor();
}

/** Publishes by the last tap of it, and returns the picture that is then served. */
export async function published(
  site: RunningSite,
  page: Page,
  send: () => Promise<void>,
): Promise<Buffer> {
  const before = new Set(listStoredPictures(site.dataDir));
  await send();
  await page.locator('.done').waitFor();
  // Others see it from a Monday on: what is stored now is what they will see. The thumbnail is smaller.
  const made = listStoredPictures(site.dataDir).filter((path) => !before.has(path));
  const bytes = made.map((path) => readFileSync(path));
  const [reading] = bytes.toSorted((one, other) => other.length - one.length);
  if (reading === undefined) throw new Error('no picture was stored');
  return reading;
}

/** What axe finds wrong on a page. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(
    await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  );
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>('axe.run({ resultTypes: ["violations"] })');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** Goes to the home page and back, without loading a document. */
export async function leaveAndComeBack(page: Page): Promise<void> {
  await page.locator('header a').first().click();
  await page.waitForURL(/\/fr$/);
  await page.goBack();
}
