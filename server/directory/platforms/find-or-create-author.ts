import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';

/**
 * Finds the member's author on a platform; creates it with her first evidence there.
 * @returns its id.
 */
export async function findOrCreateAuthor(
  { sql }: Db,
  memberId: string,
  platformId: string,
): Promise<string> {
  const of = [memberId, platformId];
  const [known] = await sql(AUTHOR, of);
  if (known !== undefined) return known.id;
  // Two concurrent forms may both be the first.
  const [made] = await sql(MAKE_AUTHOR, [...of, randomId()]);
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
  INSERT INTO author (member_id, platform_id, id) VALUES ($1, $2, $3)
  ON CONFLICT (member_id, platform_id) DO NOTHING RETURNING id`,
);
