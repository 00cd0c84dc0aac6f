import type { Db } from '#server/database/db.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import type { NoticeOutcome } from '#shared/governance/legal.ts';

/**
 * Ends the notices that a case answers; erases their senders' names and e-mails for good.
 * @returns how many ended.
 */
export async function endNoticesOfCase(
  tx: Db,
  caseId: string,
  outcome: NoticeOutcome,
  now: Date,
): Promise<number> {
  const open = await tx.notice.findMany({
    where: { caseId, endedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const data = { endedAt: now, outcome, sender: '' };
  await tx.notice.updateMany({ where: { id: { in: open.map(({ id }) => id) } }, data });
  await appendEntries(
    tx,
    now,
    open.map(({ id }) => ({
      kind: 'notice-answered',
      subject: `notice/${id}`,
      content: { outcome, case: caseId },
    })),
  );
  return open.length;
}
