import { expect, test } from 'vitest';
import { openPostgres } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { EMPTY_TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** Columns of pictures that could say when each came, or in which order: moments, days and numbers that grow. */
const ORDERING = statement(
  { name: col.text },
  `
  SELECT a.attname AS name FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attrelid = 'screenshot'::regclass AND a.attnum > 0 AND NOT a.attisdropped
     AND (a.attidentity <> '' OR a.atttypid IN ('date'::regtype, 'timestamptz'::regtype, 'timestamp'::regtype)
          OR pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|now|CURRENT')
   ORDER BY 1`,
);

test('no row of a picture tells when it came, or after which other', async () => {
  const database = await openPostgres(await makeTestDatabase(EMPTY_TEMPLATE));
  const columns = await database.sql(ORDERING);
  await database.close();
  // It says how long a veil lasts, and is empty on nearly all.
  expect(columns.map(({ name }) => name)).toEqual(['covered_until']);
});
