import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import {
  isInvolvedInSubjectSql,
  representsPlatformSql,
} from '#server/public-schema/member-involvement.ts';

/**
 * SQL: whether member `who` may not decide on reply `r`: she is involved in the subject that it
 * answers, or represents the platform that it is about.
 */
export function hasConflictInReplySql(who: string): string {
  return `(${isInvolvedInSubjectSql(who, 'r.subject')} OR ${representsPlatformSql(who, 'r.platform_id')})`;
}

/**
 * Throws when a member has a conflict of interest in a reply.
 * @throws AppError not-allowed.
 */
export async function requireNoConflictInReply(
  tx: Db,
  memberId: string,
  id: string,
): Promise<void> {
  const mine = await tx.sql(
    `SELECT 1 FROM reply r WHERE r.id = $2 AND ${hasConflictInReplySql('$1')}`,
    [memberId, id],
  );
  if (mine > 0) throw new AppError('not-allowed');
}
