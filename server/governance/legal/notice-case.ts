import type { Db } from '#server/database/db.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import { findSettledCase } from '#server/governance/cases/settled-case.ts';
import { MAX_NOTICE_CASES_PER_HOUR, noticeDeadline } from '#shared/governance/legal.ts';
import { findSubjectAtAddress } from '#server/governance/cases/subject-at-address.ts';

const HOUR_MS = 3_600_000;
/** Maximum number of waiting notices that one run examines. */
const WAITING_READ = 500;

/**
 * The case that answers a notice, null for none, and whether it was decided before the notice came.
 */
export type NoticeCase = { readonly caseId: string | null; readonly settled: boolean };

/**
 * Finds or opens the case about the subject that a place shows. Without a single subject there is
 * no case; nor when notices have opened the hour's maximum of cases: then the notice waits. An
 * earlier decision for the same reason on an unchanged subject stands.
 */
export async function findOrOpenNoticeCase(
  tx: Db,
  place: string,
  { receivedAt, aboutMinors }: { receivedAt: Date; aboutMinors: boolean },
  now: Date,
): Promise<NoticeCase> {
  const subject = await findSubjectAtAddress(tx, place);
  if (subject === null) return { caseId: null, settled: false };
  const name = `${subject.kind}/${subject.id}`;
  const before = await findSettledCase(tx, name, 'illegal');
  if (before !== null) return { caseId: before, settled: true };
  if (!(await mayOpen(tx, name, aboutMinors, now))) return { caseId: null, settled: false };
  const dueAt = noticeDeadline(receivedAt);
  const wanted = { subject, origin: 'notice', reason: 'illegal', dueAt } as const;
  return { caseId: (await findOrOpenCase(tx, wanted, now)).id, settled: false };
}

/**
 * Opens the cases of waiting notices, oldest first, with the deadline of their arrival.
 * @returns how many notices a case answers now.
 */
export async function openWaitingNoticeCases(tx: Db, now: Date): Promise<number> {
  const waiting = await tx.notice.findMany({
    where: { endedAt: null, caseId: null },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: WAITING_READ,
    select: { id: true, url: true, receivedAt: true },
  });
  let taken = 0;
  for (const { id, url, receivedAt } of waiting) {
    // When the case was decided meanwhile, the notice ends with those of closed cases.
    const { caseId } = await findOrOpenNoticeCase(tx, url, { receivedAt, aboutMinors: false }, now);
    if (caseId === null) continue;
    const { count } = await tx.notice.updateMany({
      where: { id, endedAt: null, caseId: null },
      data: { caseId },
    });
    taken += count;
  }
  return taken;
}

/**
 * Whether a case is open already, or notices may open one more this hour; the limit is higher for
 * notices about minors.
 */
async function mayOpen(tx: Db, name: string, aboutMinors: boolean, now: Date): Promise<boolean> {
  const where = { subject: name, state: { not: 'closed' } };
  if ((await tx.moderationCase.findFirst({ where, select: { id: true } })) !== null) return true;
  const since = new Date(now.getTime() - HOUR_MS);
  const opened = await tx.moderationCase.count({
    where: { origin: 'notice', openedAt: { gt: since } },
  });
  return opened < MAX_NOTICE_CASES_PER_HOUR * (aboutMinors ? 2 : 1);
}
