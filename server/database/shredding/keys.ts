import { createHmac } from 'node:crypto';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

/** A key for one row, which stores the slot as its `key_slot`. */
export type SlotKey = { readonly slot: number; readonly key: Buffer };

/** Slots destroyed in one transaction. */
const AT_ONCE = 500;
const CHECK_BYTES = 8;

/**
 * Takes keys for new rows. Each must be referred to by one row at the end of the transaction; when that
 * row goes, the trigger `free_shredding_key` has the key destroyed.
 */
export async function takeKeys(
  tx: Db,
  { shreddingKeys }: Secrets,
  count: number,
): Promise<SlotKey[]> {
  const freed = await tx.sql(TAKE_FREE, [count]);
  const rest = count - freed.length;
  const rows = rest > 0 ? [...freed, ...(await tx.sql(MAKE, [rest]))] : freed;
  const slots = rows.map(({ slot }) => slot);
  await shreddingKeys.renew(slots);
  const keys = await shreddingKeys.read(slots);
  return slots.map((slot, at) => ({ slot, key: written(keys[at] ?? null, slot) }));
}

export async function takeKey(tx: Db, secrets: Secrets): Promise<SlotKey> {
  const [taken] = await takeKeys(tx, secrets, 1);
  if (taken === undefined) throw new Error('no slot of a key was taken');
  return taken;
}

function written(key: Buffer | null, slot: number): Buffer {
  if (key === null) throw new Error(`the key in slot ${slot} was not written`);
  return key;
}

/** A short HMAC that shows whether a slot still holds this key, without revealing it. */
export function keyCheck(key: Buffer): Uint8Array<ArrayBuffer> {
  const check = createHmac('sha256', key).update('check').digest();
  return Uint8Array.from(check.subarray(0, CHECK_BYTES));
}

/** Whether a key read from a slot is the one that its row was made with. */
export function isKey(key: Buffer | null, check: Uint8Array): key is Buffer {
  return key !== null && Buffer.from(keyCheck(key)).equals(check);
}

/**
 * Destroys the keys of rows that are gone: overwrites them, then offers their slots to other rows.
 * After an interruption, the next run destroys the remaining keys. Several processes share the work.
 * @returns the number of destroyed keys.
 */
export async function destroyFreedKeys({
  database,
  secrets,
}: {
  readonly database: Pick<Database, 'prisma'>;
  readonly secrets: Secrets;
}): Promise<number> {
  for (let total = 0; ;) {
    const destroyed = await database.prisma.$transaction(async (tx) => {
      const slots = (await tx.sql(FREED, [AT_ONCE])).map(({ slot }) => slot);
      await secrets.shreddingKeys.renew(slots);
      await tx.sql(OFFER, [slots]);
      return slots.length;
    });
    total += destroyed;
    if (destroyed < AT_ONCE) return total;
  }
}

const SLOT = { slot: col.int };

const TAKE_FREE = statement(
  SLOT,
  `
  UPDATE shredding_key k SET state = 'used' FROM (
    SELECT slot FROM shredding_key WHERE state = 'free'
     ORDER BY slot LIMIT $1 FOR UPDATE SKIP LOCKED) f
   WHERE k.slot = f.slot RETURNING k.slot`,
);

const MAKE = statement(
  SLOT,
  `INSERT INTO shredding_key (state) SELECT 'used' FROM generate_series(1, $1::int) RETURNING slot`,
);

const FREED = statement(
  SLOT,
  `SELECT slot FROM shredding_key WHERE state = 'freed' ORDER BY slot LIMIT $1
   FOR UPDATE SKIP LOCKED`,
);

const OFFER = `UPDATE shredding_key SET state = 'free', freed_at = NULL WHERE slot = ANY ($1::int[])`;
