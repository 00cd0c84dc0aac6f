import type { Viewer } from '#server/http/viewer.ts';
import { base64Sql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type { CopyResponse } from '#shared/evidence/workbook-copy.ts';

/**
 * Finds the viewer's encrypted copy; without its bytes where the device already has this version.
 * @throws AppError not-found where there is none.
 */
export async function findEncryptedWorkbookCopy(
  sql: Sql,
  viewer: Viewer,
  known: number | undefined,
): Promise<CopyResponse> {
  const [copy] = await sql(
    statement(
      { version: col.int, bytes: col.int, data: col.text.orNull },
      `SELECT version, octet_length(data) AS bytes,
            CASE WHEN version = $2 THEN NULL ELSE ${base64Sql('data')} END AS data
       FROM workbook_copy WHERE member_id = $1`,
    ),
    [viewer.id, known ?? 0],
  );
  return requireFound(copy);
}
