import { addDays, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import {
  REMINDER_DELAY_MULTIPLES,
  countUnansweredReminders,
} from '#shared/evidence/claim-reminders.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import { expectedPaymentDelay, type PayoutEvidence } from '#shared/evidence/standing-weights.ts';
import type { Report } from './reports.ts';

/** How a report looks to the site from a day on, until its next version. Before `countsFrom` it counts as nothing. */
export type Version = {
  readonly from: number;
  readonly countsFrom: number;
  readonly evidence: PayoutEvidence;
};

/** Returns how a report looks from each day on which it changes, in the values that the site keeps. */
export function versionsOf(report: Report, promiseDays: number, start: Day): Version[] {
  const expected = expectedPaymentDelay(promiseDays, null);
  const shown = (day: number): Day => middleOfMonth(monthOf(addDays(start, day)));
  const { askedOn, postedOn, settledOn, countsFrom } = report;
  const waiting: PayoutEvidence = {
    authorKey: `member ${report.member}`,
    established: report.established,
    solicited: false,
    suspect: false,
    proof: 'declared',
    state: 'waiting',
    shareReceived: 1,
    askedOn: shown(askedOn),
    settledOn: null,
    stillWaitingOn: null,
    unansweredReminders: 0,
    promiseDays,
  };
  const versions: Version[] =
    postedOn < settledOn ? [{ from: postedOn, countsFrom, evidence: waiting }] : [];
  let stillWaitingOn: Day | null = null;
  REMINDER_DELAY_MULTIPLES.forEach((times, index) => {
    const from = askedOn + times * expected;
    if (from <= postedOn || from >= settledOn) return;
    if (report.answersReminders[index] === true) stillWaitingOn = shown(from);
    const lastWordOn = stillWaitingOn ?? shown(postedOn);
    const said = { askedOn: waiting.askedOn, expectedDays: expected, lastWordOn };
    const unansweredReminders = countUnansweredReminders(said, addDays(start, from));
    const evidence = { ...waiting, stillWaitingOn, unansweredReminders };
    versions.push({ from, countsFrom, evidence });
  });
  if (report.outcome === 'waiting') return versions;
  const evidence = {
    ...waiting,
    proof: report.proof,
    state: report.outcome,
    shareReceived: report.shareReceived,
    settledOn: addDays(waiting.askedOn, roundDelay(settledOn - askedOn)),
  };
  const from = Math.max(postedOn, settledOn);
  return [...versions, { from, countsFrom: report.settlingCountsFrom, evidence }];
}
