import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { listWebpChunks } from '#tests/files/pictures.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeImage, makeMember, makePayout, showNow } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { HIDDEN_WORDS, makeJpegWithPlace, makePngWithText } from '#tests/support/screenshots.ts';

let site: TestApp;
let thumbnail: string;
let reading: string;
beforeAll(async () => {
  site = await createTestApp();
  const { id } = await makePayout(site, { screenshot: true });
  const payout = (await site.get(`/api/payouts/${id}`)).json<PublishedProof>();
  thumbnail = payout.screenshot?.thumbnail.url ?? '';
  reading = payout.screenshot?.reading.url ?? '';
});

describe('GET /files/:key/:size.webp', () => {
  test('serves both sizes, bare, to anybody, never for good', async () => {
    for (const url of [thumbnail, reading]) {
      const { statusCode, headers, rawPayload } = await site.get(url);
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'image/webp',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-site',
      });
      expect(headers['etag']).toMatch(/^"[\w-]+"$/);
      expect(headers['content-disposition']).toBeUndefined();
      expect((await sharp(rawPayload).metadata()).format).toBe('webp');
    }
  });

  test('answers 304 to who has it already, and 200 to who has another', async () => {
    const { etag } = (await site.get(reading)).headers;
    const ask = (known: string): Promise<number> =>
      site.app
        .inject({ url: reading, headers: { host: 'localhost', 'if-none-match': known } })
        .then(({ statusCode }) => statusCode);
    expect(await ask(`"other", W/${etag}`)).toBe(304);
    expect(await ask('"other"')).toBe(200);
  });

  test.each([
    ['a key that nothing shows', `/files/${'0'.repeat(64)}/reading.webp`],
    ['a name that is no key', '/files/..%2F..%2Fsecret.key/reading.webp'],
    ['another size', `/files/${'0'.repeat(64)}/original.webp`],
  ])('does not find %s', async (_, path) => {
    expect((await site.get(path)).statusCode).toBe(404);
  });

  test('does not find a stored picture before a payout shows it', async () => {
    const { key, reading: size } = await makeImage();
    await site.store.put(`${key}.webp`, size.bytes);
    expect((await site.get(`/files/${key}/reading.webp`)).statusCode).toBe(404);
  });
});

describe('what other people’s software left in a picture is gone', () => {
  test.each([
    ['a PNG with text chunks', makePngWithText],
    ['a JPEG with a place in its EXIF', makeJpegWithPlace],
  ])('%s', async (_, make) => {
    const bytes = await make();
    expect(HIDDEN_WORDS.some((word) => bytes.includes(word))).toBe(true);
    const member = await makeMember(site);
    const posted = await postForm(
      site,
      '/api/payouts',
      {
        platform: 'appen',
        outcome: 'received',
        expected: '12',
        currency: 'EUR',
        method: 'paypal',
        askedOn: '2026-11-03',
        receivedOn: '2026-11-07',
      },
      { cookie: member.cookie, file: { bytes } },
    );
    expect(posted.statusCode).toBe(201);
    const id = await showNow(site, posted.json<{ id: string }>().id);
    const payout = await site.get(`/api/payouts/${id}`);
    const { screenshot } = payout.json<PublishedProof>();
    for (const picture of [screenshot?.reading, screenshot?.thumbnail]) {
      const served = (await site.get(picture?.url ?? '')).rawPayload;
      expect(HIDDEN_WORDS.filter((word) => served.includes(word))).toEqual([]);
      expect(listWebpChunks(served)).toEqual(['VP8 ']);
      const { width, height, exif, xmp, icc } = await sharp(served).metadata();
      expect([width, height]).toEqual([picture?.width, picture?.height]);
      expect([exif, xmp, icc]).toEqual([undefined, undefined, undefined]);
    }
  });
});
