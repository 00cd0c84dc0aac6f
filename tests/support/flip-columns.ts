import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { DUMPED_TABLES, TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import { logSubjectOf } from '#server/public-schema/load-committed-contents.ts';
import { today } from '#shared/core/days.ts';
import { jsonObjectSql } from '#server/public-schema/content-sql.ts';
import { NAMED_WITH, own, PARTS, PUBLIC_PARTS } from './names-of-flips.ts';
import { rowStepOf } from '#server/public-schema/public-table.ts';

/** A column of a table that a dump tells of. */
export type FlippedColumn = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** The value of a JSON object to change; undefined for the column as a whole. */
  readonly key?: string;
};

/** A value that was changed behind the site's back. */
export type Flip = {
  readonly column: FlippedColumn;
  readonly number: number;
  /** What a fault may be named that finds it. */
  readonly subjects: readonly string[];
  /** What else is named where figures no longer follow from the row. */
  readonly alongside: readonly string[];
  readonly was: string | null;
  readonly other: string | null;
};

/** Column by which rows are numbered for the test. */
const NUMBER = 'flipped_row';

type Rows = {
  /** SQL after FROM: the rows that a dump tells of. */
  readonly from: string;
  readonly where: string;
  readonly alias: string;
  /** SQL of an array: what the verifier may name such a row. */
  readonly subjects: string;
  /** SQL of an array: what else it may name. */
  readonly alongside: string;
  /** SQL of what the dump tells of a row, where it has one of its own. */
  readonly dumped: string;
};

/** Rows of a table that a dump tells of, and what the verifier may name them. */
function rowsOf(table: string): Rows {
  const entry = DUMPED_TABLES.find(
    (one) => rowStepOf(one)?.table === table && one.from.startsWith(`${table} `),
  );
  const alias = /^\w+ (\w+)/.exec(entry?.from ?? '')?.[1] ?? 't';
  const named = (sql: string): string => sql.replaceAll(/\bt\./g, `${alias}.`);
  const alongside = named(NAMED_WITH[table] ?? 'ARRAY[]::text[]');
  const parts = PARTS[table] === undefined ? undefined : named(PARTS[table]);
  if (entry === undefined) {
    if (parts === undefined) throw new Error(`name the rows of ${table} in PARTS`);
    return {
      from: `"${table}" t`,
      where: PUBLIC_PARTS[table] ?? 'true',
      alias,
      subjects: parts,
      alongside,
      dumped: 'NULL',
    };
  }
  const { from, where = 'true', id } = entry;
  const subjects = parts ?? own(logSubjectOf(entry), `(${id})::text`);
  const dumped = jsonObjectSql(Object.entries(entry.columns));
  const rows = PUBLIC_PARTS[table] === undefined ? where : `(${where}) AND ${PUBLIC_PARTS[table]}`;
  return { from, where: rows, alias, subjects, alongside, dumped };
}

const COLUMNS = statement(
  { table: col.text, column: col.text, type: col.text },
  `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname !~ '^_'
      AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY 1, a.attnum`,
);

/**
 * All columns of tables that are not wholly withheld, the private ones too: a dump may tell of them. Of
 * JSON objects each value.
 */
export async function listPublishedColumns({
  sql,
}: Pick<Database, 'sql'>): Promise<FlippedColumn[]> {
  const columns = await sql(COLUMNS);
  const published = columns.filter(
    ({ table }) => TABLE_DECLARATIONS[table]?.withheld === undefined,
  );
  const listed: FlippedColumn[] = [];
  for (const column of published) {
    const keys = column.type === 'jsonb' ? await sql(keysOf(column)) : [];
    if (keys.length === 0) listed.push(column);
    else listed.push(...keys.map(({ key }) => ({ ...column, key })));
  }
  return listed;
}

function keysOf({ table, column }: FlippedColumn) {
  return statement(
    { key: col.text },
    `SELECT DISTINCT jsonb_object_keys("${column}") AS key FROM "${table}"
      WHERE jsonb_typeof("${column}") = 'object' ORDER BY 1`,
  );
}

