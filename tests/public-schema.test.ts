import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  DUMPED_TABLES,
  PUBLIC_TABLES,
  TABLE_DECLARATIONS,
} from '#server/public-schema/all-tables.ts';
import { committedColumnsSql, fromWhereSql } from '#server/public-schema/content-sql.ts';
import { writeUncheckedTable } from '#server/public-schema/unchecked-reasons.ts';
import { restoredColumns } from '#server/public-schema/public-table.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';

const site = await createTestApp();

type Named = RowOf<typeof NAMED>;

const NAMED = { table: col.text, column: col.text } satisfies RowShape;

test('every table and column is public, withheld as private, or recomputed: none is forgotten', async () => {
  const columns = await site.database.sql(
    statement(
      NAMED,
      `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.table_name !~ '^_' ORDER BY 1, 2`,
    ),
  );
  const restored = new Set(
    PUBLIC_TABLES.flatMap((entry) =>
      entry.restore.flatMap((step) =>
        Object.keys(restoredColumns(entry, step)).map((column) => `${step.table}.${column}`),
      ),
    ),
  );
  const isWithheld = ({ table, column }: Named): boolean => {
    const { withheld, columns: kept } = TABLE_DECLARATIONS[table] ?? {};
    return withheld !== undefined || kept?.[column] !== undefined;
  };
  const nameOf = ({ table, column }: Named): string => `${table}.${column}`;
  const forgotten = columns.filter((one) => !restored.has(nameOf(one)) && !isWithheld(one));
  const cure = 'no restore step sets them, and no table of server/public-schema says why';
  expect(forgotten.map(nameOf), cure).toEqual([]);
  expect(columns.filter((one) => restored.has(nameOf(one)) && isWithheld(one)).map(nameOf)).toEqual(
    [],
  );
  const known = new Set(columns.map(nameOf));
  expect([...restored].filter((name) => !known.has(name))).toEqual([]);
});

test('docs/dump.md has a row for the file of every table', () => {
  const rows = readFileSync('docs/dump.md', 'utf8').split('\n');
  const described = rows.filter((row) => row.startsWith('| `')).join('\n');
  const missing = DUMPED_TABLES.filter(({ name }) => !described.includes(`\`${name}\``));
  expect(missing.map(({ name }) => `docs/dump.md lacks a row for ${name}`)).toEqual([]);
});

test('docs/verify.md lists the columns that strangers cannot check, as they are declared', () => {
  const cells = (line: string): string => line.replaceAll(/ *\| */g, '|').replaceAll(/-+/g, '-');
  const table = writeUncheckedTable(DUMPED_TABLES);
  const written = readFileSync('docs/verify.md', 'utf8').split('\n').map(cells);
  const lines = table.split('\n').map(cells);
  const at = written.indexOf(lines[0] ?? '');
  expect(written.slice(at, written.indexOf('', at)), `it must have\n${table}`).toEqual(lines);
});

test('a column that strangers cannot check is a column of its table, or a value of one', () => {
  const unknown = DUMPED_TABLES.flatMap(({ name, columns, unchecked = {} }) =>
    Object.keys(unchecked).flatMap((one) =>
      one === 'rows' || one.replace(/\.\w+$/, '') in columns ? [] : [`${name}.${one}`],
    ),
  );
  expect(unknown).toEqual([]);
});

test('names of files and of subjects are not given twice', () => {
  const names = PUBLIC_TABLES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const subjects = PUBLIC_TABLES.flatMap(({ subject }) => subject ?? []);
  expect(new Set(subjects).size).toBe(subjects.length);
});

test.each(PUBLIC_TABLES.map((entry) => [entry.name, entry] as const))(
  'what %s commits to can be asked of the database',
  async (_name, entry) => {
    const sql = `SELECT ${committedColumnsSql(entry) || 'NULL'} AS content
      FROM ${fromWhereSql(entry, `${entry.id}::text = ''`)}`;
    // The day of the dump stands in the place of its name.
    expect(await site.database.sql(sql.replaceAll(':today', `'2026-11-20'`))).toBe(0);
  },
);

test('the content of a proof is what it shows, and an unshown payout or one that is gone has none', async () => {
  const author = await makeMember(site);
  const proof = await makePayout(site, { member: author, screenshot: true, showsMonth: true });
  const unshown = await makePayout(site, { member: author });
  const name = `payout/${proof.id}`;
  const contents = await site.database.prisma.$transaction((tx) =>
    loadCommittedContents(tx, [name, `payout/${unshown.id}`, 'payout/gone']),
  );
  const content = contents.get(name);
  const { askedMonth } = await site.database.prisma.payout.findUniqueOrThrow({
    where: { id: proof.id },
  });
  expect(content).toMatchObject({ id: proof.id, state: 'paid', month: askedMonth, amount: null });
  expect(JSON.stringify(content)).not.toContain(author.id);
  expect([...contents.keys()]).toEqual([name]);
});
