import { expect, test } from 'vitest';
import { findRowMismatch } from './row-shape-check.ts';
import { col, type RowShape } from './sql.ts';

const TEXT = 25;
const INT4 = 23;
const INT8 = 20;
const FLOAT8 = 701;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const JSONB = 3802;
const TEXTS = 1009;

type Fields = Readonly<Record<string, number>>;
const tell = (shape: RowShape, fields: Fields, ...rows: object[]): string | undefined =>
  findRowMismatch(
    { text: 'SELECT\n  this', shape },
    { fields: Object.entries(fields).map(([name, dataTypeID]) => ({ name, dataTypeID })), rows },
  )?.message;

test.each<[string, RowShape, Fields, object]>([
  [
    'each kind',
    { id: col.text, paidOn: col.day },
    { id: TEXT, paidOn: DATE },
    { id: 'a', paidOn: '2026-11-20' },
  ],
  [
    'columns in another order',
    { id: col.text, n: col.int },
    { n: INT4, id: TEXT },
    { id: 'a', n: 1 },
  ],
  ['a number of 64 bits', { n: col.int }, { n: INT8 }, { n: 1 }],
  ['NULL where it may be', { id: col.text.orNull }, { id: TEXT }, { id: null }],
  [
    'a word of the list',
    { state: col.oneOf(['open', 'closed']) },
    { state: TEXT },
    { state: 'open' },
  ],
  [
    'a key of the table',
    { state: col.oneOf({ open: 1, closed: 2 }) },
    { state: TEXT },
    { state: 'open' },
  ],
  ['a list', { ids: col.list(col.text) }, { ids: TEXTS }, { ids: ['a'] }],
])('fits: %s', (_name, shape, fields, row) => {
  expect(tell(shape, fields, row)).toBeUndefined();
});

test.each<[string, RowShape, Fields, object, string]>([
  [
    'a column that is not there, another that is not stated',
    { id: col.text, name: col.text },
    { id: TEXT, title: TEXT },
    {},
    'Columns differ: stated and not there [name], there and not stated [title]: SELECT this',
  ],
  [
    'a number with a fraction',
    { cents: col.int },
    { cents: FLOAT8 },
    {},
    'Column cents is stated as int and comes as float: SELECT this',
  ],
  [
    'a moment where a day is stated',
    { paidOn: col.day },
    { paidOn: TIMESTAMPTZ },
    {},
    'Column paidOn is stated as day and comes as moment: SELECT this',
  ],
  [
    'JSON where a list is stated',
    { ids: col.list(col.text) },
    { ids: JSONB },
    {},
    'Column ids is stated as a list of text and comes as json: SELECT this',
  ],
  [
    'NULL',
    { id: col.text },
    { id: TEXT },
    { id: null },
    'Column id is stated without NULL and is NULL: SELECT this',
  ],
  [
    'another word',
    { state: col.oneOf(['open', 'closed']) },
    { state: TEXT },
    { state: 'gone' },
    'Column state is stated as one of open, closed and is gone: SELECT this',
  ],
])('is told: %s', (_name, shape, fields, row, said) => {
  expect(tell(shape, fields, row)).toBe(said);
});
