import { addDays, endOfMonth, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import { REMINDER_DELAY_MULTIPLES } from '#shared/evidence/claim-reminders.ts';
import { expectedPaymentDelay, type PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import { UNPAID_MULTIPLE_OF_EXPECTED_DELAY } from '#shared/evidence/standing-constants.ts';
import type { Report } from './reports.ts';
import type { Platform } from './rules.ts';

/** How a report looks to the site from a day on, until its next version. Before `countsFrom` it counts as nothing. */
export type Version = {
  readonly from: number;
  readonly countsFrom: number;
  readonly evidence: PayoutEvidence;
};

/** Days after a payout became unpaid until it counts so, in the mean of those drawn. */
const UNPAID_DRAWN_DAYS = 3;

/**
 * Returns how a report looks from each day on which it changes, in the values that the site keeps.
 * @param unpaidAfter multiple of the expected delay after which a claim counts as not paid.
 */
export function versionsOf(
  report: Report,
  promiseDays: number,
  start: Day,
  unpaidAfter: number = UNPAID_MULTIPLE_OF_EXPECTED_DELAY,
): Version[] {
  const expected = expectedPaymentDelay(promiseDays, null);
  const dayOf = (day: number): Day => addDays(start, Math.floor(day));
  const shown = (day: number): Day => middleOfMonth(monthOf(dayOf(day)));
  const { askedOn, postedOn, settledOn, countsFrom } = report;
  const unpaidFrom = askedOn + unpaidAfter * expected + UNPAID_DRAWN_DAYS;
  const waiting: PayoutEvidence = {
    authorKey: `member ${report.member}`,
    established: report.established,
    solicited: false,
    suspect: false,
    state: 'waiting',
    shareReceived: 1,
    askedOn: shown(askedOn),
    settledOn: null,
    toldOn: dayOf(postedOn),
    countsFrom: dayOf(countsFrom),
    unpaidOn: dayOf(Math.ceil(unpaidFrom)),
    stillWaitingOn: null,
    unansweredReminders: 0,
    withdrewOn: null,
    promiseDays,
  };
  const versions: Version[] =
    postedOn < settledOn ? [{ from: postedOn, countsFrom, evidence: waiting }] : [];
  let [stillWaitingOn, unansweredReminders]: [Day | null, number] = [null, 0];
  REMINDER_DELAY_MULTIPLES.forEach((times, index) => {
    const from = askedOn + times * expected;
    if (from <= postedOn || from >= settledOn) return;
    if (report.answersReminders[index] === true) {
      [stillWaitingOn, unansweredReminders] = [shown(from), 0];
    } else unansweredReminders += 1;
    const evidence = { ...waiting, stillWaitingOn, unansweredReminders };
    versions.push({ from, countsFrom, evidence });
  });
  if (report.outcome === 'waiting') return versions;
  const from = Math.max(postedOn, settledOn);
  const evidence: PayoutEvidence = {
    ...waiting,
    state: report.outcome,
    shareReceived: report.shareReceived,
    settledOn: addDays(waiting.askedOn, roundDelay(settledOn - askedOn)),
    toldOn: postedOn < settledOn ? endOfMonth(monthOf(dayOf(from))) : dayOf(postedOn),
    countsFrom: dayOf(report.settlingCountsFrom),
    unpaidOn: null,
  };
  return [...versions, { from, countsFrom: report.settlingCountsFrom, evidence }];
}

/** Returns a function that lists what the site knows of a platform's reports on a day. */
export function knownOn(
  { reports, promiseDays, start }: Platform,
  unpaidAfter?: number,
): (day: number) => PayoutEvidence[] {
  const all = reports.map((report) => ({
    report,
    versions: versionsOf(report, promiseDays, start, unpaidAfter),
  }));
  return (day) => {
    const withdrew = lastWithdrawals(reports, day);
    return all.flatMap(({ report, versions }) => {
      if (report.withdrawnOn <= day) return [];
      const version = versions.findLast(({ from }) => from <= day);
      if (version === undefined || version.countsFrom > day) return [];
      const on = withdrew.get(report.member);
      if (on === undefined) return version.evidence;
      return { ...version.evidence, withdrewOn: addDays(start, on) };
    });
  };
}

/** The day on which each member last withdrew a report that counted. */
function lastWithdrawals(reports: readonly Report[], day: number): Map<number, number> {
  const last = new Map<number, number>();
  for (const { member, withdrawnOn, countsFrom } of reports) {
    if (withdrawnOn <= day && countsFrom <= withdrawnOn)
      last.set(member, Math.max(withdrawnOn, last.get(member) ?? withdrawnOn));
  }
  return last;
}
