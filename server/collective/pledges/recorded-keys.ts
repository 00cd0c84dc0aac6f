import canonicalize from 'canonicalize';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { entryKindsCommittingTo } from '#server/transparency-log/entry-kinds.ts';
import { commitmentOf } from '#server/transparency-log/append-entries.ts';
import type { RecordedKeysResponse } from '#shared/collective/pledges.ts';

const NONE: RecordedKeysResponse = { leaf: null, salt: null, content: null };

/**
 * Finds the last recorded act that commits to the boycott's public row, including its keys, and the
 * salt that opens the commitment. All fields are null while the act waits for its leaf, and when a
 * decision changed the shown row since.
 * @throws AppError not-found.
 */
export async function findRecordedKeys(tx: Db, boycottId: string): Promise<RecordedKeysResponse> {
  const subject = `boycott/${boycottId}`;
  const [last] = await tx.sql(
    statement(
      { leaf: col.int.orNull, salt: col.text.orNull, commitment: col.text, hasKeys: col.bool },
      `SELECT e.leaf::int AS leaf, e.salt, e.commitment,
            EXISTS (SELECT 1 FROM boycott_key k WHERE k.boycott_id = $2) AS "hasKeys"
       FROM record_entry e WHERE e.subject = $1 AND e.kind = ANY($3::text[])
      ORDER BY e.id DESC LIMIT 1`,
    ),
    [subject, boycottId, entryKindsCommittingTo('content')],
  );
  const { leaf, salt, commitment, hasKeys } = requireFound(last);
  if (leaf === null || salt === null || !hasKeys) return NONE;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  if (content === undefined || commitmentOf(salt, content) !== commitment) return NONE;
  return { leaf, salt, content: canonicalize(content) ?? 'null' };
}
