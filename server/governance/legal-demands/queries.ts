import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  DEMANDS_A_PAGE,
  DEMAND_SENDERS,
  DEMAND_ASKS,
  DEMAND_OUTCOMES,
  type DemandsResponse,
} from '#shared/governance/legal-demands.ts';

export async function findLegalDemands(sql: Sql, page: number): Promise<DemandsResponse> {
  const demands = await sql(
    statement(
      {
        id: col.text,
        sender: col.oneOf(DEMAND_SENDERS),
        receivedOn: col.text,
        asks: col.oneOf(DEMAND_ASKS),
        what: col.text.orNull,
        outcome: col.oneOf(DEMAND_OUTCOMES),
        answer: col.text.orNull,
        answeredOn: col.text.orNull,
        withheld: col.bool,
      },
      `SELECT id, sender, received_on::text AS "receivedOn", asks,
            CASE WHEN withheld THEN NULL ELSE what END AS what, outcome,
            CASE WHEN withheld THEN NULL ELSE answer END AS answer,
            answered_on::text AS "answeredOn", withheld
       FROM legal_demand ORDER BY received_on DESC, id LIMIT $1::int OFFSET $2::int`,
    ),
    [DEMANDS_A_PAGE, (page - 1) * DEMANDS_A_PAGE],
  );
  const [{ count } = { count: 0 }] = await sql(
    statement({ count: col.int }, 'SELECT count(*)::int AS count FROM legal_demand'),
  );
  return { demands, count, page, pages: Math.max(1, Math.ceil(count / DEMANDS_A_PAGE)) };
}
