import type { Secrets } from '#server/core/secrets.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { decryptRowTexts, encryptRowTexts } from './sealed-text.ts';

/** A table with texts that are encrypted under a key of each row. */
export type SealedTable = {
  readonly table: 'private_message' | 'message_flag' | 'private_evidence' | 'payout';
  readonly column: 'sealed' | 'text' | 'asked_sealed';
  readonly purpose: string;
};

const AT_ONCE = 500;

/**
 * Encrypts again, each under a key of its own, the rows of versions that had no keys of rows; some rows
 * in each transaction. Rows that another secret encrypted stay as they are.
 * @returns the number of changed rows.
 */
export function upgradeToRowKeys(
  { prisma }: Pick<Database, 'prisma'>,
  secrets: Secrets,
  table: SealedTable,
): Promise<number> {
  const next = nextRows(table, 'key_slot IS NULL');
  return inBatches((after) =>
    prisma.$transaction((tx) =>
      rewrite(tx, { table, next, after, change: (text) => text }, secrets, secrets),
    ),
  );
}

/**
 * Encrypts all rows of a table anew, from the keys of one site to those of another, each text changed by
 * `change`.
 */
export function reEncryptRows(
  tx: Db,
  from: Secrets,
  to: Secrets,
  table: SealedTable,
  change: (text: string) => string = (text) => text,
): Promise<number> {
  const next = nextRows(table, 'true');
  return inBatches((after) => rewrite(tx, { table, next, after, change }, from, to));
}

/** `last` is the id of the last row that was looked at; null when none is left. */
type Batch = { readonly changed: number; readonly last: string | null };

async function inBatches(run: (after: string) => Promise<Batch>): Promise<number> {
  let changed = 0;
  for (let after: string | null = ''; after !== null;) {
    const batch: Batch = await run(after);
    changed += batch.changed;
    after = batch.last;
  }
  return changed;
}

function nextRows({ table, column }: SealedTable, which: string) {
  return statement(
    { id: col.text, keySlot: col.int.orNull, sealed: col.text },
    `SELECT id, key_slot AS "keySlot", ${column} AS sealed FROM ${table}
      WHERE ${column} <> '' AND id > $1 AND ${which} ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`,
  );
}

type Part = {
  readonly table: SealedTable;
  readonly next: ReturnType<typeof nextRows>;
  readonly after: string;
  readonly change: (text: string) => string;
};

async function rewrite(
  tx: Db,
  { table: { table, column, purpose }, next, after, change }: Part,
  from: Secrets,
  to: Secrets,
): Promise<Batch> {
  const rows = await tx.sql(next, [after]);
  const texts = await decryptRowTexts(from, purpose, rows);
  const readable = rows.flatMap(({ id }, at) => {
    const text = texts[at] ?? null;
    return text === null ? [] : [{ id, text: change(text) }];
  });
  const sealed = await encryptRowTexts(tx, to, purpose, readable);
  await tx.sql(
    `UPDATE ${table} t SET ${column} = n.sealed, key_slot = n."keySlot"
       FROM json_to_recordset($1::json) AS n (id text, sealed text, "keySlot" int)
      WHERE t.id = n.id`,
    [JSON.stringify(sealed)],
  );
  const last = rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null);
  return { changed: sealed.length, last };
}
