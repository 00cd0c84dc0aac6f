import type { Db } from '#server/database/db.ts';
import { linesOf } from './lines.ts';

/**
 * Deletion by kind: a withdrawn thing is deleted; a post keeps its position, a boycott its steps,
 * as on the original site.
 */
const GONE: Readonly<Record<string, string>> = {
  payout: 'payout',
  incident: 'incident',
  review: 'review',
  'client-review': 'client_review',
  'task-report': 'task_report',
  guess: 'client_guess',
  reply: 'reply',
  dispute: 'revision_dispute',
  voice: 'proof_voice',
  opinion: 'check_opinion',
  thread: 'forum_thread',
};

/**
 * Removes from restored data everything withdrawn or erased since: a dump may be older than the
 * list.
 * @param path of the list below `folder`.
 * @returns how many things were removed.
 */
export async function applyErasures(
  tx: Db,
  folder: string,
  path: string,
  now: Date,
): Promise<number> {
  const { sql } = tx;
  let erased = 0;
  for await (const lines of linesOf(folder, path)) {
    const batch = [`[${lines.join(',')}]`];
    const among = (kind: string): string => `SELECT split_part(e.subject, '/', 2)
      FROM json_to_recordset($1::text::json) AS e(subject text) WHERE e.subject LIKE '${kind}/%'`;
    const steps = [
      ...Object.entries(GONE).map(
        ([kind, table]) => `DELETE FROM ${table} WHERE id IN (${among(kind)})`,
      ),
      `UPDATE legal_demand SET withheld = true, what = NULL, answer = NULL
        WHERE NOT withheld AND id IN (${among('legal-demand')})`,
      `DELETE FROM screenshot WHERE post_id IN (${among('post')})`,
      `DELETE FROM forum_post_version WHERE post_id IN (${among('post')})`,
      `DELETE FROM boycott_version WHERE boycott_id IN (${among('boycott')})`,
      `UPDATE boycott SET title = '', grievance = '', demands = '', partaking = '', ends_when = '',
              cards = '[]', outcome_text = NULL, look_back = NULL, member_id = NULL
        WHERE title <> '' AND id IN (${among('boycott')})`,
    ];
    for (const step of steps) erased += await sql(step, batch);
    erased += await sql(
      `UPDATE forum_post SET text = NULL, html = NULL, cards = '[]', member_id = NULL,
              edited_at = NULL, withdrawn_on = $2::date
        WHERE text IS NOT NULL AND id IN (${among('post')})`,
      [...batch, now.toISOString()],
    );
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
