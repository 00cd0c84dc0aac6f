import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { foldName } from '#shared/core/text.ts';
import type { Viewer } from './viewer.ts';

/** The key that pseudonyms of deleted accounts are hashed with. */
export function leftPseudonymKey(secrets: Secrets): Buffer {
  return secrets.keyFor('left pseudonyms');
}

/**
 * Keeps the pseudonym of a member who leaves from being taken by another, where she wrote in the
 * forum: posts that call or quote her would speak of a stranger. Only a keyed hash of it stays.
 */
export async function keepLeftPseudonym(tx: Db, viewer: Viewer, key: Buffer): Promise<void> {
  await tx.sql(
    `INSERT INTO left_pseudonym (hash)
     SELECT $2 WHERE EXISTS (SELECT 1 FROM forum_post WHERE member_id = $1)
         ON CONFLICT DO NOTHING`,
    [viewer.id, keyedHash(key, foldName(viewer.pseudonym))],
  );
}

/** Which of some folded pseudonyms were those of members who left posts behind. */
export async function findLeftPseudonyms(
  tx: Db,
  folded: readonly string[],
  key: Buffer,
): Promise<string[]> {
  const byHash = new Map(folded.map((name) => [keyedHash(key, name), name]));
  const rows = await tx.leftPseudonym.findMany({ where: { hash: { in: [...byHash.keys()] } } });
  return rows.flatMap(({ hash }) => byHash.get(hash) ?? []);
}

/** Whether a pseudonym was that of somebody who left posts behind. */
export async function isLeftPseudonym(tx: Db, pseudonym: string, key: Buffer): Promise<boolean> {
  const hash = keyedHash(key, foldName(pseudonym));
  return (await tx.leftPseudonym.count({ where: { hash } })) > 0;
}

/** Whether nobody may take a pseudonym now: a member has it, or had it and left posts behind. */
export async function isTaken(sql: Sql, pseudonym: string, key: Buffer): Promise<boolean> {
  const folded = foldName(pseudonym);
  const found = await sql(
    `SELECT 1 AS one FROM member WHERE pseudonym_key = $1
      UNION ALL SELECT 1 FROM left_pseudonym WHERE hash = $2 LIMIT 1`,
    [folded, keyedHash(key, folded)],
  );
  return found > 0;
}
