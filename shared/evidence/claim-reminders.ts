import { addDays, endOfMonth, monthOf, type Day } from '#shared/core/days.ts';

/**
 * Multiples of the expected delay at which the author of a claim is asked whether it is still
 * pending.
 */
export const REMINDER_DELAY_MULTIPLES = [1, 2, 4] as const;

/** A pending payout. */
export type RemindedClaim = {
  askedOn: Day;
  /** Expected delay, 15 to 45 days. */
  expectedDays: number;
  /**
   * The day the author posted it or last confirmed that it is pending, which answers all earlier
   * reminders.
   */
  lastWordOn: Day;
};

/** The days on which the author of a claim is reminded, earliest first. */
export function claimReminderDays({
  askedOn,
  expectedDays,
}: Pick<RemindedClaim, 'askedOn' | 'expectedDays'>): Day[] {
  return REMINDER_DELAY_MULTIPLES.map((times) => addDays(askedOn, times * expectedDays));
}

/** Number of reminders since the author's last answer, up to and including `now`: 0 to 3. */
export function countUnansweredReminders(claim: RemindedClaim, now: Day): number {
  return claimReminderDays(claim).filter((day) => day > claim.lastWordOn && day <= now).length;
}

/** The published values of a pending payout. */
export type PublishedReminderFacts = {
  askedMonth: string;
  postedMonth: string;
  /** The month in which she last confirmed that it is pending, or null. */
  stillWaitingMonth: string | null;
  /** Expected delay, 15 to 45 days. */
  expectedDays: number;
};

/**
 * Number of unanswered reminders, 0 to 3, by published values alone. The last day of a month stands
 * for the day, so that nobody who may have answered is called silent.
 */
export function countUnansweredByPublishedMonths(claim: PublishedReminderFacts, now: Day): number {
  const { askedMonth, postedMonth, stillWaitingMonth, expectedDays } = claim;
  const lastWordOn = endOfMonth(stillWaitingMonth ?? postedMonth);
  return countUnansweredReminders(
    { askedOn: endOfMonth(askedMonth), expectedDays, lastWordOn },
    now,
  );
}

/**
 * The reminder days after the author's last answer, earliest first: those by her exact days and
 * those by the published months, so that nobody is called silent without having been reminded.
 */
export function claimReminderDaysAfterAnswer({
  askedOn,
  expectedDays,
  lastWordOn,
}: RemindedClaim): Day[] {
  const own = claimReminderDays({ askedOn, expectedDays }).filter((day) => day > lastWordOn);
  const wordOn = endOfMonth(monthOf(lastWordOn));
  const known = claimReminderDays({ askedOn: endOfMonth(monthOf(askedOn)), expectedDays });
  return [...new Set([...own, ...known.filter((day) => day > wordOn)])].toSorted();
}
