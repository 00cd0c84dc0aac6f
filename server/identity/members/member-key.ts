import type { Secrets } from '#server/core/secrets.ts';
import type { Database, Db } from '#server/database/db.ts';
import {
  isKey,
  keyCheck,
  takeKey,
  takeKeys,
  type SlotKey,
} from '#server/database/shredding/keys.ts';
import { col, statement } from '#server/database/sql.ts';

const AT_ONCE = 500;

/** A member's key. `lostAt` is when the key that it replaces was found to be lost; null for most. */
export type MemberKey = { readonly key: Buffer; readonly lostAt: Date | null };

/**
 * Loads a member's key, which is destroyed with her account; makes one if it is missing or lost.
 * `makeMemberKeys` makes most of them beforehand: otherwise the write-ahead log would hold the
 * key's row beside the row that it encrypts.
 */
export async function findOrCreateMemberKey(
  tx: Db,
  secrets: Secrets,
  memberId: string,
  now: Date,
): Promise<MemberKey> {
  const known = await readKey(tx, secrets, memberId);
  if (known.key !== null) return { key: known.key, lostAt: known.lostAt };
  // Of concurrent requests one makes the key, and the others wait and read it.
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`member-key/${memberId}`]);
  const { key, lostAt: lostBefore, isThere } = await readKey(tx, secrets, memberId);
  if (key !== null) return { key, lostAt: lostBefore };
  const taken = await takeKey(tx, secrets);
  const lostAt = isThere ? now : null;
  const kept = { keySlot: taken.slot, keyCheck: keyCheck(taken.key), lostAt };
  await tx.memberKey.upsert({
    where: { memberId },
    create: { memberId, ...kept },
    update: kept,
  });
  return { key: taken.key, lostAt };
}

async function readKey(
  tx: Db,
  { shreddingKeys }: Secrets,
  memberId: string,
): Promise<{ key: Buffer | null; lostAt: Date | null; isThere: boolean }> {
  const row = await tx.memberKey.findUnique({ where: { memberId } });
  if (row === null) return { key: null, lostAt: null, isThere: false };
  const [read = null] = await shreddingKeys.read([row.keySlot]);
  return { key: isKey(read, row.keyCheck) ? read : null, lostAt: row.lostAt, isThere: true };
}

/** Makes the keys of all members without one. @returns their number. */
export async function makeMemberKeys(
  { prisma }: Pick<Database, 'prisma'>,
  secrets: Secrets,
): Promise<number> {
  for (let total = 0; ;) {
    const made = await prisma.$transaction((tx) => makeSome(tx, secrets));
    total += made;
    if (made < AT_ONCE) return total;
  }
}

async function makeSome(tx: Db, secrets: Secrets): Promise<number> {
  // Of two processes the second waits, and finds less to do.
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtextextended('member keys', 0))`);
  const members = await tx.sql(WITHOUT_KEY, [AT_ONCE]);
  const keys = await takeKeys(tx, secrets, members.length);
  await tx.memberKey.createMany({
    data: members.flatMap(({ id }, at) => rowOf(id, keys[at])),
  });
  return members.length;
}

function rowOf(memberId: string, taken: SlotKey | undefined) {
  if (taken === undefined) return [];
  return [{ memberId, keySlot: taken.slot, keyCheck: keyCheck(taken.key) }];
}

const WITHOUT_KEY = statement(
  { id: col.text },
  `
  SELECT m.id FROM member m
   WHERE NOT EXISTS (SELECT 1 FROM member_key k WHERE k.member_id = m.id)
   ORDER BY m.id LIMIT $1`,
);
