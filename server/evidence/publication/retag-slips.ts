import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { slipOwner, slipOwnerKey } from './load-report.ts';

/**
 * Recomputes the owner tags of slips and of what they spent, from the key of one site to that of
 * another. Tags of members who left stay as they are: nobody can compute them any more.
 */
export async function retagSlips(tx: Db, from: Secrets, to: Secrets): Promise<void> {
  const keys = { from: slipOwnerKey(from), to: slipOwnerKey(to) };
  const tags = (await tx.sql(OWNERS)).map(({ salt, platformId }) => ({
    before: slipOwner(keys.from, salt, platformId),
    after: slipOwner(keys.to, salt, platformId),
  }));
  for (const table of ['slip', 'publication_spending'] as const) {
    await tx.sql(
      `UPDATE ${table} s SET owner = t.after
         FROM json_to_recordset($1::text::json) AS t (before text, after text)
        WHERE s.owner = t.before`,
      [JSON.stringify(tags)],
    );
  }
}

const OWNERS = statement(
  { salt: col.text, platformId: col.text },
  `
  SELECT DISTINCT m.publication_salt AS salt, a.platform_id AS "platformId"
    FROM author a JOIN member m ON m.id = a.member_id`,
);
