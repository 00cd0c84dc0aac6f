import { CLOSING_BALLOT_HOURS } from '#shared/collective/boycotts.ts';

const HOUR_MS = 3_600_000;

/**
 * Returns the start of the closing ballot: it takes the boycott's last days, or the last third of a
 * short one.
 */
export function closingBallotStart(stepEndsAt: Date, onDays: number): Date {
  const hours = Math.min(CLOSING_BALLOT_HOURS, (onDays * 24) / 3);
  return new Date(stepEndsAt.getTime() - hours * HOUR_MS);
}
