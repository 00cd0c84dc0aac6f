import pg from 'pg';

const { builtins, getTypeParser } = pg.types;
type Parse = (value: string) => unknown;

const SCALARS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [builtins.DATE, (value) => value],
  [builtins.TIMESTAMP, (value) => new Date(`${value.replace(' ', 'T')}Z`)],
  [builtins.INT8, safeInteger],
  [builtins.NUMERIC, (value) => value],
]);

/** Array type OIDs, with the OID of their elements. */
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

/**
 * The `types` option of a query, which parses columns inside and outside of transactions: `date` to a
 * Day ('2026-11-20'), `timestamptz` and `timestamp` (UTC) to a Date, `int8` to a number, `numeric` to a
 * string in PostgreSQL's notation, `bytea` to a Buffer. Other types use the driver's parsers.
 */
export const queryTypeParsers = {
  getTypeParser: (oid: number): Parse => PARSERS.get(oid) ?? getTypeParser(oid, 'text'),
};

// Sends Date parameters in UTC, whatever the machine's time zone.
pg.defaults.parseInputDatesAsUTC = true;

/**
 * Parses an `int8`.
 * @throws RangeError where the number exceeds the safe integer range.
 */
function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe integer.`);
  return number;
}

function listOf(parse: Parse = (value) => value): Parse {
  const split = getTypeParser(TEXTS_OID, 'text') as (value: string) => (string | null)[];
  return (value) => split(value).map((one) => (one === null ? null : parse(one)));
}
