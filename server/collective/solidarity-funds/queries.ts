import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { FundsResponse } from '#shared/collective/solidarity-funds.ts';
import { fundsJsonSql, TAKES_FUNDS_SQL } from './sql-fragments.ts';

/** Maximum boycotts whose funds are listed. */
const MAX_BOYCOTTS = 50;

/**
 * Finds the funds of the boycotts that are open for pledges or on: the same for every member, since the
 * site does not know who pledged in which.
 */
export async function findFunds(sql: Sql, viewer: Viewer | null): Promise<FundsResponse> {
  return { boycotts: await sql(FUNDS, [viewer?.id ?? null]) };
}

const FUNDS = statement(
  {
    id: col.text,
    title: col.text,
    funds: col.json<FundsResponse['boycotts'][number]['funds']>(),
  },
  `
  SELECT b.id, b.title, ${fundsJsonSql('$1')} AS funds FROM boycott b
   WHERE ${TAKES_FUNDS_SQL} AND EXISTS (SELECT 1 FROM solidarity_fund f
     WHERE f.boycott_id = b.id AND f.taken_off_on IS NULL)
   ORDER BY b.state, b.id LIMIT ${MAX_BOYCOTTS}`,
);
