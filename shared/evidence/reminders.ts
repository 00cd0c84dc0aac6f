import { addDays, endOfMonth, monthOf, type Day } from '#shared/core/days.ts';

/** Multiples of the expected delay at which the author of a claim is asked whether she still waits. */
export const REMINDERS_AT_EXPECTED = [1, 2, 4] as const;

/** A pay-out that its author waits for. */
export type OpenClaim = {
  askedOn: Day;
  /** Expected delay, 15 to 45 days. */
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

/** What everybody knows of a pay-out that its author waits for. */
export type PublishedClaim = {
  askedMonth: string;
  postedMonth: string;
  /** The month in which she last said that she still waits, or null. */
  stillWaitingMonth: string | null;
  /** Expected delay, 15 to 45 days. */
  expectedDays: number;
};

/**
 * How many reminders are unanswered, 0 to 3, by published values alone. The last day of a month
 * stands for the day: of nobody who may have answered it must be said that she is silent.
 */
export function unansweredByMonths(claim: PublishedClaim, now: Day): number {
  const { askedMonth, postedMonth, stillWaitingMonth, expectedDays } = claim;
  const lastWordOn = endOfMonth(stillWaitingMonth ?? postedMonth);
  return unansweredReminders({ askedOn: endOfMonth(askedMonth), expectedDays, lastWordOn }, now);
}

/**
 * The days on which the author of a claim is asked after her last word, the first one first: by her
 * own days, and by the months that others count by, so that nobody is called silent who was not
 * asked as often.
 */
export function askedDays({ askedOn, expectedDays, lastWordOn }: OpenClaim): Day[] {
  const own = reminderDays({ askedOn, expectedDays }).filter((day) => day > lastWordOn);
  const wordOn = endOfMonth(monthOf(lastWordOn));
  const known = reminderDays({ askedOn: endOfMonth(monthOf(askedOn)), expectedDays });
  return [...new Set([...own, ...known.filter((day) => day > wordOn)])].toSorted();
}
