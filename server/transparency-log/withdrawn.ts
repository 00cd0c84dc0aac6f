import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';

/**
 * What to say of a thing that is not there, e.g. `payout/3k9…`: the record knows whether it was.
 * @returns an AppError withdrawn where its author took it back, else not-found.
 */
export async function missing(tx: Db, subject: string): Promise<AppError> {
  const [kind] = subject.split('/');
  const taken = await tx.recordEntry.findFirst({
    where: { subject, kind: `${kind}-withdrawn` },
    select: { id: true },
  });
  return new AppError(taken === null ? 'not-found' : 'withdrawn');
}
