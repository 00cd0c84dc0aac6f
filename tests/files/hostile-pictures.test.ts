import { expect, onTestFinished, test } from 'vitest';
import { countJpegScans } from '#server/media/files/jpeg-scans.ts';
import { HOSTILE_PICTURES, makeManyScans } from './hostile-pictures.ts';
import * as pictures from './pictures.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createRealSanitizer, tellOutcome } from './test-sanitizer.ts';

/** Processor time of one bomb; it does not depend on what else runs. */
const BOMB_CPU_MS = 2_000;

const OUTCOMES: Readonly<Record<string, string>> = {
  'a JPEG whose size stands behind 200 KB of segments': 'too-many-pixels JPEG',
  'a JPEG with two sizes': 'too-many-pixels JPEG',
  'a JPEG that says 6300 x 6300 and holds 400 x 300': 'accepted',
  'a progressive JPEG with 2000 scans': 'too-slow JPEG',
  'a WebP whose frame is larger than its canvas': 'damaged WebP',
  'a PNG with a zTXt bomb': 'accepted',
  'a PNG with an iTXt bomb': 'accepted',
  'a PNG with an iCCP bomb': 'accepted',
  'a PNG with 400,000 empty chunks': 'accepted',
  'a picture of 100 x 399,999': 'too-long PNG',
};

test.each(Object.entries(HOSTILE_PICTURES))(
  '%s takes no more than two seconds of a processor',
  async (name, make) => {
    const folder = await makeTemporaryFolder();
    const sanitizer = createRealSanitizer({ temporaryFolder: folder, cpuMs: BOMB_CPU_MS });
    onTestFinished(() => sanitizer.close());
    const path = await pictures.writePicture(folder, 'hostile', await make());
    expect(await tellOutcome(sanitizer.sanitize(path))).toBe(OUTCOMES[name]);
  },
);

test('scans are counted as a decoder meets them', async () => {
  const plain = pictures.drawPlain(400, 300);
  expect(countJpegScans(await plain.clone().jpeg().toBuffer())).toBe(1);
  const progressive = await plain.clone().jpeg({ progressive: true }).toBuffer();
  expect(countJpegScans(progressive)).toBeGreaterThan(3);
  expect(countJpegScans(progressive)).toBeLessThan(20);
  expect(countJpegScans(makeManyScans(400, 70))).toBe(71);
  // What follows the end, such as a gain map, is another picture.
  const trailed = Buffer.concat([progressive, makeManyScans(400, 70)]);
  expect(countJpegScans(trailed)).toBe(countJpegScans(progressive));
});

test.each([0, 2, 3, 20, 300])('a JPEG of %d bytes has its scans counted', async (length) => {
  const jpeg = await pictures.drawPlain(400, 300).jpeg().toBuffer();
  expect(countJpegScans(jpeg.subarray(0, length))).toBeLessThanOrEqual(1);
});
