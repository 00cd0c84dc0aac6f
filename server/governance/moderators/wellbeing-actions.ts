import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { MODERATOR_QUIET_HOURS, ROTA_DAYS_SHOWN } from '#shared/governance/cases.ts';
import type { RotaDayInput } from '#shared/governance/case-handling.ts';
import { addDays, today } from '#shared/core/days.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';

const HOUR_MS = 3_600_000;

/**
 * Gives a moderator two days of quiet from now (no cases, no notifications about cases), or ends
 * it.
 * @throws AppError not-allowed unless a moderator.
 */
export async function setModeratorQuietTime(
  tx: Db,
  viewer: Viewer,
  quiet: 'begin' | 'end',
  now: Date,
): Promise<void> {
  requireModerator(viewer);
  const quietUntil =
    quiet === 'end' ? null : new Date(now.getTime() + MODERATOR_QUIET_HOURS * HOUR_MS);
  await tx.moderatorCare.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, quietUntil },
    update: { quietUntil },
  });
  if (quiet === 'end') return;
  // Release the cases that the moderator has taken.
  await tx.moderationCase.updateMany({
    where: { takenBy: viewer.id, state: 'open' },
    data: { takenBy: null, takenUntil: null },
  });
}

/**
 * Sets a moderator's daily maximum of cases.
 * @throws AppError not-allowed unless a moderator.
 */
export async function setDailyCaseMaximum(
  tx: Db,
  viewer: Viewer,
  { casesADay }: { casesADay: number },
): Promise<void> {
  requireModerator(viewer);
  await tx.moderatorCare.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, casesADay },
    update: { casesADay },
  });
}

/**
 * Adds or removes a day of the viewer on the rota.
 * @throws AppError not-allowed unless a moderator; bad-input for a day that the rota does not show.
 */
export async function changeRotaDay(
  tx: Db,
  viewer: Viewer,
  { day, duty }: RotaDayInput,
  now: Date,
): Promise<void> {
  requireModerator(viewer);
  const first = today(now);
  if (day < first || day > addDays(first, ROTA_DAYS_SHOWN - 1)) throw fieldError('day', 'invalid');
  const turn = { day: dayToDate(day), memberId: viewer.id };
  if (duty === 'take') await tx.moderatorTurn.createMany({ data: [turn], skipDuplicates: true });
  else await tx.moderatorTurn.deleteMany({ where: turn });
}

export async function deletePastRotaDays(tx: Db, now: Date): Promise<void> {
  await tx.moderatorTurn.deleteMany({ where: { day: { lt: dayToDate(today(now)) } } });
}
