import type { Db } from '#server/database/db.ts';
import { PUBLIC_TABLES } from '#server/public-schema/all-tables.ts';
import { withdrawalStatementsSql } from '#server/public-schema/public-table.ts';
import { today } from '#shared/core/days.ts';
import { readLineBatches } from './read-rows.ts';

/** Public tables whose rows can be withdrawn. */
const WITHDRAWABLE = PUBLIC_TABLES.filter(
  ({ subject, takenBack }) => subject !== null && takenBack !== undefined,
);

/**
 * Removes from restored data everything that the list of erasures names: a dump may be older than
 * the list.
 * @param path of the list below `folder`.
 * @returns how many rows were removed or emptied.
 */
export async function applyErasures(
  tx: Db,
  folder: string,
  path: string,
  now: Date,
): Promise<number> {
  const { sql } = tx;
  const day = today(now);
  let erased = 0;
  for await (const lines of readLineBatches(folder, path)) {
    const batch = [`[${lines.join(',')}]`];
    for (const entry of WITHDRAWABLE) {
      const ids = `SELECT split_part(e.subject, '/', 2)
        FROM json_to_recordset($1::text::json) AS e(subject text) WHERE e.subject LIKE '${entry.subject}/%'`;
      for (const step of withdrawalStatementsSql(entry, ids, day)) erased += await sql(step, batch);
    }
    await sql(
      // The act of a withdrawal stays public.
      `UPDATE record_entry SET salt = NULL
        WHERE salt IS NOT NULL AND kind !~ '-(withdrawn|erased)$' AND subject IN (
         SELECT e.subject FROM json_to_recordset($1::text::json) AS e(subject text)
          WHERE e.subject !~ '^(client|legal-demand)/')
        AND kind !~ '-(hidden|removed|veiled|restored|left-standing)$'`,
      batch,
    );
  }
  if (erased > 0) {
    await sql(`INSERT INTO stale_figures (kind, subject)
      SELECT 'platform', id FROM platform UNION ALL SELECT 'task', id FROM task
      UNION ALL SELECT 'client', id FROM client WHERE root_id = id`);
  }
  return erased;
}
