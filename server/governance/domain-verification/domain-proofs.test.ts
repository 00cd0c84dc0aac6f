import { describe, expect, test } from 'vitest';
import {
  findCodesInFile,
  findCodesInPage,
  findCodesInTxtRecords,
  isRegistrableDomain,
  domainProofState,
  parseAddressOnDomain,
} from './domain-proofs.ts';

test.each([
  ['clickworker.com', true],
  ['work.mturk.com', true],
  ['xn--caf-dma.fr', true],
  ['co.uk', false],
  ['github.io', false],
  ['localhost', false],
  ['127.0.0.1', false],
  ['clickworker', false],
  ['Clickworker SA', false],
  ['a.example/b', false],
])('%s is a domain that somebody holds: %s', (name, held) => {
  expect(isRegistrableDomain(name)).toBe(held);
});

test.each([
  ['https://example.com/about', { host: 'example.com', path: '/about' }],
  ['www.example.com', { host: 'www.example.com', path: '/' }],
  ['example.com/a#b', { host: 'example.com', path: '/a' }],
  ['https://example.com/search?q=contrenote', null],
  ['https://members.example.com/', null],
  ['https://example.com.evil.example/', null],
  ['https://evil.example/example.com', null],
  ['https://user@example.com/', null],
  ['https://example.com:8443/', null],
  ['https://127.0.0.1/', null],
  ['ftp://example.com/', null],
  ['javascript:alert(1)', null],
])('the page that %s names', (typed, place) => {
  expect(parseAddressOnDomain(typed, 'example.com')).toEqual(place);
});

const META = '<meta name="contrenote" content="ABCD-EFGH">';
describe('a code in a page', () => {
  test.each([
    [`<html><head>${META}</head><body>`, ['ABCD-EFGH']],
    [`<head><meta content='abcd-efgh' name=contrenote></head>`, ['abcd-efgh']],
    [`<head></head><body>${META}</body>`, []],
    [`<head></head>${META}`, []],
    [`<head><title>${META}</title></head>`, []],
    [`<head><script>document.write('${META}')</script></head>`, []],
    [`<head><!-- ${META} --></head>`, []],
    ['<head></head><body><p>contrenote=ABCD-EFGH</p></body>', []],
    ['<head><meta name="contrenote-other" content="ABCD"></head>', []],
    ['', []],
  ])('%s', (html, codes) => {
    expect(findCodesInPage(html)).toEqual(codes);
  });
});

test('stands alone in a record, and on a line of its own in the file', () => {
  expect(
    findCodesInTxtRecords(['v=spf1 -all', ' contrenote=ABCD-EFGH ', 'see contrenote=X']),
  ).toEqual(['ABCD-EFGH']);
  expect(findCodesInFile('contrenote=ABCD-EFGH\r\nmore\n')).toEqual(['ABCD-EFGH']);
  expect(findCodesInFile('<p>contrenote=ABCD-EFGH</p>')).toEqual([]);
});

test.each([
  [null, 'waiting'],
  ['2026-11-20', 'proven'],
  ['2026-08-22', 'proven'],
  ['2026-08-21', 'expired'],
])('a proof of %s is %s on the 20th of November', (provenOn, state) => {
  expect(domainProofState(provenOn, '2026-11-20')).toBe(state);
});
