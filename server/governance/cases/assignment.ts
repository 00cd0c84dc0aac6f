import { incrementDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import {
  MAX_CASES_PER_MODERATOR_A_DAY,
  CASE_ASSIGNMENT_HOURS,
  URGENT_REASONS,
  isUrgent,
  parseSubjectName,
  subjectName,
} from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import type { OpenOwnCaseInput } from '#shared/governance/case-handling.ts';
import { NOTICE_DECISION_HOURS } from '#shared/governance/legal.ts';
import { caseRights } from './rules.ts';
import { findSettledReasons } from './settled-reasons.ts';
import { requireModerator, viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { loadCase, type CaseForViewer } from './load-case.ts';
import { findOrOpenCase } from './open-case.ts';
import { findSubjectAtAddress } from './subject-at-address.ts';
import {
  loadFlaggableSubject,
  type FlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import {
  sharesVoiceWithPartySql,
  isCasePartySql,
} from '#server/database/predicates/case-parties.ts';

const HOUR_MS = 3_600_000;

/**
 * SQL: the order of open cases; $1 is the list of urgent reasons. A case without a deadline is
 * ordered as if it had that of a notice, so that notices never overtake older flags.
 */
export const OPEN_CASE_ORDER_SQL = `(k.reason = ANY($1)) DESC,
  COALESCE(k.due_at, k.opened_at + interval '${NOTICE_DECISION_HOURS} hours'), k.opened_at, k.id`;

/**
 * Takes a case for a while, so that no two moderators work on one.
 * @throws AppError not-allowed unless the viewer is a moderator who is no party; conflict when the
 * case is another's or decided, or she is in quiet; too-many past her daily maximum.
 */
export async function takeCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  const one = await loadCase(tx, viewer, id, now);
  if (one.party || one.linked) throw new AppError('not-allowed');
  if (one.mine) return { id };
  if (!caseRights(viewerRoles(viewer), one).take || (await isQuiet(tx, viewer, now))) {
    throw new AppError('conflict');
  }
  await assignCase(tx, viewer, one, now, false);
  return { id };
}

/**
 * Takes a case for a moderator who acts on it; a case that she has not taken yet counts for her
 * daily maximum. Past it she still acts on urgent ones, but is given none.
 * @throws AppError too-many past it, until the next day (UTC) begins.
 */
export async function takeCaseToAct(
  tx: Db,
  viewer: Viewer,
  one: CaseForViewer,
  now: Date,
): Promise<void> {
  if (!one.mine) await assignCase(tx, viewer, one, now, isUrgent(one.reason));
}

async function assignCase(
  tx: Db,
  viewer: Viewer,
  one: CaseForViewer,
  now: Date,
  pastMaximum: boolean,
): Promise<void> {
  const most = await findCaseMaximum(tx, viewer);
  const taken = await incrementDailyUse(tx, viewer.id, 'case-taken', now);
  if (taken > most && !pastMaximum) {
    const left = 86_400 - (Math.floor(now.getTime() / 1000) % 86_400);
    throw new AppError('too-many', { retryAfterSeconds: left });
  }
  await tx.moderationCase.update({
    where: { id: one.id },
    data: {
      takenBy: viewer.id,
      takenUntil: new Date(now.getTime() + CASE_ASSIGNMENT_HOURS * HOUR_MS),
    },
  });
}

/**
 * Takes the next case for a moderator: the one she has, else the most urgent one.
 * @throws AppError not-allowed unless the viewer is a moderator; not-found when none waits; as
 * `takeCase`.
 */
export async function takeNextCase(tx: Db, viewer: Viewer, now: Date): Promise<{ id: string }> {
  requireModerator(viewer);
  const [next] = await tx.sql(NEXT, [URGENT_REASONS, viewer.id, now.toISOString()]);
  return takeCase(tx, viewer, requireFound(next).id, now);
}

/**
 * Releases a case that the viewer has taken.
 * @throws AppError conflict when she has not.
 */
export async function releaseCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  const one = await loadCase(tx, viewer, id, now);
  if (!caseRights(viewerRoles(viewer), one).release) throw new AppError('conflict');
  const data = { takenBy: null, takenUntil: null };
  await tx.moderationCase.update({ where: { id }, data });
  return { id };
}

/**
 * Withdraws the viewer's proposal and gives her the case again, unless she is a party by now.
 * @throws AppError conflict when there is none, or it was answered.
 */
export async function withdrawCaseProposal(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  const one = await loadCase(tx, viewer, id, now);
  if (!caseRights(viewerRoles(viewer), one).withdraw) throw new AppError('conflict');
  await tx.caseProposal.updateMany({
    where: { caseId: id, state: 'open' },
    data: { state: 'dropped' },
  });
  const hers =
    one.party || one.linked
      ? { takenBy: null, takenUntil: null }
      : {
          takenBy: viewer.id,
          takenUntil: new Date(now.getTime() + CASE_ASSIGNMENT_HOURS * HOUR_MS),
        };
  const data = { state: 'open', ...hers };
  await tx.moderationCase.update({ where: { id }, data });
  return { id };
}

/**
 * Opens a case on a moderator's own initiative.
 * @throws AppError not-allowed unless a moderator who is not the author; conflict when a decision
 * settled that reason.
 */
export async function openOwnCase(
  tx: Db,
  viewer: Viewer,
  { about, reason }: OpenOwnCaseInput,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  const subject = await loadSubjectToJudge(tx, about);
  if (subject.memberId === viewer.id) throw new AppError('not-allowed');
  const name = `${subject.kind}/${subject.id}`;
  if ((await findSettledReasons(tx.sql, name)).includes(reason)) throw new AppError('conflict');
  return findOrOpenCase(tx, { subject, origin: 'own-initiative', reason }, now);
}

/**
 * Loads a subject by its name, or by the address of the page that shows it.
 * @throws AppError not-found or withdrawn for a name; bad-input for another address.
 */
async function loadSubjectToJudge(tx: Db, about: string): Promise<FlaggableSubject> {
  const name = subjectName.safeParse(about);
  if (!name.success) {
    const found = await findSubjectAtAddress(tx, about);
    if (found === null) throw fieldError('about', 'invalid');
    return found;
  }
  const { kind, id } = parseSubjectName(about);
  const subject = await loadFlaggableSubject(tx, kind, id);
  if (subject === null) throw await notFoundOrWithdrawn(tx, about);
  return subject;
}

/**
 * Reopens a closed case that one moderator decided alone, for another to review.
 * @throws AppError not-allowed unless a moderator who neither decided it nor is a party; conflict
 * when two decided, or another decision replaced it.
 */
export async function reopenCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  const one = await loadCase(tx, viewer, id, now);
  if (one.party || one.linked || one.last?.mine === true) throw new AppError('not-allowed');
  if (!caseRights(viewerRoles(viewer), one).reopen) throw new AppError('conflict');
  const open = await tx.moderationCase.findFirst({
    where: { subject: one.about, state: { not: 'closed' } },
    select: { id: true },
  });
  if (open !== null) throw new AppError('conflict');
  await tx.moderationCase.update({ where: { id }, data: { state: 'open', closedAt: null } });
  await appendEntry(tx, now, {
    kind: 'case-reopened',
    subject: `case/${id}`,
    content: { case: id, decision: one.lastId },
  });
  await stateIfPublic(tx, `case/${id}`, now);
  return { id };
}

