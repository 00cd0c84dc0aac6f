import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { authorSaltsSql, commitEntry } from '#server/transparency-log/append-entries.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import type { SnapshotExtra } from './demo-snapshot.ts';

/**
 * Recomputes the commitments of a record that is not signed yet for the current rows, in the current
 * form: of the last act on each subject, and of each act that wrote a row. Triggers, which forbid
 * such changes otherwise, must be disabled. Earlier acts keep commitments that nobody can ever open.
 */
export async function recomputeCommitments(tx: Db, rows: SnapshotExtra['rows']): Promise<void> {
  const { sql } = tx;
  const acts = await sql(OPENED);
  const named = acts.map((act) => ({ ...act, name: rows[act.id] ?? act.subject }));
  const contents = await loadCommittedContents(
    tx,
    named.map(({ name }) => name),
  );
  const anew = named
    .filter(({ name }) => contents.has(name))
    .map(({ id, kind, subject, salt, name }) => ({
      id,
      ...commitEntry(kind, subject, salt, contents.get(name)),
    }));
  await sql(
    `UPDATE record_entry e SET commitment = a.commitment, words = a.words, author = a.author,
            form = a.form
       FROM json_to_recordset($1::text::json)
            AS a (id bigint, commitment text, words text, author text, form int)
      WHERE e.id = a.id`,
    [JSON.stringify(anew)],
  );
  await sql(
    authorSaltsSql(
      `json_to_recordset($1::text::json) AS a (author text, author_salt text, author_key text)`,
    ),
    [JSON.stringify(anew)],
  );
}

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

const OPENED = statement(
  { id: col.text, kind: col.text, subject: col.text, salt: col.text },
  `
  SELECT id::text AS id, kind, subject, salt FROM (
    SELECT DISTINCT ON (subject) id, kind, subject, salt FROM record_entry
     WHERE kind IN (${kindListSql([...CONTENT, ...END])})
     ORDER BY subject, id DESC) e
   WHERE salt IS NOT NULL AND kind IN (${kindListSql(CONTENT)})
  UNION ALL
  SELECT id::text, kind, subject, salt FROM record_entry
   WHERE salt IS NOT NULL AND kind IN (${kindListSql(entryKindsCommittingTo('row'))})`,
);
