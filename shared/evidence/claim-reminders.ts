import { addDays, type Day } from '#shared/core/days.ts';

/**
 * Multiples of the expected delay at which the author of a claim is asked whether it is still
 * pending.
 */
export const REMINDER_DELAY_MULTIPLES = [1, 2, 4] as const;

/** A pending payout whose author is reminded. */
export type RemindedClaim = {
  readonly askedOn: Day;
  /** Expected delay, 15 to 45 days. */
  readonly expectedDays: number;
  /**
   * The day the author posted it or last confirmed that it is pending, which answers all earlier
   * reminders.
   */
  readonly lastWordOn: Day;
};

/** The days after her last answer on which the author of a claim is reminded, earliest first. */
export function claimReminderDays({ askedOn, expectedDays, lastWordOn }: RemindedClaim): Day[] {
  return REMINDER_DELAY_MULTIPLES.map((times) => addDays(askedOn, times * expectedDays)).filter(
    (day) => day > lastWordOn,
  );
}