/** Whether a moderator has taken as many cases today (UTC) as she may. */
export async function hasReachedCaseMaximum(tx: Db, viewer: Viewer, now: Date): Promise<boolean> {
  const [used] = await tx.sql(TAKEN_TODAY, [viewer.id, today(now)]);
  return (used?.count ?? 0) >= (await findCaseMaximum(tx, viewer));
}

export const TAKEN_TODAY = statement(
  { count: col.int },
  `SELECT count FROM member_use WHERE member_id = $1 AND kind = 'case-taken' AND day = $2::date`,
);

async function findCaseMaximum(tx: Db, viewer: Viewer): Promise<number> {
  const care = await tx.moderatorCare.findUnique({ where: { memberId: viewer.id } });
  return care?.casesADay ?? MAX_CASES_PER_MODERATOR_A_DAY;
}

async function isQuiet(tx: Db, viewer: Viewer, now: Date): Promise<boolean> {
  const care = await tx.moderatorCare.findUnique({ where: { memberId: viewer.id } });
  return care?.quietUntil !== null && care?.quietUntil !== undefined && care.quietUntil > now;
}

/** SQL: whether case `k` is open for moderator $2 at $3: taken by her or nobody. */
export const IS_OPEN_FOR_MODERATOR_SQL = `k.state = 'open'
  AND (k.taken_by IS NULL OR k.taken_by = $2 OR k.taken_until <= $3::timestamptz)
  AND NOT ${isCasePartySql('$2')} AND NOT ${sharesVoiceWithPartySql('$2')}`;

// SKIP LOCKED: concurrent requests get different cases.
const NEXT = statement(
  { id: col.text },
  `
  SELECT k.id FROM moderation_case k WHERE ${IS_OPEN_FOR_MODERATOR_SQL}
   ORDER BY COALESCE(k.taken_by = $2 AND k.taken_until > $3::timestamptz, false) DESC, ${OPEN_CASE_ORDER_SQL}
   LIMIT 1 FOR UPDATE OF k SKIP LOCKED`,
);
