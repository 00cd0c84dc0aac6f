import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { EMPTY_TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await openPostgres(await makeTestDatabase(EMPTY_TEMPLATE));
});
afterAll(() => database.close());

/** Foreign keys whose columns are not the leading columns, in any order, of an index on all rows. */
const WITHOUT_INDEX = statement(
  { key: col.text },
  `
  SELECT k.conrelid::regclass::text || ' ' || k.conname AS key
    FROM pg_constraint k
   WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
     AND NOT EXISTS (
       SELECT 1 FROM pg_index i
        WHERE i.indrelid = k.conrelid AND i.indisvalid
          -- A row that refers to nothing need not be found.
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = (
                SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a
                 WHERE a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]))
          AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
   ORDER BY 1`,
);

test('deleting a row that others refer to never scans their tables: each foreign key has an index', async () => {
  const keys = await database.sql(WITHOUT_INDEX);
  expect(keys.map(({ key }) => key)).toEqual([]);
});
