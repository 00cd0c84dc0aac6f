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
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';

/** The answer while no recorded act has the keys. */
export const NO_RECORDED_KEYS: RecordedKeysResponse = {
  leaf: null,
  salt: null,
  content: null,
  words: null,
};

/**
 * Finds the last recorded act that commits to a subject's public row, and the opening of its commitment:
 * of the facts alone if the act committed to facts and words apart. All fields are null while the act
 * waits for its leaf, and if a decision has changed the shown row since.
 * @throws AppError not-found.
 */
export async function openRecordedContent(tx: Db, subject: string): Promise<RecordedKeysResponse> {
  const [last] = await tx.sql(
    statement(
      {
        leaf: col.int.orNull,
        salt: col.text.orNull,
        commitment: col.text,
        words: col.text.orNull,
        author: col.text.orNull,
        form: col.int,
      },
      `SELECT e.leaf::int AS leaf, e.salt, e.commitment, e.words, e.author, e.form
       FROM record_entry e WHERE e.subject = $1 AND e.kind = ANY($2::text[])
      ORDER BY e.id DESC LIMIT 1`,
    ),
    [subject, entryKindsCommittingTo('content')],
  );
  const { leaf, salt, commitment, words, author, form } = requireFound(last);
  if (leaf === null || salt === null) return NO_RECORDED_KEYS;
  const content = (await loadCommittedContents(tx, [subject])).get(subject);
  const entry = { subject, form, salt, commitment, author };
  const parts = partsOfContent(subject, content);
  if (parts === null || !commitsTo(entry, content)) return NO_RECORDED_KEYS;
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

/**
 * SQL: the index of the last leaf of a subject and kind; null before a signed checkpoint covers it.
 * Both are SQL.
 */
export function toldLeafSql(subject: string, kind: string): string {
  return `(SELECT max(e.leaf)::float8 FROM record_entry e
    WHERE e.subject = ${subject} AND e.kind = ${kind}
      AND e.leaf < (SELECT max(c.size) FROM record_checkpoint c))`;
}
