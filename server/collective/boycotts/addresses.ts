import { col, statement, type Sql } from '#server/database/sql.ts';
import { showsBoycott } from './json.ts';

/** A list of pages must stay under 50,000 addresses: the oldest are found through others. */
const MAX_LISTED = 2_000;

/** The boycotts last proposed that others took up, each with the day that it last came to another step, if it is told. */
export function listBoycottAddresses(
  sql: Sql,
): Promise<{ id: string; changedOn: string | null }[]> {
  return sql(ADDRESSES);
}

const DAY = (moment: string): string => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
const ADDRESSES = statement(
  { id: col.text, changedOn: col.text.orNull },
  `
  SELECT b.id, COALESCE(b.ended_on::text, ${DAY('b.on_from')}, ${DAY('b.pledging_from')},
         ${DAY('b.proposed_at')}) AS "changedOn"
    FROM boycott b WHERE ${showsBoycott('b')} AND b.state <> 'proposed' AND (b.state <> 'failed' OR b.pledging_from IS NOT NULL)
   ORDER BY b.proposed_at DESC, b.id DESC LIMIT ${MAX_LISTED}`,
);
