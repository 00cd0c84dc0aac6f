import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { AuthoredKind } from '#server/database/predicates/public-author-key.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';

/**
 * Finds the member's author on a platform, for evidence of a kind that she is about to post; creates
 * it with her first evidence there. With the first of a kind its public key is drawn: a backup from
 * before does not hold it.
 */
export async function findOrCreateAuthor(
  tx: Db,
  memberId: string,
  platformId: string,
  kind: AuthoredKind,
): Promise<string> {
  const id = await findAuthor(tx, memberId, platformId);
  if (kind === 'payout') return id;
  // Of two concurrent forms the second sees what the first posted.
  await tx.sql('SELECT 1 FROM author WHERE id = $1 FOR NO KEY UPDATE', [id]);
  await tx.sql(DRAW_FIRST_KEY[kind], [id, randomId()]);
  return id;
}

async function findAuthor(tx: Db, memberId: string, platformId: string): Promise<string> {
  const { sql } = tx;
  const of = [memberId, platformId];
  const [known] = await sql(AUTHOR, of);
  if (known !== undefined) return known.id;
  // Two concurrent forms may both be the first.
  const [made] = await sql(MAKE_AUTHOR, [
    ...of,
    randomId(),
    randomId(),
    randomId(),
    randomId(),
    randomId(),
    randomId(),
  ]);
  if (made !== undefined) return made.id;
  const [other] = await sql(AUTHOR, of);
  return requireFound(other).id;
}

const has = (table: string): string => `EXISTS (SELECT 1 FROM ${table} t WHERE t.author_id = a.id)`;
const drawWithout = (kind: AuthoredKind, there: string): string =>
  `UPDATE author a SET ${kind}_key = $2 WHERE a.id = $1 AND NOT ${there}`;
const DRAW_FIRST_KEY: Readonly<Record<Exclude<AuthoredKind, 'payout'>, string>> = {
  incident: drawWithout('incident', `${has('incident')} AND NOT ${has('incident_echo')}`),
  review: drawWithout('review', has('review')),
  task: drawWithout('task', has('task_report')),
  client: drawWithout('client', has('client_review')),
};

const AUTHOR = statement(
  { id: col.text },
  'SELECT id FROM author WHERE member_id = $1 AND platform_id = $2',
);
const MAKE_AUTHOR = statement(
  { id: col.text },
  `
  INSERT INTO author (member_id, platform_id, id, payout_key, incident_key, review_key, task_key, client_key)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (member_id, platform_id) DO NOTHING RETURNING id`,
);
