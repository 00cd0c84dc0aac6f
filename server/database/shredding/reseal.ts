import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { decryptRowTexts, encryptRowTexts } from './sealed-text.ts';

/** A table with texts that are encrypted under a key of each row. */
export type SealedTable = {
  readonly table: 'private_message' | 'message_flag' | 'private_evidence';
  readonly column: 'sealed' | 'text';
  readonly purpose: string;
};

const AT_ONCE = 500;

/**
 * Gives each row of versions that had no keys of rows one of its own. Rows that another secret encrypted
 * stay as they are.
 * @returns the number of changed rows.
 */
export function sealOldRows(tx: Db, secrets: Secrets, table: SealedTable): Promise<number> {
  return rewrite(tx, table, secrets, secrets, 'key_slot IS NULL');
}

/** Encrypts all rows of a table anew, from the keys of one site to those of another. */
export function resealRows(
  tx: Db,
  from: Secrets,
  to: Secrets,
  table: SealedTable,
): Promise<number> {
  return rewrite(tx, table, from, to, 'true');
}

async function rewrite(
  tx: Db,
  { table, column, purpose }: SealedTable,
  from: Secrets,
  to: Secrets,
  which: string,
): Promise<number> {
  const next = statement(
    { id: col.text, keySlot: col.int.orNull, sealed: col.text },
    `SELECT id, key_slot AS "keySlot", ${column} AS sealed FROM ${table}
      WHERE ${column} <> '' AND id > $1 AND ${which} ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`,
  );
  let changed = 0;
  for (let last = ''; ;) {
    const rows = await tx.sql(next, [last]);
    const texts = await decryptRowTexts(from, purpose, rows);
    const readable = rows.flatMap(({ id }, at) => {
      const text = texts[at] ?? null;
      return text === null ? [] : [{ id, text }];
    });
    const sealed = await encryptRowTexts(tx, to, purpose, readable);
    await tx.sql(
      `UPDATE ${table} t SET ${column} = n.sealed, key_slot = n."keySlot"
         FROM json_to_recordset($1::json) AS n (id text, sealed text, "keySlot" int)
        WHERE t.id = n.id`,
      [JSON.stringify(sealed)],
    );
    changed += sealed.length;
    last = rows.at(-1)?.id ?? '';
    if (rows.length < AT_ONCE) return changed;
  }
}
