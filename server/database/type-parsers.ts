import pg from 'pg';

/**
 * What the columns of a row are in JavaScript, inside and outside of transactions: a `date` is a Day
 * ('2026-11-20'), a `timestamptz` or `timestamp` (UTC) a Date, an `int8` a number, a `numeric` text as
 * PostgreSQL writes it, a `bytea` a Buffer. The rest is as the driver has it.
 */
const { builtins, getTypeParser } = pg.types;
type Parse = (value: string) => unknown;

const SCALARS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [builtins.DATE, (value) => value],
  [builtins.TIMESTAMP, (value) => new Date(`${value.replace(' ', 'T')}Z`)],
  [builtins.INT8, safeInteger],
  [builtins.NUMERIC, (value) => value],
]);

/** The type of a list, and that of its elements. */
const LISTS: ReadonlyMap<number, number> = new Map([
  [1182, builtins.DATE],
  [1115, builtins.TIMESTAMP],
  [1016, builtins.INT8],
  [1231, builtins.NUMERIC],
]);
const TEXTS_OID: number = 1009;
const PARSERS: ReadonlyMap<number, Parse> = new Map([
  ...SCALARS,
  ...[...LISTS].map(([list, element]) => [list, listOf(SCALARS.get(element))] as const),
]);

/** For a query of the driver. */
export const rowTypes = {
  getTypeParser: (oid: number): Parse => PARSERS.get(oid) ?? getTypeParser(oid, 'text'),
};

// A Date among the parameters is sent in UTC, whatever zone this machine is in.
pg.defaults.parseInputDatesAsUTC = true;

/** @throws RangeError where a number cannot hold it exactly. */
function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe integer.`);
  return number;
}

function listOf(parse: Parse = (value) => value): Parse {
  const split = getTypeParser(TEXTS_OID, 'text') as (value: string) => (string | null)[];
  return (value) => split(value).map((one) => (one === null ? null : parse(one)));
}
