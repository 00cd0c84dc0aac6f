import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';

const AT_ONCE = 1_000;

/**
 * Appends new commitments for rows that were so recent that the dump does not disclose their salts.
 * A copy vouches for what it shows; for the rest the original's record does.
 */
export async function appendNewCommitments(tx: Db, now: Date): Promise<void> {
  const rows = await tx.sql(UNOPENED);
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const subjects = rows.slice(at, at + AT_ONCE).map(({ subject }) => subject);
    const there = await loadCommittedContents(tx, subjects);
    await appendEntries(
      tx,
      now,
      subjects
        .filter((subject) => there.has(subject))
        .map((subject) => ({ kind: 'content-stated', subject })),
    );
  }
}

const UNOPENED = statement(
  { subject: col.text },
  `
  SELECT e.subject FROM (
    SELECT DISTINCT ON (subject) subject, kind, salt FROM record_entry
     WHERE kind IN (${kindListSql([...entryKindsCommittingTo('content'), ...entryKindsCommittingTo('end')])})
     ORDER BY subject, leaf DESC NULLS FIRST) e
   WHERE e.salt = '' AND e.kind IN (${kindListSql(entryKindsCommittingTo('content'))})`,
);
