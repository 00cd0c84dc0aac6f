import { expect, test } from 'vitest';
import { isGuideOld, readGuideSources } from './guides.ts';

test.each([
  ['https://www.urssaf.fr/a', ['https://www.urssaf.fr/a']],
  [' https://a.example/x \r\n\nhttps://b.example', ['https://a.example/x', 'https://b.example/']],
  ['http://a.example/', null],
  ['javascript:alert(1)', null],
  ['https://clickworker.com@elsewhere.example/', null],
  ['https://localhost/', null],
  ['un article', null],
  ['', null],
  [`https://a.example/${'x'.repeat(500)}`, null],
  [Array.from({ length: 11 }, (_, n) => `https://a.example/${n}`).join('\n'), null],
])('reads the sources %j', (typed, sources) => {
  expect(readGuideSources(typed)).toEqual(sources);
});

test.each([
  ['2026-05-21', '2026-11-20', false],
  ['2026-05-20', '2026-11-20', true],
  ['2025-08-31', '2026-02-28', false],
  ['2025-08-31', '2026-03-01', true],
])('a guide read on %s is old on %s: %s', (on, today, old) => {
  expect(isGuideOld(on, today)).toBe(old);
});
