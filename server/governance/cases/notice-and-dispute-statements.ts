import { col, statement, type Sql } from '#server/database/sql.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';

/** Finds the statements of notices and disputes about a case's subject; never who sent a notice. */
export function findNoticeAndDisputeStatements(
  sql: Sql,
  caseId: string,
): Promise<CaseResponse['statements']> {
  return sql(
    statement(
      {
        origin: col.oneOf(['notice', 'dispute']),
        text: col.text,
        domain: col.text.orNull,
        on: col.text,
      },
      `SELECT 'notice' AS origin, n.reasons AS text, NULL AS domain,
            (n.received_at AT TIME ZONE 'UTC')::date::text AS on
       FROM notice n WHERE n.case_id = $1 AND n.reasons <> ''
      UNION ALL
     SELECT 'dispute', d.reasons, d.domain, (d.received_at AT TIME ZONE 'UTC')::date::text
       FROM domain_dispute d WHERE d.case_id = $1 AND d.reasons <> '' ORDER BY 4, 2`,
    ),
    [caseId],
  );
}
