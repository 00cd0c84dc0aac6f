import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deflateSync } from 'node:zlib';
import * as pictures from '#tests/files/pictures.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import {
  choosePictureOf,
  covers,
  drawPaymentScreen,
  fillIn,
  published,
  signUp,
  spreadWithin,
  type Screenshot,
} from './redaction.testing.ts';

/**
 * What phones make besides plain screenshots: what the browser decodes is drawn anew, without
 * metadata and gain map; for the rest a sentence names the format and what to press.
 */

let site: RunningSite;
let browser: Browser;
let cookies: Awaited<ReturnType<typeof signUp>>;
let screenshot: Screenshot;
let page: Page;

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  screenshot = await drawPaymentScreen(browser);
  cookies = await signUp(browser, site);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  await context.addCookies(cookies);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

const SECRET = 'SECRET-OF-AMINA';
const exif = { IFD0: { Artist: SECRET } };

/** A JPEG with an index of pictures, and a gain map behind its end. */
async function makeUltraHdr(): Promise<Buffer> {
  const base = await sharp(screenshot.bytes)
    .jpeg({ quality: 95 })
    .withExif(exif)
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/></rdf:RDF></x:xmpmeta>',
    )
    .toBuffer();
  const map = await sharp(screenshot.bytes).resize(180).greyscale().jpeg().toBuffer();
  const index = Buffer.from('\xff\xe2\0\x08MPF\0II', 'latin1');
  return Buffer.concat([base.subarray(0, 2), index, base.subarray(2), map]);
}

async function open(): Promise<void> {
  await page.goto(`${site.url}/fr/declarer/paiement?plateforme=clickworker&outcome=received`);
}

async function choose(name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('[name=screenshot]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** The picture that is in the form, and will be sent. */
async function readAttached(): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('[name=screenshot]')?.files ?? [];
    return file === undefined ? [] : [...new Uint8Array(await file.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

async function expectCovered(stored: Buffer): Promise<void> {
  for (const name of ['iban', 'mail', 'amount']) {
    expect(await spreadWithin(stored, screenshot.boxes[name]), name).toBeLessThan(12);
  }
  expect(await spreadWithin(stored, screenshot.boxes['title'])).toBeGreaterThan(60);
}

const publish = (): Promise<Buffer> =>
  published(site, page, () => page.getByRole('button', { name: 'Publier' }).click());

describe('a picture that the browser decodes', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['AVIF', () => sharp(screenshot.bytes).avif({ quality: 90 }).withExif(exif).toBuffer()],
    ['Ultra HDR', makeUltraHdr],
  ])('is sent as bare pixels: %s', async (_, make) => {
    await open();
    await choosePictureOf(page, { ...screenshot, bytes: await make() });
    await fillIn(page);
    await covers(page, 'IBAN').first().waitFor();
    await page.getByRole('button', { name: 'Couvrir et joindre' }).click();
    await page.getByText('Image prête').waitFor();
    const attached = await readAttached();
    // Browsers add the profile of their canvas.
    expect(pictures.listWebpChunks(attached).filter((name) => name !== 'ICCP')).toEqual([
      'VP8X',
      'VP8 ',
    ]);
    for (const trace of [SECRET, 'hdrgm', 'MPF\0', 'ftypavif', 'Exif']) {
      expect(attached.includes(trace), trace).toBe(false);
    }
    await expectCovered(attached);
    await expectCovered(await publish());
  });

  test('is read where it lies on its side, and covered as it lies', async () => {
    await open();
    const bytes = await sharp(screenshot.bytes).rotate(90).png().toBuffer();
    await choosePictureOf(page, { ...screenshot, bytes });
    await fillIn(page);
    await covers(page, 'IBAN').first().waitFor();
    await expectCovered(
      await sharp(await publish())
        .rotate(270)
        .png()
        .toBuffer(),
    );
  });
});

describe('another one is not chosen, and a sentence says why', () => {
  const head = (brands: string): Buffer => Buffer.from(`\0\0\0\x18ftyp${brands}`, 'latin1');
  test.each<[string, () => Buffer, string]>([
    [
      'capture.heic',
      () => Buffer.concat([head('heic\0\0\0\0mif1heic'), Buffer.alloc(4096)]),
      'Votre navigateur ne lit pas le format HEIC. Ouvrez l’image, faites une capture d’écran, et choisissez-la.',
    ],
    ['lettre.pdf', () => Buffer.from('%PDF-1.7\n'), 'Votre navigateur ne lit pas le format PDF.'],
    [
      'long.png',
      () => pictures.makeGreyPng(100, 399_999, deflateSync(Buffer.alloc(101 * 399_999))),
      'Cette image est trop grande pour votre navigateur.',
    ],
  ])('%s', async (name, make, sentence) => {
    await open();
    await choose(name, make());
    await page.getByText(sentence).waitFor();
    expect(await page.locator('.redact').count()).toBe(0);
    expect(await page.locator('[name=screenshot]').inputValue()).toBe('');
  });
});
