import { addDays, type Day } from './days.ts';

/** Multiples of the expected delay at which the author of a claim is asked whether she still waits. */
export const REMINDERS_AT_EXPECTED = [1, 2, 4] as const;

/** A pay-out that its author waits for. */
export type OpenClaim = {
  askedOn: Day;
  /** Expected delay, 7 to 45 days. */
  expectedDays: number;
  /** The day she posted it or last said that she still waits: it answers every reminder before. */
  lastWordOn: Day;
};

/** The days on which the author of a claim is asked whether she still waits, the first one first. */
export function reminderDays({
  askedOn,
  expectedDays,
}: Pick<OpenClaim, 'askedOn' | 'expectedDays'>): Day[] {
  return REMINDERS_AT_EXPECTED.map((times) => addDays(askedOn, times * expectedDays));
}

/** How many reminders up to and including `now` came after the author's last word: 0 to 3. */
export function unansweredReminders(claim: OpenClaim, now: Day): number {
  return reminderDays(claim).filter((day) => day > claim.lastWordOn && day <= now).length;
}

/** The day of the next reminder after `now`, or null once all were sent. */
export function nextReminderOn(
  claim: Pick<OpenClaim, 'askedOn' | 'expectedDays'>,
  now: Day,
): Day | null {
  return reminderDays(claim).find((day) => day > now) ?? null;
}
