import pg from 'pg';
import { Prisma } from '#prisma/client.ts';

/**
 * Values of SQL as Prisma gives and takes them, so that a statement says the same whoever sends it:
 * days and moments as Date, numbers of 64 bits as bigint, decimals as Decimal.
 */
const { builtins, getTypeParser } = pg.types;
const TEXTS_OID: number = 1009;

const SCALARS: ReadonlyMap<number, (value: string) => unknown> = new Map<
  number,
  (value: string) => unknown
>([
  [builtins.DATE, (value) => new Date(value)],
  [builtins.TIMESTAMP, (value) => new Date(`${value.replace(' ', 'T')}Z`)],
  [builtins.INT8, BigInt],
  [builtins.NUMERIC, (value) => new Prisma.Decimal(value)],
  [builtins.BYTEA, (value) => new Uint8Array(Buffer.from(value.slice(2), 'hex'))],
]);

/** By the type of a list of them. */
const LISTS: ReadonlyMap<number, number> = new Map([
  [1182, builtins.DATE],
  [1115, builtins.TIMESTAMP],
  [1016, builtins.INT8],
  [1231, builtins.NUMERIC],
  [1001, builtins.BYTEA],
]);

export const rawTypes = {
  getTypeParser: (oid: number): ((value: string) => unknown) => parserOf(oid),
};

function parserOf(oid: number): (value: string) => unknown {
  const scalar = SCALARS.get(oid);
  if (scalar !== undefined) return scalar;
  const element = LISTS.get(oid);
  if (element === undefined) return getTypeParser(oid, 'text');
  const split = getTypeParser(TEXTS_OID, 'text') as (value: string) => (string | null)[];
  const parse = parserOf(element);
  return (value) => split(value).map((one) => (one === null ? null : parse(one)));
}

/** A moment whatever zone this machine has: the driver would send it in its own. */
export function rawValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(rawValue) : value;
}