/** SQL of other values for a column of row `alias`, the likeliest to be accepted first. */
function otherValues({ table, column, type, key }: FlippedColumn, alias: string): string[] {
  const value = `${alias}."${column}"`;
  if (key !== undefined) {
    const part = `(SELECT o."${column}"->'${key}' FROM "${table}" o WHERE o."${column}" ? '${key}'
      AND o."${column}"->'${key}' IS DISTINCT FROM ${value}->'${key}' ORDER BY o.${NUMBER} LIMIT 1)`;
    return [part, `'{"x": 1}'::jsonb`].map(
      (other) => `CASE WHEN jsonb_typeof(${value}) = 'object'
        THEN COALESCE(jsonb_set(${value}, '{${key}}', ${other}), ${value}) ELSE ${value} END`,
    );
  }
  const elsewhere = `(SELECT o."${column}" FROM "${table}" o WHERE o."${column}" IS DISTINCT FROM ${value}
    AND o."${column}" IS NOT NULL ORDER BY o.${NUMBER} LIMIT 1)`;
  // Another member, where each can be named once.
  const nobodyElse = `(SELECT m.id FROM member m WHERE NOT EXISTS (SELECT 1 FROM "${table}" o
    WHERE o.member_id = m.id) ORDER BY m.id LIMIT 1)`;
  if (column === 'member_id') return [elsewhere, nobodyElse, `COALESCE(${value}, '') || 'x'`];
  // A post that was moved, told as one that was not: where it is read goes with it.
  if (column === 'written_in') return ['NULL::text', elsewhere];
  // Just before another one of its platform: the order within a day is public.
  if (table === 'platform_revision' && column === 'created_at') {
    return [
      `(SELECT o.created_at - interval '1 second' FROM platform_revision o
         WHERE o.platform_id = ${alias}.platform_id AND o.id <> ${alias}.id ORDER BY o.${NUMBER} LIMIT 1)`,
      `${value} - interval '40 days'`,
    ];
  }
  // What counts is whether there is a day.
  if (column === 'established_on') return ['NULL::date'];
  switch (type) {
    case 'boolean':
      return [`NOT COALESCE(${value}, false)`];
    case 'integer':
    case 'smallint':
    case 'bigint':
    case 'double precision':
      return [
        `COALESCE(${value}, 0) + 1`,
        `COALESCE(${value}, 2) - 1`,
        elsewhere,
        `(SELECT max(o."${column}") + 1 FROM "${table}" o)`,
      ];
    case 'date':
      return [`COALESCE(${value}, '2026-09-01'::date) - 40`, elsewhere];
    case 'timestamp with time zone':
      return [`COALESCE(${value}, '2026-09-01'::timestamptz) - interval '40 days'`, elsewhere];
    case 'text[]':
      return [`${value} || ARRAY['x']`, elsewhere];
    case 'jsonb':
      return [elsewhere, `'{"x": 1}'::jsonb`];
    case 'bytea':
      return [elsewhere, `set_byte(${value}, 0, get_byte(${value}, 0) # 1)`];
    default:
      return [elsewhere, `COALESCE(${value}, '') || 'x'`, `left(${value}, -1) || 'x'`];
  }
}

/** Removes the checks of values, as who owns the machine can. */
export async function dropChecks({ prisma, sql }: Database): Promise<void> {
  for (const { table, check } of await sql(CHECKS)) {
    await prisma.$executeRawUnsafe(`ALTER TABLE ${table} DROP CONSTRAINT "${check}"`);
  }
}
const CHECKS = statement(
  { table: col.text, check: col.text },
  `SELECT conrelid::regclass::text AS table, conname AS check FROM pg_constraint
    WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conrelid <> 0`,
);

/** Numbers the rows of all tables, so that a row is found again after it was changed. */
export async function numberRows({ prisma, sql }: Database): Promise<void> {
  const tables = new Set((await listPublishedColumns({ sql })).map(({ table }) => table));
  for (const table of tables) {
    await prisma.$executeRawUnsafe(
      `ALTER TABLE "${table}" ADD COLUMN ${NUMBER} int GENERATED ALWAYS AS IDENTITY`,
    );
  }
}

type Row = Pick<Flip, 'number' | 'subjects' | 'alongside'>;

/** All that a change of a row may be named by. */
export const namesOf = ({
  subjects,
  alongside,
}: Pick<Flip, 'subjects' | 'alongside'>): string[] => [...subjects, ...alongside];

/** Rows of which one is looked for whose change shows in the dump. */
const TRIED = 4;

/**
 * Changes the column in one row, as who owns the machine, whom no trigger stops: where there is
 * one, in a row whose change the dump shows.
 * @param now when the dump is made, which decides on rows that are public.
 * @param isFree whether no other change of this round may be named so.
 * @returns `taken` when no row is free, `no row` without one, else what the database refused.
 */
