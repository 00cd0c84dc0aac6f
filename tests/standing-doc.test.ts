import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as constants from '#shared/evidence/standing-constants.ts';

const page = readFileSync('docs/standing.md', 'utf8');

// Whoever changes a constant changes the page that others read, and the other way round.
test('docs/standing.md names every constant of the standing with its value', () => {
  const rows = page.matchAll(/^\| `([A-Z_]+)` +\| ([\d.-]+) +\|/gm);
  const written = [...rows].map(([, name, value]) => [name, Number(value)]);
  expect(Object.fromEntries(written)).toEqual({ ...constants });
});

test('its table of standings states the bounds of the constants', () => {
  const cellsOf = (state: string): string =>
    page.split('\n').find((line) => line.startsWith(`| \`${state}\``)) ?? '';
  const c = constants;
  expect(cellsOf('unknown')).toContain(`${c.KNOWN_MIN_WEIGHT} with ${c.KNOWN_MIN_MEMBERS} members`);
  const season = `within ${c.SEASON_WINDOW_DAYS} days`;
  expect(cellsOf('not-paying')).toContain(`lower hi ≤ ${c.NOT_PAYING_MAX_HIGH},`);
  expect(cellsOf('not-paying')).toContain(`${c.NOT_PAYING_MIN_MEMBERS} members not paid ${season}`);
  expect(cellsOf('not-paying')).toContain(
    `fewer than ${c.NOT_PAYING_UNDER_PAID_MEMBERS} members who are no newcomers paid within ${c.RECEIPT_WINDOW_DAYS} days`,
  );
  expect(cellsOf('doubtful')).toContain(`hi lately ≤ ${c.LATELY_MAX_HIGH},`);
  expect(cellsOf('doubtful')).toContain(
    `${c.LATELY_MIN_MEMBERS} members not paid within ${c.LATELY_WINDOW_DAYS} days`,
  );
  expect(cellsOf('doubtful')).toContain(`hi of the season ≤ ${c.SEASON_MAX_HIGH},`);
  expect(cellsOf('doubtful')).toContain(`${c.SEASON_MIN_MEMBERS} ${season}`);
  expect(cellsOf('reliable')).toContain(`lo of the season ≥ ${c.RELIABLE_MIN_LOW},`);
  expect(cellsOf('reliable')).toContain(`${c.RELIABLE_MIN_MEMBERS} members ${season}`);
  expect(cellsOf('reliable')).toContain(`paid within ${c.RECEIPT_WINDOW_DAYS} days`);
  expect(cellsOf('promising')).toContain(`m of the season ≥ ${c.PROMISING_MIN_MEAN}`);
  const leaving = page.split('\n').find((line) => line.startsWith('- **Leaving**')) ?? '';
  expect(leaving).toContain(`lower hi > ${c.NOT_PAYING_LEFT_OVER_HIGH},`);
  expect(leaving).toContain(
    `hi lately > ${c.LATELY_LEFT_OVER_HIGH}, hi of the season > ${c.SEASON_LEFT_OVER_HIGH} and m lately ≥ ${c.PROMISING_MIN_MEAN}`,
  );
  expect(leaving).toContain(`lo < ${c.RELIABLE_LEFT_UNDER_LOW}.`);
});
