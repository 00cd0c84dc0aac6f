import { col, statement, type Sql } from '#server/database/sql.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';

/**
 * Maximum number of boycotts in the sitemap, which holds at most 50,000 addresses; older ones are
 * reachable through other pages.
 */
const MAX_LISTED = 2_000;

/**
 * Lists the latest visible boycotts for the sitemap, each with the last known day of a step. Calls
 * that are still being seconded, or failed before pledging, are left out.
 */
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
    FROM boycott b WHERE ${isBoycottVisibleSql('b')} AND b.state <> 'proposed' AND (b.state <> 'failed' OR b.pledging_from IS NOT NULL)
   ORDER BY b.proposed_at DESC, b.id DESC LIMIT ${MAX_LISTED}`,
);
