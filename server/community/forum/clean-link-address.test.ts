import { describe, expect, test } from 'vitest';
import { cleanLinkAddress } from './clean-link-address.ts';

const surroundings = {
  domains: new Set(['clickworker.com', 'foulefactory.com']),
  origin: 'https://contrenote.example',
};

describe('nobody is paid for a visit to a platform', () => {
  test.each([
    ['https://www.clickworker.com/?ref=abc', 'https://www.clickworker.com/'],
    ['https://clickworker.com/x?utm_source=a&page=2', 'https://clickworker.com/x?page=2'],
    ['https://clickworker.com/x?Referral_Code=a', 'https://clickworker.com/x'],
    ['https://clickworker.com/x?re%66=a', 'https://clickworker.com/x'],
    ['https://clickworker.com/x?ref[]=a', 'https://clickworker.com/x'],
    ['https://clickworker.com/ref/abc', 'https://clickworker.com/'],
    ['https://clickworker.com/fr/R/abc/signup', 'https://clickworker.com/fr/signup'],
    ['https://clickworker.com/invite/abc?x=1', 'https://clickworker.com/?x=1'],
    ['https://clickworker.com/#/register?ref=abc', 'https://clickworker.com/'],
    ['https://clickworker.com/#ref=abc', 'https://clickworker.com/'],
    ['https://clickworker.com/#/ref/abc', 'https://clickworker.com/'],
    ['https://clickworker.com./?ref=abc', 'https://clickworker.com./'],
    ['https://CLICKWORKER.com/?ref=abc', 'https://clickworker.com/'],
    ['https://clickworker.com/r%65f/abc', 'https://clickworker.com/'],
    ['https://clickworker.com/ref=abc', 'https://clickworker.com/'],
    ['https://clickworker.com/?a;ref=1', 'https://clickworker.com/?a'],
    ['https://clickworker.com/?ref%20=1&page=2', 'https://clickworker.com/?page=2'],
    ['https://clickworker.com/?+ref=1', 'https://clickworker.com/'],
    ['https://clickworker.com/refer-a-friend/abc', 'https://clickworker.com/'],
    ['https://clickworker.com/#/signup/ref-1', 'https://clickworker.com/'],
    ['https://clickworker.com/#/signup/ref=1', 'https://clickworker.com/'],
    ['https://app.eu.foulefactory.com/?parrain=x', 'https://app.eu.foulefactory.com/'],
  ])('%s → %s', (address, href) => {
    expect(cleanLinkAddress(address, surroundings)).toEqual({ href, outside: true });
  });
});

describe('what carries no such code is left as it is', () => {
  test.each([
    'https://clickworker.com/x?page=2&q=a%20b#part',
    // The page about referrals, without a code.
    'https://clickworker.com/referral',
    'https://clickworker.com/references/abc',
    'https://clickworker.com/refer-a-friend',
    'https://clickworker.com/100%/x?q=a+b;c&d=%E9',
    // A fragment that names a footnote.
    'https://clickworker.com/docs#ref-1',
    // Not a platform: its parameters are left alone.
    'https://news.example/?ref=abc',
    'https://notclickworker.com/?ref=abc',
    'https://clickworker.com.evil.example/?ref=abc',
    'http://xn--bcher-kva.example/',
  ])('%s', (address) => {
    expect(cleanLinkAddress(address, surroundings)).toEqual({ href: address, outside: true });
  });
});

describe('our own pages are plain paths', () => {
  test.each([
    ['/fr/plateformes/clickworker?x=1#a', '/fr/plateformes/clickworker?x=1#a'],
    ['https://contrenote.example/p/abcdefghjkmn', '/p/abcdefghjkmn'],
    ['/fr/../en/forum', '/en/forum'],
  ])('%s → %s', (address, href) => {
    expect(cleanLinkAddress(address, surroundings)).toEqual({ href, outside: false });
  });
});

describe('nothing else is a link', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'mailto:a@b.example',
    'ftp://a.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/.//evil.example/',
    'fr/forum',
    '#part',
    '',
    'http://',
    'https://contrenote.example//evil.example/',
    `https://a.example/${'x'.repeat(2_000)}`,
  ])('%s', (address) => {
    expect(cleanLinkAddress(address, surroundings)).toBeNull();
  });

  test('a name before the host does not pretend to be one', () => {
    const link = cleanLinkAddress('https://clickworker.com:x@evil.example/', surroundings);
    expect(link?.href).toBe('https://evil.example/');
  });
});
