import { expect, test } from 'vitest';
import { findServiceNames } from './service-names.ts';

test.each([
  ['Reçu de Western Union', ['Western Union']],
  ['SOCIÉTÉ GÉNÉRALE', ['SOCIÉTÉ GÉNÉRALE']],
  ['Visa Débit', ['Visa']],
  ['PayPai', ['PayPai']],
  ['Orange, 84100', []],
  ['Robert Wise', []],
  ['Jean-Wise', []],
  ['PayPalino', []],
])('%j names %j', (text, names) => {
  expect(findServiceNames(text).map(({ start, end }) => text.slice(start, end))).toEqual(names);
});
