import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { compressPiece, joinPieces, makePieceNow } from '#server/http/gzip-pieces.ts';

test('pieces of any texts are one gzip stream with a right checksum and length', async () => {
  const random = createRandom(28);
  for (let turn = 0; turn < 300; turn += 1) {
    const texts = Array.from({ length: Math.floor(random.next() * 8) }, () =>
      Array.from({ length: Math.floor(random.next() ** 3 * 4_000) }, () =>
        String.fromCodePoint(32 + Math.floor(random.next() ** 4 * 70_000)),
      ).join(''),
    );
    const pieces = await Promise.all(
      texts.map((text, nth) => (nth % 2 === 0 ? compressPiece(text) : makePieceNow(text))),
    );
    // `gunzipSync` throws where checksum or length are wrong.
    const joined = Buffer.concat(texts.map((text) => Buffer.from(text)));
    expect(gunzipSync(joinPieces(pieces)).equals(joined)).toBe(true);
  }
});

test('a piece is compressed once, whatever stands beside it', async () => {
  const shared = await compressPiece('<p>Le même pour tous.</p>'.repeat(200));
  for (const name of ['Zoé', 'Mamadou']) {
    expect(joinPieces([makePieceNow(name), shared]).includes(shared.deflated)).toBe(true);
  }
  expect(shared.deflated.length).toBeLessThan(shared.length / 20);
});
