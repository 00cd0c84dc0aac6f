import { expect, test } from 'vitest';
import { findPersonSign } from './person-name-detection.ts';

test.each([
  ['Acme Research', null],
  ['MS Research 2026', null],
  ['Studio 123456', null],
  ['Madame Tussauds Ltd', 'honorific'],
  ['A2QX7BBD0EXAMP', null],
  ['Mechanics of Turks, Inc.', null],
  ['Mme Durand', 'honorific'],
  ['Chez Mr. Smith', 'honorific'],
  ['Le laboratoire du Dr Martin', 'honorific'],
  ['jeanne@example.org', 'email'],
  ['jeanne@intern', 'email'],
  ['+33 6 12 34 56 78', 'phone'],
  ['Rappelez le 06 12 34 56 78', 'phone'],
])('%s: %s', (text, sign) => {
  expect(findPersonSign(text)).toBe(sign);
});
