import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ASSUMED, RATES, reckon, table } from './ten-million.ts';

const page = readFileSync('docs/scaling.md', 'utf8');

/** The cells of a line, however wide its columns are. */
function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test('docs/scaling.md shows what npm run bench:scale prints, line by line', () => {
  const shown = page.split('\n').filter((line) => line.startsWith('|'));
  const written = new Set(shown.map((line) => cells(line).join(' | ')));
  for (const line of table()) expect(written).toContain(cells(line).join(' | '));
});

test('its sums are those that one does by hand', () => {
  const comes = new Map(reckon().map((line) => [line.what, line.comes]));
  // 10,000,000 ÷ 20 = 500,000 come; a tenth posts, a fifth reports; half as much again happens beside.
  expect(ASSUMED.members * ASSUMED.active).toBe(500_000);
  expect(comes.get('posts a day')).toBe('50,000');
  expect(comes.get('payouts a day')).toBe('100,000');
  expect(comes.get('acts in the record a day')).toBe('300,000');
  // 300,000 × 365 × 400 B.
  expect(comes.get('record of a year')).toBe('44 GB');
  // 225,000 ÷ 3,750.
  expect(comes.get('seconds to sequence them')).toBe('60');
  // 100,000 × 500 B.
  expect(comes.get('published pledges of it, if 100,000 pledge')).toBe('50 MB');
});

test('the rates are those that the documents name as measured', () => {
  const record = readFileSync('docs/decisions/record-log.md', 'utf8');
  expect(record).toContain(`(${RATES.leaves.toLocaleString('en')} a second`);
  const search = readFileSync('docs/search-bench.md', 'utf8');
  const [all] = search.split('\n').filter((line) => /^\| all +\|/.test(line));
  expect(cells(all ?? '')[2]).toBe(String(RATES.processorOfSearch * 1_000));
});
