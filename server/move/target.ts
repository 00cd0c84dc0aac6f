import { isUsed, listForeignKeys, listTables, quoted } from '#server/backup/catalogue.ts';
import { sqlIn, type Database, type Db, type Sql } from '#server/db.ts';
import {
  appliedMigrations,
  applyMigrations,
  forgetUnfinishedMigrations,
} from '#server/migrations.ts';
import { z } from 'zod/mini';
import { BadMove } from './bad-move.ts';
import { MOVE_SCHEMA, readMark, writeMark, type Mark } from './marks.ts';
import type { Key } from './rows.ts';

/** How much of a table came so far. */
export type Came = { readonly rows: number; readonly last: Key };

const savedKey = z.array(z.string());

/**
 * Makes an empty database one that rows can come into, in any order: with the tables of the site,
 * without references between them, and without what triggers would do. What this very move has begun
 * it goes on with.
 * @throws BadMove where there is anything else.
 */
export async function prepareTarget(
  target: Database,
  mark: Mark,
  migrations: string,
): Promise<ReadonlyMap<string, Came>> {
  const { sql } = target;
  const found = await readMark(sql);
  if (found?.role === 'target' && found.id !== mark.id) {
    throw new BadMove(
      `A move from ${found.place} into this database is not finished. Finish that one, or name an empty database.`,
    );
  }
  if (found?.role !== 'target' && (await isUsed(sql))) {
    throw new BadMove('There is a site in this database already. Name an empty one.');
  }
  await target.prisma.$transaction((tx) => beginFilling(sqlIn(tx), mark));
  await forgetUnfinishedMigrations(sql);
  await applyMigrations(target, migrations);
  await target.prisma.$transaction((tx) => liftRules(sqlIn(tx)));
  return readCame(sql);
}

async function beginFilling(sql: Sql, mark: Mark): Promise<void> {
  await writeMark(sql, mark);
  await sql(
    `CREATE TABLE IF NOT EXISTS ${MOVE_SCHEMA}.came (
       name text PRIMARY KEY, rows bigint NOT NULL, last text NOT NULL)`,
  );
  await sql(
    `CREATE TABLE IF NOT EXISTS ${MOVE_SCHEMA}.reference (
       table_name text, name text, rule text NOT NULL, PRIMARY KEY (table_name, name))`,
  );
}

/** Takes references away, noting them, and switches triggers off. */
async function liftRules(sql: Sql): Promise<void> {
  for (const { table, name, rule } of await listForeignKeys(sql)) {
    await sql(
      `INSERT INTO ${MOVE_SCHEMA}.reference (table_name, name, rule) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING`,
      [table, name, rule],
    );
    await sql(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  }
  for (const { name } of await listTables(sql))
    await sql(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
}

/** Puts references and triggers back: each reference is looked at again. */
export async function putRulesBack(sql: Sql): Promise<void> {
  const references = await sql<{ table: string; name: string; rule: string }>(
    `SELECT table_name AS table, name, rule FROM ${MOVE_SCHEMA}.reference ORDER BY 1, 2`,
  );
  for (const { table, name, rule } of references)
    await sql(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${rule}`);
  for (const { name } of await listTables(sql))
    await sql(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
}

async function readCame(sql: Sql): Promise<ReadonlyMap<string, Came>> {
  const rows = await sql<{ name: string; rows: string; last: string }>(
    `SELECT name, rows::text AS rows, last FROM ${MOVE_SCHEMA}.came`,
  );
  return new Map(
    rows.map(({ name, rows: count, last }) => [
      name,
      { rows: Number(count), last: savedKey.parse(JSON.parse(last)) },
    ]),
  );
}

/** Notes how much of a table has come, in the transaction that brings it. */
export async function noteCame(tx: Db, name: string, { rows, last }: Came): Promise<void> {
  await sqlIn(tx)(
    `INSERT INTO ${MOVE_SCHEMA}.came (name, rows, last) VALUES ($1, $2::text::bigint, $3)
     ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, last = excluded.last`,
    [name, String(rows), JSON.stringify(last)],
  );
}

/** Empties a table, so that it comes anew. */
export async function emptyTable(target: Database, name: string): Promise<void> {
  await target.prisma.$transaction(async (tx) => {
    await sqlIn(tx)(`TRUNCATE ${quoted(name)}`);
    await sqlIn(tx)(`DELETE FROM ${MOVE_SCHEMA}.came WHERE name = $1`, [name]);
  });
}

/** @throws BadMove where the tables of a database are not those that this version knows. */
export async function checkVersion(
  database: Database,
  known: readonly string[],
  what: string,
): Promise<void> {
  const applied = await appliedMigrations(database);
  if (applied.some((name) => !known.includes(name))) {
    throw new BadMove(`${what} is of a newer version: take the code of that version.`);
  }
  if (applied.length < known.length) {
    throw new BadMove(
      `${what} is of an older version: start the site once with this one, stop it, give npm run db:migrate -- --finish, and try again.`,
    );
  }
}
