import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makePayout } from '#tests/support/factories.ts';
import { qrSvg } from '#web/ui/qr-path.ts';

let site: TestApp;
let proof: Awaited<ReturnType<typeof makePayout>>;

beforeAll(async () => {
  site = await createTestApp();
  proof = await makePayout(site, { screenshot: true, showsAmount: true, expectedMinor: 2743 });
});

const address = (id: string): string => `/fr/preuves/${id}/image.png`;

async function draw(path: string): Promise<Buffer> {
  const response = await site.get(path);
  expect(response.statusCode).toBe(200);
  return response.rawPayload;
}

describe.each([
  ['a proof', () => [address(proof.id), `/en/proofs/${proof.id}/image.png`]],
  [
    'a platform',
    () => ['/fr/plateformes/clickworker/image.png', '/en/platforms/clickworker/image.png'],
  ],
])('the picture of %s for other sites', (_, paths) => {
  test('is a PNG of 1200 by 630 without anything hidden in it', async () => {
    const bytes = await draw(paths()[0] ?? '');
    const { format, width, height, exif, xmp, icc, comments } = await sharp(bytes).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 });
    expect([exif, xmp, icc, comments]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('is in the language of its address', async () => {
    const [french, english] = await Promise.all(paths().map(draw));
    expect(french?.equals(english ?? Buffer.of())).toBe(false);
  });

  test('is kept for minutes, shown by other sites, and not sent twice', async () => {
    const [path = ''] = paths();
    const { headers } = await site.get(path);
    expect(headers['content-type']).toBe('image/png');
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    const again = await site.app.inject({
      url: path,
      headers: { host: 'localhost', 'if-none-match': String(headers.etag) },
    });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
  });

  test('is named in the head of its page, whole', async () => {
    const [path = ''] = paths();
    const { body } = await site.get(path.replace('/image.png', ''));
    expect(body).toContain(`<meta property="og:image" content="http://localhost${path}"/>`);
    expect(body).toContain('<meta name="twitter:card" content="summary_large_image"/>');
    expect(body).toMatch(/<meta property="og:image:alt" content="[^"]{10,}"/);
  });
});

describe('the picture of a boycott that fills a phone', () => {
  test('is a PNG of 1080 by 1920, in the language of its address', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    const paths = [`/fr/boycotts/${id}/portrait.png`, `/en/boycotts/${id}/portrait.png`];
    const [french, english] = await Promise.all(paths.map(draw));
    const { format, width, height } = await sharp(french).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1080, height: 1920 });
    expect(french?.equals(english ?? Buffer.of())).toBe(false);
  });

  test('is not there for a boycott that is not, or whose text is withdrawn', async () => {
    const { id } = await makeBoycott(site, { state: 'on' });
    await site.database.prisma.boycott.update({ where: { id }, data: { title: '' } });
    for (const unknown of [id, randomId()]) {
      const { statusCode } = await site.get(`/fr/boycotts/${unknown}/portrait.png`);
      expect(statusCode).toBe(404);
    }
  });
});

describe('the QR code of a platform', () => {
  test('leads to its page, made here and kept for a day', async () => {
    const { statusCode, headers, body } = await site.get('/fr/plateformes/clickworker/qr.svg');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toContain('image/svg+xml');
    expect(headers['cache-control']).toBe('public, max-age=86400');
    expect(body).toBe(qrSvg('http://localhost/fr/plateformes/clickworker'));
    const english = await site.get('/en/platforms/clickworker/qr.svg');
    expect(english.body).toBe(qrSvg('http://localhost/en/platforms/clickworker'));
  });

  test('is not there for a platform that is not', async () => {
    expect((await site.get('/fr/plateformes/nobody/qr.svg')).statusCode).toBe(404);
  });

  test('and other ways to send the page stand on it, with no request to others', async () => {
    const { body } = await site.get('/fr/plateformes/clickworker');
    expect(body).toContain('src="/fr/plateformes/clickworker/qr.svg"');
    expect(body).toContain('href="https://wa.me/?text=');
    expect(body).toContain('value="http://localhost/fr/plateformes/clickworker"');
    expect(body).not.toMatch(
      /<(?:script|img|iframe|link)[^>]+(?:src|href)="https?:\/\/(?!localhost)/,
    );
  });
});

describe('the picture of a proof', () => {
  test('changes with its facts', async () => {
    const other = await makePayout(site, {
      screenshot: true,
      showsAmount: true,
      expectedMinor: 2743,
    });
    const before = await draw(address(other.id));
    // Nothing but facts is in it: two proofs of the same have the same picture.
    expect(before.equals(await draw(address(proof.id)))).toBe(true);
    await site.database.prisma.payout.update({
      where: { id: other.id },
      data: { shownMinor: 1500 },
    });
    expect(before.equals(await draw(address(other.id)))).toBe(false);
  });

  test('has nothing of the screenshot: the same with another, and without', async () => {
    const bare = await makePayout(site, { signed: true, showsAmount: true, expectedMinor: 2743 });
    const facts = await draw(address(bare.id));
    expect(facts.equals(await draw(address(proof.id)))).toBe(true);
  });

  test('is the same for its author', async () => {
    const own = await site.get(address(proof.id), proof.member.cookie);
    expect(own.rawPayload.equals(await draw(address(proof.id)))).toBe(true);
  });

  test('is not found while the proof is covered, and its page names none', async () => {
    const { id } = await makePayout(site, { screenshot: true });
    await site.database.prisma.screenshot.update({
      where: { payoutId: id },
      data: { coveredUntil: new Date(site.clock.now.getTime() + 3_600_000), wasCovered: true },
    });
    expect((await site.get(address(id))).statusCode).toBe(404);
    expect((await site.get(`/fr/preuves/${id}`)).body).not.toContain('og:image');
  });

  test('is gone with the proof, and was never there for none', async () => {
    const { id, member } = await makePayout(site, { screenshot: true });
    await draw(address(id));
    expect((await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie)).statusCode).toBe(
      200,
    );
    expect((await site.get(address(id))).statusCode).toBe(410);
    expect((await site.get(address(randomId()))).statusCode).toBe(404);
    expect((await site.get('/fr/preuves/NOT-AN-ID/image.png')).statusCode).toBe(404);
    expect((await site.get('/fr/plateformes/personne/image.png')).statusCode).toBe(404);
  });
});
