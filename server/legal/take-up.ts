import { sqlIn, type Db } from '#server/db.ts';
import { settledReasons } from '#server/moderation/earlier.ts';
import { openCase } from '#server/moderation/open-case.ts';
import type { Subject } from '#server/moderation/subjects.ts';
import { NOTICE_CASES_AN_HOUR, noticeDueAt } from '#shared/legal.ts';
import { subjectAt } from './subject-of.ts';

const HOUR_MS = 3_600_000;
/** Looked at each hour, at most. */
const WAITING_READ = 500;

/** The case that answers a notice: one that it joins, or one that had answered it before it came. */
export type TakenUp = { readonly caseId: string | null; readonly settled: boolean };

/**
 * The case about what a place shows. Null where it shows no one thing, and where notices opened as
 * many cases as they may within the hour: then it waits. What was decided for this reason, and says
 * what it said then, is decided.
 */
export async function takeUp(
  tx: Db,
  place: string,
  { receivedAt, aboutMinors }: { receivedAt: Date; aboutMinors: boolean },
  now: Date,
): Promise<TakenUp> {
  const subject = await subjectAt(tx, place);
  if (subject === null) return { caseId: null, settled: false };
  const name = `${subject.kind}/${subject.id}`;
  const where = { subject: name, state: { not: 'closed' } };
  const open = await tx.moderationCase.findFirst({ where, select: { id: true } });
  if (open === null) {
    const before = await settledBy(tx, name);
    if (before !== null) return { caseId: before, settled: true };
    if (!(await mayOpen(tx, aboutMinors, now))) return { caseId: null, settled: false };
  }
  return { caseId: await openFor(tx, subject, receivedAt, now), settled: false };
}

/**
 * Opens the cases of notices that had to wait for their turn, the oldest first, with what was
 * promised when they came.
 * @returns how many notices a case answers now.
 */
export async function takeUpWaiting(tx: Db, now: Date): Promise<number> {
  const waiting = await tx.notice.findMany({
    where: { endedAt: null, caseId: null },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: WAITING_READ,
    select: { id: true, url: true, receivedAt: true },
  });
  let taken = 0;
  for (const { id, url, receivedAt } of waiting) {
    const { caseId, settled } = await takeUp(tx, url, { receivedAt, aboutMinors: false }, now);
    // Decided meanwhile: the hour that ends notices of closed cases ends it.
    if (caseId === null && !settled) continue;
    const { count } = await tx.notice.updateMany({
      where: { id, endedAt: null, caseId: null },
      data: { caseId },
    });
    taken += count;
  }
  return taken;
}

async function openFor(tx: Db, subject: Subject, receivedAt: Date, now: Date): Promise<string> {
  const dueAt = noticeDueAt(receivedAt);
  return (await openCase(tx, { subject, origin: 'notice', reason: 'illegal', dueAt }, now)).id;
}

/** The last case that decided whether a thing is illegal, while the thing says what it said then. */
async function settledBy(tx: Db, name: string): Promise<string | null> {
  if (!(await settledReasons(sqlIn(tx), name)).includes('illegal')) return null;
  const [row] = await sqlIn(tx)<{ id: string }>(
    `SELECT k.id FROM moderation_case k
      WHERE k.subject = $1 AND k.state = 'closed'
        AND EXISTS (SELECT 1 FROM decision d WHERE d.case_id = k.id)
        AND (k.reason = 'illegal'
          OR EXISTS (SELECT 1 FROM flag f WHERE f.case_id = k.id AND f.reason = 'illegal'))
      ORDER BY k.closed_at DESC, k.id LIMIT 1`,
    [name],
  );
  return row?.id ?? null;
}

/** Whether notices may open one more case within the hour; of minors, room is kept for them. */
async function mayOpen(tx: Db, aboutMinors: boolean, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - HOUR_MS);
  const opened = await tx.moderationCase.count({
    where: { origin: 'notice', openedAt: { gt: since } },
  });
  return opened < NOTICE_CASES_AN_HOUR * (aboutMinors ? 2 : 1);
}
