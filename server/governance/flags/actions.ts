import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { isUrgent, parseSubjectName } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import type { FlagInput, FlagResponse } from '#shared/governance/flags.ts';
import { findReasonsClosedToMember } from '#server/governance/cases/settled-reasons.ts';
import { leaveJurySeats } from '#server/governance/jury-selection/leave-seats.ts';
import { addCaseParty, findOrOpenCase } from '#server/governance/cases/open-case.ts';
import {
  loadFlaggableSubject,
  type FlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import { notifyModeratorsOnDuty } from '#server/governance/cases/notifications.ts';

/**
 * Finds what the form that flags a subject needs: the reasons already settled, and whether the
 * viewer may flag.
 */
export async function findFlagForm(
  tx: Db,
  viewer: Viewer,
  about: string,
  now: Date,
): Promise<FlagResponse> {
  const subject = await findSubject(tx, about);
  const mine = await tx.flag.findFirst({
    where: { memberId: viewer.id, case: { subject: about, state: { not: 'closed' } } },
    select: { reason: true, sentence: true },
  });
  const pause = await pauseOf(tx, viewer.id, now);
  return {
    about,
    own: subject.memberId === viewer.id,
    mine: mine as FlagResponse['mine'],
    settled: await findReasonsClosedToMember(tx.sql, about, viewer.id, now),
    paused: pause,
  };
}

/**
 * Flags a subject: joins or opens its case; hides nothing.
 * @throws AppError not-found or withdrawn; not-allowed for its author and for paused members;
 * conflict when the viewer flagged it already, proposed a measure, or a decision settled that
 * reason, for her or within a month.
 */
export async function flagSubject(
  tx: Db,
  viewer: Viewer,
  input: FlagInput,
  now: Date,
): Promise<{ id: string }> {
  const { about, reason, sentence, ratedParty } = input;
  const subject = await findSubject(tx, about);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    if (subject.memberId === viewer.id) throw new AppError('not-allowed');
    if ((await pauseOf(tx, viewer.id, now)) !== null) throw new AppError('not-allowed');
    await countDailyUse(tx, viewer.id, 'case-flag', now);
    const closed = await findReasonsClosedToMember(tx.sql, about, viewer.id, now);
    if (closed.includes(reason)) throw new AppError('conflict');
    // This locks the open case: a concurrent decision either comes first or sees this flag.
    const { id: caseId } = await findOrOpenCase(tx, { subject, origin: 'flag', reason }, now);
    // Refuse a moderator who proposed a measure: as a party she could not withdraw her proposal,
    // and nobody could agree with it.
    const proposed = { caseId, memberId: viewer.id, state: 'open' };
    if ((await tx.caseProposal.count({ where: proposed })) > 0) throw new AppError('conflict');
    const id = randomId();
    const { count } = await tx.flag.createMany({
      data: {
        id,
        caseId,
        memberId: viewer.id,
        reason,
        sentence,
        ratedParty,
        flaggedOn: dayToDate(today(now)),
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new AppError('conflict');
    await addCaseParty(tx, caseId, viewer.id, ratedParty ? 'rated' : 'flagger');
    // A juror who flags the subject becomes a party, and loses her seat.
    await leaveJurySeats(tx, viewer.id, caseId);
    if (isUrgent(reason)) await notifyModeratorsOnDuty(tx, caseId, now);
    await appendEntry(tx, now, {
      kind: 'flag-made',
      subject: `case/${caseId}`,
      content: { case: caseId, about, reason, ratedParty },
    });
    return { id };
  });
}

async function findSubject(tx: Db, about: string): Promise<FlaggableSubject> {
  const { kind, id } = parseSubjectName(about);
  const subject = await loadFlaggableSubject(tx, kind, id);
  if (subject === null) throw await notFoundOrWithdrawn(tx, about);
  return subject;
}

async function pauseOf(tx: Db, memberId: string, now: Date): Promise<FlagResponse['paused']> {
  const pause = await tx.flagPause.findUnique({ where: { memberId } });
  if (pause === null || dateToDay(pause.endsOn) <= today(now)) return null;
  const { unfounded, flags } = pause;
  return { endsOn: dateToDay(pause.endsOn), unfounded, flags };
}
