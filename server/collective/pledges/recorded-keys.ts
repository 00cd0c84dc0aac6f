import canonicalize from 'canonicalize';
import {
  loadCommittedContents,
  partsOfContent,
} from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { entryKindsCommittingTo } from '#shared/transparency-log/entry-kinds.ts';
import { commitsTo } from '#server/transparency-log/append-entries.ts';
import { APART_FORM, factsOfForm, saltOfPart } from '#shared/transparency-log/commitments.ts';
import type { RecordedKeysResponse } from '#shared/collective/pledges.ts';

const NONE: RecordedKeysResponse = { leaf: null, salt: null, content: null, words: null };

/**
 * Finds the last recorded act that commits to the boycott's public row, including its keys, and the
 * opening of its commitment: of the facts alone if the act committed to facts and words apart. All
 * fields are null while the act waits for its leaf, and if a decision has changed the shown row since.
 * @throws AppError not-found.
 */
export async function findRecordedKeys(tx: Db, boycottId: string): Promise<RecordedKeysResponse> {
  const subject = `boycott/${boycottId}`;
  const [last] = await tx.sql(
    statement(
      {
        leaf: col.int.orNull,
        salt: col.text.orNull,
        commitment: col.text,
        words: col.text.orNull,
        author: col.text.orNull,
        form: col.int,
        hasKeys: col.bool,
      },
      `SELECT e.leaf::int AS leaf, e.salt, e.commitment, e.words, e.author, e.form,
            EXISTS (SELECT 1 FROM boycott_key k WHERE k.boycott_id = $2) AS "hasKeys"
       FROM record_entry e WHERE e.subject = $1 AND e.kind = ANY($3::text[])
      ORDER BY e.id DESC LIMIT 1`,
    ),
    [subject, boycottId, entryKindsCommittingTo('content')],
  );
  const { leaf, salt, commitment, words, author, form, hasKeys } = requireFound(last);
  if (leaf === null || salt === null || !hasKeys) return NONE;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  const entry = { subject, form, salt, commitment, author };
  const parts = partsOfContent(subject, content);
  if (parts === null || !commitsTo(entry, content)) return NONE;
  const facts = factsOfForm(form, parts);
  if (form < APART_FORM || words === null) {
    return { leaf, salt, content: canonicalize({ ...facts, ...parts.words }) ?? '', words: null };
  }
  return {
    leaf,
    salt: saltOfPart('facts', salt),
    content: canonicalize(facts) ?? '',
    words: words + (author ?? ''),
  };
}
