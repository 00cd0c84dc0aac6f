import { describe, expect, test } from 'vitest';
import { parseGalleryFilters } from './gallery-filters.ts';

const PROOFS = { state: 'received', screenshot: true };

describe('the address of the gallery', () => {
  test.each([
    ['nothing', {}, { kind: 'proofs', filters: PROOFS, ignored: [], active: 0 }],
    ['a kind', { type: 'waiting' }, { kind: 'waiting', filters: { state: 'waiting' } }],
    ['a kind that is none', { type: 'x' }, { kind: 'proofs', filters: PROOFS }],
    [
      'a month and a method',
      { mois: '2026-03', moyen: 'wise', type: 'all' },
      { filters: { month: '2026-03', method: 'wise' }, active: 2 },
    ],
    [
      'amounts in a currency',
      { de: '1000', a: '2 500', monnaie: 'MGA', type: 'all' },
      { filters: { from: '1000', to: '2 500', currency: 'MGA' }, active: 3 },
    ],
    [
      'an amount alone, which means euros',
      { de: '10,50', type: 'all' },
      { filters: { from: '10,50', currency: 'EUR' }, active: 2 },
    ],
    [
      'decimals that the currency has not',
      { de: '10,50', monnaie: 'MGA', type: 'all' },
      { filters: { currency: 'MGA' }, ignored: ['de'] },
    ],
    [
      'what cannot be read, which costs the others nothing',
      { mois: 'mars', moyen: 'cowries', a: 'beaucoup', monnaie: 'EUR', type: 'all' },
      { filters: { currency: 'EUR' }, ignored: ['moyen', 'mois', 'a'] },
    ],
    ['an amount that is none, which means no currency', { a: 'x', type: 'all' }, { filters: {} }],
    ['a platform', { plateforme: 'Appen', type: 'all' }, { filters: {}, active: 1 }],
  ])('with %s', (_, query, read) => {
    expect(parseGalleryFilters(query as Record<string, string>)).toMatchObject(read);
    expect(
      Object.keys(parseGalleryFilters(query as Record<string, string>).filters).toSorted(),
    ).toEqual(Object.keys(read.filters).toSorted());
  });
});
