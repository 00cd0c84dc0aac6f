import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import {
  compressPiece,
  joinPieces,
  makePieceNow,
  negotiatePieceEncoding,
} from '#server/http/compressed-pieces.ts';

const ENCODINGS = [
  ['gzip', gunzipSync],
  ['zstd', zstdDecompressSync],
] as const;

test.each(ENCODINGS)('%s: pieces of any texts are one stream', async (encoding, decompress) => {
  const random = createRandom(28);
  for (let turn = 0; turn < 300; turn += 1) {
    const texts = Array.from({ length: 1 + Math.floor(random.next() * 8) }, () =>
      Array.from({ length: Math.floor(random.next() ** 3 * 4_000) }, () =>
        String.fromCodePoint(32 + Math.floor(random.next() ** 4 * 50_000)),
      ).join(''),
    );
    const pieces = await Promise.all(
      texts.map((text, nth) =>
        nth % 2 === 0 ? compressPiece(text, encoding) : makePieceNow(text, encoding),
      ),
    );
    // `gunzipSync` throws where checksum or length are wrong.
    expect(decompress(joinPieces(pieces, encoding)).toString()).toBe(texts.join(''));
  }
});

test.each(ENCODINGS)('%s: a stored text of each length up to 600 bytes', (encoding, decompress) => {
  for (let length = 0; length <= 600; length += 1) {
    const text = 'é'.repeat(length >> 1) + 'x'.repeat(length & 1);
    const joined = joinPieces([makePieceNow(text, encoding)], encoding);
    expect(decompress(joined).toString()).toBe(text);
  }
});

test.each(ENCODINGS)(
  '%s: a piece is compressed once, whatever stands beside it',
  async (encoding) => {
    const shared = await compressPiece('<p>Le même pour tous.</p>'.repeat(200), encoding);
    for (const name of ['Zoé', 'Mamadou']) {
      const joined = joinPieces([makePieceNow(name, encoding), shared], encoding);
      expect(joined.includes(shared.bytes)).toBe(true);
    }
    expect(shared.bytes.length).toBeLessThan(250);
  },
);

const CHROME = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
const SAFARI = 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/26.3 Mobile Safari/604.1';

test.each([
  ['gzip, deflate, br, zstd', CHROME, 'zstd'],
  ['gzip, deflate, br, zstd', SAFARI, 'gzip'],
  ['gzip, deflate', CHROME, 'gzip'],
  ['zstd;q=0, gzip', CHROME, 'gzip'],
  ['br', CHROME, null],
  [undefined, CHROME, null],
])('who takes %s with %s gets %s', (accepted, agent, encoding) => {
  const headers = { 'accept-encoding': accepted, 'user-agent': agent };
  expect(negotiatePieceEncoding(headers)).toBe(encoding);
});
