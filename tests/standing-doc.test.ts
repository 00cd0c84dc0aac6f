import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as constants from '#shared/evidence/standing-constants.ts';

const page = readFileSync('docs/standing.md', 'utf8');

// Whoever changes a constant changes the page that others read, and the other way round.
test('docs/standing.md names every constant of the standing with its value', () => {
  const rows = page.matchAll(/^\| `([A-Z_]+)` +\| ([\d.e-]+) +\|/gm);
  const written = [...rows].map(([, name, value]) => [name, Number(value)]);
  expect(Object.fromEntries(written)).toEqual({ ...constants });
});

test('its table of standings states the bounds of the constants', () => {
  const cellsOf = (state: string): string =>
    page.split('\n').find((line) => line.startsWith(`| \`${state}\``)) ?? '';
  const c = constants;
  expect(cellsOf('unknown')).toContain(`${c.KNOWN_MIN_WEIGHT} with ${c.KNOWN_MIN_MEMBERS} members`);
  expect(cellsOf('not-paying')).toContain(`hi ≤ ${c.NOT_PAYING_MAX_HIGH},`);
  expect(cellsOf('not-paying')).toContain(`${c.NOT_PAYING_MIN_MEMBERS} members unpaid`);
  expect(cellsOf('not-paying')).toContain(`in ${c.RECEIPT_WINDOW_DAYS} days`);
  expect(cellsOf('doubtful')).toContain(`hi ≤ ${c.DOUBTFUL_MAX_HIGH},`);
  expect(cellsOf('doubtful')).toContain(`${c.DOUBTFUL_MIN_MEMBERS} members late`);
  expect(cellsOf('doubtful')).toContain(`within ${c.DOUBTFUL_WINDOW_DAYS} days`);
  expect(cellsOf('reliable')).toContain(`lo ≥ ${c.RELIABLE_MIN_LOW},`);
  expect(cellsOf('reliable')).toContain(
    `${c.RELIABLE_MIN_ESTABLISHED} established members in ${c.RELIABLE_WINDOW_DAYS} days`,
  );
  expect(cellsOf('promising')).toContain(`m ≥ ${c.PROMISING_MIN_MEAN}`);
  const leaving = page.split('\n').find((line) => line.startsWith('- **Leaving**')) ?? '';
  expect(leaving).toContain(`hi > ${c.NOT_PAYING_LEFT_OVER_HIGH};`);
  expect(leaving).toContain(`hi > ${c.DOUBTFUL_LEFT_OVER_HIGH} and m ≥ ${c.PROMISING_MIN_MEAN}`);
  expect(leaving).toContain(`lo < ${c.RELIABLE_LEFT_UNDER_LOW}.`);
});
