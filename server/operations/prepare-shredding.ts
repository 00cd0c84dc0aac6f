import { SEALED_EVIDENCE } from '#server/collective/private-evidence/actions.ts';
import { moveOldMemberAliases } from '#server/collective/boycotts/move-old-member-aliases.ts';
import { SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sealOldRows } from '#server/database/shredding/reseal.ts';
import { makeMemberKeys } from '#server/identity/members/member-key.ts';

/**
 * Maximum size of a table that is rewritten; a larger one would stay locked for longer than a request
 * may wait.
 */
const LARGEST_BYTES = 32 * 1024 * 1024;

/**
 * Gives each member her key beforehand, and does what `replaceOlderRows` does, for rows that a process
 * of an older version wrote meanwhile.
 */
export async function prepareShredding(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<void> {
  await makeMemberKeys(database, secrets);
  await replaceOlderRows(database, secrets, now);
}

/**
 * Gives each row of versions without keys of rows a key of its own. Then rewrites the tables that had
 * such rows, except large ones, so that their files no longer hold what was encrypted under the site's
 * secret alone. The write-ahead log holds it until PostgreSQL reuses its segments.
 */
export async function replaceOlderRows(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<void> {
  for (const table of [...SEALED_MESSAGES, SEALED_EVIDENCE]) {
    const sealed = await sealOldRows(database, secrets, table);
    if (sealed > 0) await writeAnew(database, table.table);
  }
  const moved = await moveOldMemberAliases(database, secrets, now);
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
