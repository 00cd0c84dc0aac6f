import { describe, expect, test } from 'vitest';
import { findNoticeErrors, parseOwnAddress } from './notice-rules.ts';

const ORIGIN = 'https://contrenote.example';

describe('ownPlace: the exact place on this site that an address names', () => {
  test.each([
    ['/fr/preuves/3k9x', '/fr/preuves/3k9x'],
    ['https://contrenote.example/en/platforms/appen', '/en/platforms/appen'],
    [
      'https://contrenote.example/fr/plateformes/appen?page=2#avis',
      '/fr/plateformes/appen?page=2#avis',
    ],
    ['/fr', '/fr'],
    ['/files/ab12/reading.webp', '/files/ab12/reading.webp'],
    ['/fr/nulle-part', null],
    ['/api/platforms/appen', null],
    ['http://contrenote.example/fr', null],
    ['https://contrenote.example.evil.example/fr', null],
    ['https://evil.example/https://contrenote.example/fr', null],
    ['//evil.example/fr', null],
    ['javascript:alert(1)', null],
    ['https://', null],
  ])('%s → %s', (address, place) => {
    expect(parseOwnAddress(address, ORIGIN)).toBe(place);
  });
});

describe('checkNotice: what is missing', () => {
  const whole = {
    url: '/fr/regles',
    reasons: 'Vingt signes au moins.',
    name: 'Awa',
    email: 'awa@example.org',
    aboutMinors: false,
    goodFaith: true,
  };
  test.each([
    ['nothing', {}, []],
    ['a name', { name: '' }, ['name']],
    ['an e-mail', { email: undefined }, ['email']],
    ['no name where minors are abused', { name: undefined, aboutMinors: true }, []],
    ['good faith, even then', { aboutMinors: true, goodFaith: false }, ['goodFaith']],
    ['a place, even then', { aboutMinors: true, url: '/x' }, ['url']],
  ])('%s', (_, change, fields) => {
    expect(Object.keys(findNoticeErrors({ ...whole, ...change }, ORIGIN))).toEqual(fields);
  });
});
