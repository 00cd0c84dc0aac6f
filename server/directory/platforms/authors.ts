import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';

/** The member's pseudonymous author on a platform; created with her first evidence there. */
export async function findOrCreateAuthor(
  tx: Db,
  memberId: string,
  platformId: string,
): Promise<string> {
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
