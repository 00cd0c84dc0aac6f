import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import type { JurorVoteInput } from '#shared/governance/juries.ts';
import { fillJurySeats, jurySeatDeadline } from '#server/governance/jury-selection/draw-jury.ts';
import { endJuryIfDecided } from './conclude-jury.ts';
import { lockJury, type LoadedJury } from '#server/governance/jury-selection/lock-jury.ts';
import { checkJurorVote, possibleVotes } from './rules.ts';
import {
  findWordsToCover,
  isCoverAtStake,
  refuseCoveredWords,
} from '#server/governance/case-decisions/words-to-cover.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';

/**
 * Stores a juror's vote, once; a majority decides the case.
 * @throws AppError not-found; not-allowed unless invited and no party since; conflict when
 * answered, late, or the jury has ended; bad-input for an invalid vote.
 */
export async function castJurorVote(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: JurorVoteInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const jury = await lockJury(tx, id);
    const { place } = await openSeat(tx, viewer, jury, now);
    const one = await loadCase(tx, viewer, jury.caseId, now, { lock: false });
    if (one.party || one.linked) throw new AppError('not-allowed');
    // The author withdrew the subject: nothing is left to decide.
    if (!one.there) throw new AppError('conflict');
    const coverAtStake = await isCoverAtStake(tx, jury.caseId);
    const { covered } = one;
    const options = possibleVotes(one.subject.kind, one.hidden, { coverAtStake, covered });
    if (!options.includes(input.vote)) throw fieldError('vote', 'invalid');
    const rule = checkJurorVote(input.vote, input.rule);
    if (coverAtStake) {
      const words = await findWordsToCover(tx, jury.caseId, one.subject);
      refuseCoveredWords(words, { reason: input.reason });
    }
    await tx.juror.update({
      where: { juryId_place: { juryId: id, place } },
      data: { state: 'voted', vote: input.vote, rule, reason: input.reason },
    });
    await endJuryIfDecided(tx, jury, now);
    return { id };
  });
}

/**
 * Declines a juror's seat without a reason; the next one in the draw's order is invited.
 * @throws AppError as `castJurorVote`.
 */
export async function declineJurySeat(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const jury = await lockJury(tx, id);
  const { place } = await openSeat(tx, viewer, jury, now);
  await tx.juror.update({
    where: { juryId_place: { juryId: id, place } },
    data: { state: 'declined' },
  });
  await fillJurySeats(tx, jury, now);
  return { id };
}

async function openSeat(
  tx: Db,
  viewer: Viewer,
  jury: LoadedJury,
  now: Date,
): Promise<{ place: number }> {
  const seat = await tx.juror.findUnique({
    where: { juryId_memberId: { juryId: jury.id, memberId: viewer.id } },
  });
  if (seat === null || seat.state === 'passed-over') throw new AppError('not-allowed');
  const open =
    jury.state === 'sitting' && seat.state === 'asked' && jurySeatDeadline(seat, jury) > now;
  if (!open) throw new AppError('conflict');
  return { place: seat.place };
}
