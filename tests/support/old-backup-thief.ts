import { createHash, createHmac } from 'node:crypto';
import type { TestApp } from './app.ts';
import { col, statement } from '#server/database/sql.ts';

/** Simulates a thief with an old backup of the member table and today's database, without any key. */

/** A row of today's database that can be linked to a member of the backup. */
export type Link = { readonly table: string; readonly row: string };

type Row = Record<string, unknown>;

/** Reads the member rows, as an old backup has them. */
export function backUpMembers({ database }: Pick<TestApp, 'database'>, id: string): Promise<Row[]> {
  return readRows(database, `SELECT * FROM member WHERE id = '${id}'`);
}

/**
 * Searches all rows of all tables for a member's values from the backup: in plain text, or hashed alone
 * or with any other value of the row as salt or key.
 */
export async function findLinks(
  { database }: Pick<TestApp, 'database'>,
  members: readonly Row[],
): Promise<Link[]> {
  const known = members.flatMap((member) =>
    NAMING.flatMap((column) => {
      const value = member[column];
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
  );
  const tables = await database.sql(
    statement(
      { name: col.text },
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
    ),
  );
  const links: Link[] = [];
  for (const { name } of tables) {
    for (const row of await readRows(database, `SELECT * FROM ${name}`)) {
      const said = stringsIn(row);
      if (known.some((value) => leadsTo(said, value)))
        links.push({ table: name, row: JSON.stringify(row) });
    }
  }
  return links;
}

/** Columns that are unique to a member. */
const NAMING = ['id', 'pseudonym', 'pseudonym_key', 'password_hash', 'recovery_hash'];
/** Leading hex digits compared; enough to exclude coincidence. */
const DIGITS = 24;

async function readRows(database: TestApp['database'], query: string): Promise<Row[]> {
  const rows = await database.sql(
    statement({ row: col.text }, `SELECT to_jsonb(r)::text AS row FROM (${query}) r`),
  );
  return rows.map(({ row }) => JSON.parse(row) as Row);
}

/** All texts of a row, including inside JSON; bytes as hex. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.startsWith(String.raw`\x`) ? value.slice(2) : value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function leadsTo(said: readonly string[], value: string): boolean {
  if (said.some((text) => text.includes(value))) return true;
  const hashes = new Set(
    said.filter((text) => /^[0-9a-f]{24,}$/.test(text)).map((text) => text.slice(0, DIGITS)),
  );
  if (hashes.size === 0) return false;
  return ['', ...said].some((salt) =>
    [value, JSON.stringify(value), JSON.stringify({ by: value })].some((text) =>
      [...hashesOf(salt, text)].some((hash) => hashes.has(hash.slice(0, DIGITS))),
    ),
  );
}

function* hashesOf(salt: string, text: string): Generator<string> {
  yield sha256(salt + text);
  yield sha256(text + salt);
  yield sha256(`${salt}/${text}`);
  const keyed = createHmac('sha256', salt).update(text).digest('hex');
  yield keyed;
  // As pseudonyms in a jury's pool are computed.
  yield sha256(`${keyed}/${text}`);
  if (!/^([0-9a-f]{2})+$/.test(salt)) return;
  const bytes = Buffer.from(salt, 'hex');
  yield createHash('sha256').update(bytes).update(text).digest('hex');
  yield createHmac('sha256', bytes).update(text).digest('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
