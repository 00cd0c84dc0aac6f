import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { entryKindsCommittingTo } from '#server/transparency-log/entry-kinds.ts';
import { commitmentOf } from '#server/transparency-log/append-entries.ts';
import type { SnapshotExtra } from './demo-snapshot.ts';

/**
 * Recomputes the commitments of a record that is not signed yet for the current rows: of the last
 * act on each subject, and of each act that wrote a row. Triggers, which forbid such changes
 * otherwise, must be disabled. Earlier acts keep commitments that nobody can ever open.
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
    .map(({ id, salt, name }) => ({ id, commitment: commitmentOf(salt, contents.get(name)) }));
  await sql(
    `UPDATE record_entry e SET commitment = a.commitment
       FROM json_to_recordset($1::text::json) AS a (id bigint, commitment text) WHERE e.id = a.id`,
    [JSON.stringify(anew)],
  );
}

const listed = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

const OPENED = statement(
  { id: col.text, subject: col.text, salt: col.text },
  `
  SELECT id::text AS id, subject, salt FROM (
    SELECT DISTINCT ON (subject) id, kind, subject, salt FROM record_entry
     WHERE kind IN (${listed([...entryKindsCommittingTo('content'), ...entryKindsCommittingTo('end')])})
     ORDER BY subject, id DESC) e
   WHERE salt IS NOT NULL AND kind IN (${listed(entryKindsCommittingTo('content'))})
  UNION ALL
  SELECT id::text, subject, salt FROM record_entry
   WHERE salt IS NOT NULL AND kind IN (${listed(entryKindsCommittingTo('row'))})`,
);