export async function flipColumn(
  database: Database,
  column: FlippedColumn,
  now: Date,
  isFree: (subjects: readonly string[]) => boolean,
): Promise<Flip | string> {
  const { from, where, alias, subjects, alongside, dumped } = rowsOf(column.table);
  const read = <T>(what: string, condition: string): Promise<T[]> =>
    database.prisma.$queryRawUnsafe<T[]>(
      `SELECT ${what} FROM ${from} WHERE (${where}) AND ${condition}`
        .replaceAll(':today', `'${today(now)}'`)
        .replaceAll(':now', `'${now.toISOString()}'`),
    );
  const value = `${alias}."${column.column}"`;
  const missing =
    column.key === undefined ? `${value} IS NULL` : `(${value} ? '${column.key}') IS NOT TRUE`;
  const rows = await read<Row & { missing: boolean }>(
    `${alias}.${NUMBER} AS number, ${missing} AS missing, array_remove(${subjects}, NULL) AS subjects,
      array_remove(${alongside}, NULL) AS alongside`,
    `true ORDER BY ${missing}, ${alias}.${NUMBER} LIMIT 60`,
  );
  if (rows.length === 0) return 'no row';
  const free = rows.filter((one) => isFree(namesOf(one)));
  // Left to a round in which a row with a value is free, where there is one.
  if (free[0] === undefined || free[0].missing !== rows[0]?.missing) return 'taken';
  const isPrivate = TABLE_DECLARATIONS[column.table]?.columns?.[column.column] !== undefined;
  /** What the dump tells of a row; null where it cannot be read with such a value. */
  const shown = async (number: number): Promise<string | null> => {
    if (isPrivate) return '';
    return read<{ text: string }>(
      `(${dumped})::text AS text`,
      `${alias}.${NUMBER} = ${number}`,
    ).then(
      (found) => JSON.stringify(found),
      () => null,
    );
  };
  let [refused, unseen]: [string, Flip | null] = ['taken', null];
  for (const row of free.slice(0, TRIED)) {
    const before = await shown(row.number);
    for (const value of otherValues(column, alias)) {
      const flip = await change(database, column, row, value).catch((error: unknown) => {
        refused = error instanceof Error ? (error.message.split('\n').at(-1) ?? '') : '';
        return null;
      });
      if (flip === null) continue;
      const after = await shown(row.number);
      if (after !== null && isFree(namesOf(flip))) {
        if (isPrivate || after !== before) return flip;
        unseen ??= flip;
      }
      await setValue(database, flip, flip.was);
    }
  }
  if (unseen !== null) await setValue(database, unseen, unseen.other);
  return unseen ?? refused;
}

/** Sets a column of a row to the value of some SQL; null where that is what it has. */
async function change(
  { prisma }: Database,
  column: FlippedColumn,
  { number, subjects, alongside }: Row,
  value: string,
): Promise<Flip | null> {
  const { table, column: name } = column;
  const { alias, subjects: subjectsSql, alongside: alongsideSql } = rowsOf(table);
  const [changed] = await asOwner(prisma, (tx) =>
    tx.$queryRawUnsafe<Pick<Flip, 'was' | 'other' | 'subjects' | 'alongside'>[]>(
      `WITH former AS (SELECT ${alias}."${name}"::text AS was, (${value}) AS other
         FROM "${table}" ${alias} WHERE ${alias}.${NUMBER} = ${number})
       UPDATE "${table}" ${alias} SET "${name}" = former.other FROM former
        WHERE ${alias}.${NUMBER} = ${number} AND former.other IS DISTINCT FROM ${alias}."${name}"
       RETURNING former.was, former.other::text AS other,
         array_remove(${subjectsSql}, NULL) AS subjects,
         array_remove(${alongsideSql}, NULL) AS alongside`,
    ),
  );
  if (changed === undefined) return null;
  const both = (before: readonly string[], after: readonly string[]): string[] => [
    ...new Set([...before, ...after]),
  ];
  return {
    ...changed,
    column,
    number,
    subjects: both(subjects, changed.subjects),
    alongside: both(alongside, changed.alongside),
  };
}

/** Sets the value of a flipped column. */
export async function setValue(
  { prisma }: Database,
  { column: { table, column, type }, number }: Flip,
  value: string | null,
): Promise<void> {
  await asOwner(prisma, (tx) =>
    tx.$executeRawUnsafe(
      `UPDATE "${table}" SET "${column}" = ($1::text)::${type} WHERE ${NUMBER} = ${number}`,
      value,
    ),
  );
}

function asOwner<T>(prisma: Database['prisma'], act: (tx: Db) => Promise<T>): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    return act(tx);
  });
}
