import { expect, test } from 'vitest';
import { toGraymap } from './graymap.ts';
import { withoutWordList } from './trained-data.ts';

const COUNT = 24;
const WORD_LIST = 19;

/** A file of trained data with these components. */
function fileOf(parts: Readonly<Record<number, string>>): Uint8Array {
  const header = Buffer.alloc(4 + 8 * COUNT);
  header.writeInt32LE(COUNT);
  let end = header.length;
  for (let index = 0; index < COUNT; index += 1) {
    const part = parts[index];
    header.writeBigInt64LE(part === undefined ? -1n : BigInt(end), 4 + 8 * index);
    end += part?.length ?? 0;
  }
  return Buffer.concat([header, ...Object.values(parts).map((part) => Buffer.from(part))]);
}

test.each<[string, Record<number, string>]>([
  ['in the middle', { 17: 'network', [WORD_LIST]: 'words', 21: 'letters', 23: 'version' }],
  ['at the end', { 17: 'network', [WORD_LIST]: 'words' }],
  ['not there', { 17: 'network', 23: 'version' }],
])('trained data without its word list: %s', (_, parts) => {
  const { [WORD_LIST]: _words, ...others } = parts;
  expect(Buffer.from(withoutWordList(fileOf(parts)))).toEqual(Buffer.from(fileOf(others)));
});

test('what is no trained data is refused', () => {
  expect(() => withoutWordList(new Uint8Array([1, 2]))).toThrow(RangeError);
});

test('a grey picture as a file', () => {
  const file = toGraymap(Uint8Array.of(0, 255, 7, 9), 2, 2);
  expect(Buffer.from(file)).toEqual(Buffer.from('P5\n2 2\n255\n\0\xff\x07\t', 'latin1'));
});
