import { createHash } from 'node:crypto';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

// Independent of the seed: password hash, values drawn by the site's own actions (ids of platforms
// and categories, salts), and migration times.
const OUTSIDE = new Set(['password_hash', 'owner', 'salt', 'commitment', 'seq']);
const MADE = [
  'member',
  'author',
  'client',
  'task',
  'payout',
  'slip',
  'payout_publication',
  'review',
  'incident',
  'task_report',
  'client_review',
  'forum_thread',
  'forum_post',
  'forum_post_version',
  'forum_read',
  'follow',
];

/** A hash of each table's rows that depend on the seed. */
export async function digestOf({ sql }: Database): Promise<Record<string, string>> {
  const named = await sql(
    statement(
      { id: col.text, slug: col.text },
      'SELECT id, slug FROM platform UNION ALL SELECT id, slug FROM forum_category',
    ),
  );
  const slugs = new Map(named.map(({ id, slug }) => [id, slug]));
  const digests: Record<string, string> = {};
  for (const table of MADE) {
    const rows = await sql(
      statement(
        { row: col.json<Record<string, unknown>>() },
        `SELECT to_jsonb(t) AS row FROM ${table} t`,
      ),
    );
    const texts = rows.map(({ row }) =>
      JSON.stringify(Object.entries(row).filter(([name]) => !OUTSIDE.has(name))).replaceAll(
        /[0-9a-z]{12}/g,
        (id) => slugs.get(id) ?? id,
      ),
    );
    digests[table] = createHash('sha256').update(texts.toSorted().join('\n')).digest('hex');
  }
  return digests;
}
