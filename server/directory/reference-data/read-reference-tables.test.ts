import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readReferenceTables } from './read-reference-tables.ts';

const SEED = join(process.cwd(), 'prisma', 'seed');
const WAGES = 'country,currency,gross_amount,per,hours_per_month,as_of,status\n';
const RATES = 'currency,per_eur,as_of,status\n';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'contrenote-tables-'));
  mkdirSync(join(dataDir, 'tables'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function write(name: string, content: string): void {
  writeFileSync(join(dataDir, 'tables', name), content);
}

describe('readTables', () => {
  test('reads what came with the site: an hourly wage as it is, a monthly one by its hours', () => {
    const { wages, rates } = readReferenceTables(SEED, dataDir);
    const of = (country: string) => wages.find((wage) => wage.country === country);
    expect(of('FR')).toMatchObject({ currency: 'EUR', hourly: 12.02, asOf: '2026-01' });
    expect(of('BE')?.hourly).toBeCloseTo(2_111.89 / 164.67, 6);
    expect(rates.find(({ currency }) => currency === 'XOF')?.perEur).toBe(655.957);
  });

  test('takes the operator’s own file instead, and leaves the other as it came', () => {
    write('minimum_wages.csv', `\uFEFF${WAGES}FR,EUR,12.31,hour,,2027-01,checked\n`);
    const { wages, rates } = readReferenceTables(SEED, dataDir);
    expect(wages).toEqual([
      { country: 'FR', currency: 'EUR', hourly: 12.31, asOf: '2027-01', status: 'checked' },
    ]);
    expect(rates.length).toBeGreaterThan(1);
  });

  test.each([
    ['minimum_wages.csv', `${WAGES}FR,EUR,12,hour,,2026-01,\nBE,EUR,x,hour,,2026-01,\n`, 3],
    ['minimum_wages.csv', `${WAGES}ZZ,EUR,12,hour,,2026-01,\n`, 2],
    ['minimum_wages.csv', `${WAGES}FR,EUR,12,year,,2026-01,\n`, 2],
    ['minimum_wages.csv', `${WAGES}FR,EUR,1800,month,0,2026-01,\n`, 2],
    ['exchange_rates.csv', `${RATES}EUR,1,2026-01,\nXXX,2,2026-01,\n`, 3],
    ['minimum_wages.csv', `${WAGES}FR,EUR,12,hour,,January,\n`, 2],
    ['exchange_rates.csv', `${RATES}USD,-1,2026-01,\n`, 2],
  ])('names the line of %s that cannot be read: %j', (name, content, line) => {
    write(name, content);
    expect(() => readReferenceTables(SEED, dataDir)).toThrow(`${name}, line ${line}:`);
  });
});
