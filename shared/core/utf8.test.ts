import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const TEXTS = ['', 'a', 'Déjà payé ? 3,90 € 👍', '\u0000\u007F\u0080\u07FF\u0800\uFFFF', '\uFEFFa'];
/** Too long for one call of `String.fromCharCode`, with pairs across its end. */
const LONG = `a${'👍'.repeat(10_000)}é`;
const BROKEN = [
  [0x80],
  [0xc3],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x91],
  // Longer than needed: "/" and "é".
  [0xc0, 0xaf],
  [0xe0, 0x83, 0xa9],
  // Half of a surrogate pair, and more than the last code point.
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xff, 0x61],
  [0xef, 0xbb, 0xbf, 0x61],
];

test.each([...TEXTS, LONG])('writes and reads the bytes of a text', (text) => {
  const bytes = new TextEncoder().encode(text);
  expect(Buffer.from(encodeUtf8(text)).equals(bytes)).toBe(true);
  expect(decodeUtf8(bytes)).toBe(new TextDecoder().decode(bytes));
});

test('writes all code points, and the halves of a pair alone', () => {
  const points = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point));
  const text = points.join('-');
  const bytes = new TextEncoder().encode(text);
  expect(Buffer.from(encodeUtf8(text)).equals(bytes)).toBe(true);
  expect(decodeUtf8(bytes) === new TextDecoder().decode(bytes)).toBe(true);
});

test.each(BROKEN.map((bytes) => [bytes]))('reads %j as a decoder does', (bytes) => {
  const around = Uint8Array.from([0x61, ...bytes, 0x62]);
  for (const broken of [Uint8Array.from(bytes), around])
    expect(decodeUtf8(broken)).toBe(new TextDecoder().decode(broken));
});
