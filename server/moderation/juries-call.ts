import type { Db } from '#server/db.ts';

/** Hands a contested case, or an appeal, to people who did not decide it. */
export async function callJury(
  tx: Db,
  { caseId }: { readonly caseId: string; readonly appealId?: string },
  _now: Date,
): Promise<void> {
  await tx.moderationCase.update({
    where: { id: caseId },
    data: { state: 'jury', takenBy: null, takenUntil: null },
  });
}
