import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type { AccountResponse } from '#shared/identity/accounts.ts';
import { recoveryPhraseNeedsPassword } from './rules.ts';
import type { Viewer } from '#server/http/viewer.ts';

export async function findAccount(
  sql: Sql,
  { id, pseudonym, language, established }: Viewer,
  now: Date,
): Promise<AccountResponse> {
  const [row] = await sql(
    statement(
      {
        createdAt: col.moment,
        recoveryHash: col.text.orNull,
        sessions: col.int,
        hasWorkbookCopy: col.bool,
      },
      `SELECT m.created_at AS "createdAt", m.recovery_hash AS "recoveryHash",
            (SELECT count(*)::int FROM session s
              WHERE s.member_id = m.id AND s.expires_at > $2) AS sessions,
            EXISTS (SELECT 1 FROM workbook_copy c WHERE c.member_id = m.id) AS "hasWorkbookCopy"
       FROM member m WHERE m.id = $1`,
    ),
    [id, now.toISOString()],
  );
  const { createdAt, recoveryHash, sessions, hasWorkbookCopy } = requireFound(row);
  return {
    pseudonym,
    language,
    established,
    hasRecoveryPhrase: recoveryHash !== null,
    phraseAsksPassword: recoveryPhraseNeedsPassword({ createdAt, recoveryHash }, now),
    sessions,
    hasWorkbookCopy,
  };
}
