import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';

/**
 * The error for a missing subject such as `payout/3k9…`; the log tells whether it existed.
 * @returns an AppError withdrawn where the author withdrew it, else not-found.
 */
export async function notFoundOrWithdrawn(tx: Db, subject: string): Promise<AppError> {
  const [kind] = subject.split('/');
  const taken = await tx.recordEntry.findFirst({
    where: { subject, kind: `${kind}-withdrawn` },
    select: { id: true },
  });
  return new AppError(taken === null ? 'not-found' : 'withdrawn');
}
