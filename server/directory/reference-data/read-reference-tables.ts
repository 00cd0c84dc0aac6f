import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { COUNTRIES } from '#shared/identity/countries.ts';
import { month } from '#shared/core/form-fields.ts';
import { isCurrency, type Currency } from '#shared/core/money.ts';
import type { ExchangeRate, MinimumWage, ReferenceData } from '#shared/directory/reference-data.ts';

type Row = Readonly<Record<string, string>>;

/**
 * Reads the minimum wages and exchange rates: from `tables/` in the data folder where the operator put
 * a file of that name, else the ones shipped with the site.
 * @throws Error naming the file and the invalid line.
 */
export function readReferenceTables(seedFolder: string, dataDir: string): ReferenceData {
  return {
    wages: readRows(pickReferenceFile('minimum_wages.csv', seedFolder, dataDir), toWage),
    rates: readRows(pickReferenceFile('exchange_rates.csv', seedFolder, dataDir), toRate),
  };
}

/** Path of the operator's file of that name, else of the shipped one. */
export function pickReferenceFile(name: string, seedFolder: string, dataDir: string): string {
  const own = join(dataDir, 'tables', name);
  return existsSync(own) ? own : join(seedFolder, name);
}

function readRows<Value>(path: string, read: (row: Row) => Value): Value[] {
  const rows = parse<Row>(readFileSync(path), { columns: true, bom: true, trim: true });
  return rows.map((row, index) => {
    try {
      return read(row);
    } catch (error) {
      throw new Error(`${path}, line ${index + 2}: ${String(error)}`, { cause: error });
    }
  });
}

function toWage(row: Row): MinimumWage {
  const country = row['country'] ?? '';
  if (!COUNTRIES.includes(country)) throw new Error(`no country: ${country}`);
  const amount = toPositive(row, 'gross_amount');
  const monthly = row['per'] === 'month';
  if (!monthly && row['per'] !== 'hour') throw new Error('per is neither hour nor month');
  return {
    country,
    currency: toCurrency(row),
    hourly: monthly ? amount / toPositive(row, 'hours_per_month') : amount,
    asOf: toMonth(row),
    status: row['status'] ?? '',
  };
}

function toRate(row: Row): ExchangeRate {
  return {
    currency: toCurrency(row),
    perEur: toPositive(row, 'per_eur'),
    asOf: toMonth(row),
    status: row['status'] ?? '',
  };
}

function toMonth(row: Row): string {
  const read = month.safeParse(row['as_of']);
  if (!read.success) throw new Error('as_of is no month such as 2026-01');
  return read.data;
}

function toCurrency(row: Row): Currency {
  const code = row['currency'] ?? '';
  if (!isCurrency(code)) throw new Error(`no listed currency: ${code}`);
  return code;
}

function toPositive(row: Row, column: string): number {
  const value = Number(row[column]);
  if (!(value > 0)) throw new Error(`${column} is not above zero`);
  return value;
}
