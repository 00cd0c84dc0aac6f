import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSqlFiles } from '#server/database/sql-files/read-sql-files.ts';

/** Each function, trigger and view of the database is named by a test beside this one, which uses it. */

const TESTS = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts') && name !== 'every-object-tested.test.ts')
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n');

const OBJECTS = readSqlFiles(join(process.cwd(), 'prisma', 'sql')).flatMap(({ script }) =>
  [
    ...script.matchAll(/^CREATE (?:OR REPLACE |CONSTRAINT )(?:FUNCTION|TRIGGER|VIEW) "(\w+)"/gm),
  ].map(([, name = '']) => name),
);

test('there is a test for each', () => {
  expect(OBJECTS.length).toBeGreaterThan(40);
  expect(OBJECTS.filter((name) => !new RegExp(`\\b${name}\\b`).test(TESTS))).toEqual([]);
});
