import { ballotHours } from '#shared/collective/boycotts.ts';

const HOUR_MS = 3_600_000;

/** Returns the start of the closing ballot, which ends with the boycott. */
export function closingBallotStart(stepEndsAt: Date, onDays: number): Date {
  return new Date(stepEndsAt.getTime() - ballotHours(onDays) * HOUR_MS);
}
