import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { foldName } from '#shared/core/text.ts';
import type { Viewer } from '#server/http/viewer.ts';

/** HMAC key for pseudonyms of deleted accounts. */
export function reservedPseudonymKey(secrets: Secrets): Buffer {
  return secrets.keyFor('left pseudonyms');
}

/**
 * Reserves the pseudonym of a member who leaves, if she wrote in the forum: mentions and quotes of her
 * would otherwise point to a stranger. Stores only a keyed hash.
 */
export async function reservePseudonym(tx: Db, viewer: Viewer, key: Buffer): Promise<void> {
  await tx.sql(
    `INSERT INTO left_pseudonym (hash)
     SELECT $2 WHERE EXISTS (SELECT 1 FROM forum_post WHERE member_id = $1)
         ON CONFLICT DO NOTHING`,
    [viewer.id, keyedHash(key, foldName(viewer.pseudonym))],
  );
}

/** Which of these folded pseudonyms belong to deleted accounts with posts. */
export async function findReservedPseudonyms(
  tx: Db,
  folded: readonly string[],
  key: Buffer,
): Promise<string[]> {
  const byHash = new Map(folded.map((name) => [keyedHash(key, name), name]));
  const rows = await tx.leftPseudonym.findMany({ where: { hash: { in: [...byHash.keys()] } } });
  return rows.flatMap(({ hash }) => byHash.get(hash) ?? []);
}

/** Whether a pseudonym belongs to a deleted account with posts. */
export async function isReservedPseudonym(
  tx: Db,
  pseudonym: string,
  key: Buffer,
): Promise<boolean> {
  const hash = keyedHash(key, foldName(pseudonym));
  return (await tx.leftPseudonym.count({ where: { hash } })) > 0;
}

/** Whether a pseudonym is unavailable: in use, or reserved for a deleted account. */
export async function isPseudonymTaken(sql: Sql, pseudonym: string, key: Buffer): Promise<boolean> {
  const folded = foldName(pseudonym);
  const found = await sql(
    `SELECT 1 AS one FROM member WHERE pseudonym_key = $1
      UNION ALL SELECT 1 FROM left_pseudonym WHERE hash = $2 LIMIT 1`,
    [folded, keyedHash(key, folded)],
  );
  return found > 0;
}
