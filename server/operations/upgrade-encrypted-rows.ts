import { SEALED_EVIDENCE } from '#server/collective/private-evidence/actions.ts';
import { upgradeMemberAliases } from '#server/collective/boycotts/upgrade-member-aliases.ts';
import { SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { upgradeToRowKeys } from '#server/database/shredding/re-encrypt-rows.ts';
import { makeMemberKeys } from '#server/identity/members/member-key.ts';

/**
 * Maximum size of a table that is rewritten; a larger one would stay locked for longer than a request
 * may wait.
 */
const LARGEST_BYTES = 32 * 1024 * 1024;

/**
 * Gives each member her key beforehand, and does what `upgradeEncryptedRows` does, for rows that a process
 * of an older version wrote meanwhile.
 */
export async function makeKeysAndUpgradeRows(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<void> {
  await makeMemberKeys(database, secrets);
  await upgradeEncryptedRows(database, secrets, now);
}

/**
 * Gives each row of versions without keys of rows a key of its own. Then rewrites the tables that had
 * such rows, except large ones, so that their files no longer hold what was encrypted under the site's
 * secret alone. The write-ahead log holds it until PostgreSQL reuses its segments.
 */
export async function upgradeEncryptedRows(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<void> {
  for (const table of [...SEALED_MESSAGES, SEALED_EVIDENCE]) {
    const sealed = await upgradeToRowKeys(database, secrets, table);
    if (sealed > 0) await writeAnew(database, table.table);
  }
  const moved = await upgradeMemberAliases(database, secrets, now);
  if (moved === 0) return;
  await writeAnew(database, 'boycott_seconder');
  await writeAnew(database, 'boycott_token');
}

async function writeAnew({ sql }: Database, table: string): Promise<void> {
  const [size] = await sql(
    statement({ bytes: col.float }, `SELECT pg_total_relation_size($1::regclass)::float8 AS bytes`),
    [table],
  );
  if (size !== undefined && size.bytes <= LARGEST_BYTES) await sql(`VACUUM FULL ${table}`);
}
