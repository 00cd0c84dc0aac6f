import { readdir, rm } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sanitizer } from '#server/media/files/sanitizer.ts';
import * as pictures from './pictures.ts';
import { makeFolder } from './temporary-folder.ts';
import { createRealSanitizer, tellOutcome } from './test-sanitizer.ts';

let folder: string;
let sanitizer: Sanitizer;

beforeAll(async () => {
  folder = await makeFolder();
  sanitizer = createRealSanitizer({ temporaryFolder: folder });
});
afterAll(async () => {
  await sanitizer.close();
  await rm(folder, { recursive: true, force: true });
});

async function tellRefusal(bytes: Uint8Array): Promise<string> {
  const path = await pictures.writePicture(folder, 'picture', bytes);
  return tellOutcome(sanitizer.sanitize(path));
}

const text = (content: string): Buffer => Buffer.from(content, 'latin1');

async function drawFrames(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = [pictures.RED, pictures.BLUE].map((colour) =>
    pictures.drawPlain(80, 80, colour).png().toBuffer(),
  );
  const join = { animated: true };
  return sharp(await Promise.all(frames), { join })
    .toFormat(format)
    .toBuffer();
}

test.each<[string, Uint8Array]>([
  ['not-an-image', text('')],
  ['not-an-image', text('Payé le 3 mai')],
  ['not-an-image', text('<!doctype html><html><body><svg/></body></html>')],
  ['type-not-accepted HEIC', text('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
  ['type-not-accepted AVIF', text('\0\0\0\x18ftypavif\0\0\0\0mif1avif')],
  [
    'type-not-accepted SVG',
    text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>'),
  ],
  ['type-not-accepted PDF', text('%PDF-1.7')],
  ['type-not-accepted TIFF', text('II*\0\x08\0\0\0')],
  ['damaged PNG', text('\x89PNG\r\n\x1a\n')],
  ['damaged JPEG', text('\xff\xd8\xff\xe0<html><script>alert(1)</script></html>')],
  ['damaged WebP', text('RIFF\xff\xff\0\0WEBPVP8 nothing')],
])('%s: hand-made bytes', async (refusal, bytes) => {
  expect(await tellRefusal(bytes)).toBe(refusal);
});

test.each<[string, string, () => Promise<Buffer>]>([
  ['type-not-accepted GIF', 'an animated GIF', () => drawFrames('gif')],
  ['animated WebP', 'an animated WebP', () => drawFrames('webp')],
  [
    'animated PNG',
    'an animated PNG',
    async () =>
      pictures.insertAfterPngHeader(
        await pictures.drawPlain(80, 80).png().toBuffer(),
        pictures.makePngChunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
      ),
  ],
  ['too-small JPEG', 'one side of 49 px', () => pictures.drawPlain(500, 49).jpeg().toBuffer()],
  [
    'too-long PNG',
    'one side more than twenty times the other',
    () => pictures.drawPlain(60, 1201).png().toBuffer(),
  ],
  [
    'too-many-pixels PNG',
    'one row past 40 megapixels',
    async () => pictures.makeGreyPng(8000, 5001, deflateSync(Buffer.alloc(8001 * 5001))),
  ],
  [
    'too-many-pixels PNG',
    'one row past 16 megapixels, with 16 bits a channel',
    () => pictures.drawPlain(4000, 4001).toColourspace('rgb16').png().toBuffer(),
  ],
])('%s: %s', async (refusal, _, draw) => {
  expect(await tellRefusal(await draw())).toBe(refusal);
});

test.each(['jpeg', 'png', 'webp'] as const)('a cut %s is damaged', async (format) => {
  const noise = sharp({
    create: {
      width: 300,
      height: 300,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });
  const whole = await noise.toFormat(format).toBuffer();
  expect(await tellRefusal(whole.subarray(0, whole.length / 2))).toMatch(/^damaged/);
});

test('the screenshot of a large screen is accepted with 16 bits a channel', async () => {
  const screen = await pictures.drawPlain(5120, 2880).toColourspace('rgb16').png().toBuffer();
  expect(await tellRefusal(screen)).toBe('accepted');
});

test('a PNG bomb is refused from its header', async () => {
  expect(await tellRefusal(pictures.makePngBomb())).toBe('too-many-pixels PNG');
});

test('twenty bombs take nothing from ten honest pictures', async () => {
  const bomb = await pictures.writePicture(folder, 'bomb', pictures.makePngBomb());
  const cut = await pictures.writePicture(
    folder,
    'cut',
    (await pictures.drawPlain(300, 300).png().toBuffer()).subarray(0, 200),
  );
  const honest = await pictures.writePicture(
    folder,
    'honest',
    await pictures.drawPlain(1080, 2400).jpeg().toBuffer(),
  );
  const bombs = Array.from({ length: 20 }, (_, turn) =>
    tellOutcome(sanitizer.sanitize(turn % 5 === 0 ? cut : bomb)),
  );
  const honests = Array.from({ length: 10 }, () => tellOutcome(sanitizer.sanitize(honest)));
  expect(new Set(await Promise.all(bombs))).toEqual(
    new Set(['too-many-pixels PNG', 'damaged PNG']),
  );
  expect(await Promise.all(honests)).toEqual(honests.map(() => 'accepted'));
});

test('nothing is left in the temporary folder but what was put there', async () => {
  const found = await readdir(folder);
  const ours = ['picture', 'bomb', 'cut', 'honest'];
  // tsx keeps its own cache there; the bundled worker has none.
  expect(found.filter((name) => !ours.includes(name) && !name.startsWith('tsx-'))).toEqual([]);
});
