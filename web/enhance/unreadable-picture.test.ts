import { expect, test } from 'vitest';
import { describeUnreadable } from './unreadable-picture.ts';

const words = { format: 'Format #.', unreadable: 'Unreadable.' };

test.each([
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'Format HEIC.'],
  ['\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'Format AVIF.'],
  ['%PDF-1.7', 'Format PDF.'],
  ['\xff\xd8\xff\xe0', 'Unreadable.'],
  ['Bonjour', 'Unreadable.'],
  ['', 'Unreadable.'],
])('a file that starts with %j is told as: %s', async (text, sentence) => {
  const file = new File([Buffer.from(text, 'latin1')], 'capture');
  expect(await describeUnreadable(file, words)).toBe(sentence);
});
