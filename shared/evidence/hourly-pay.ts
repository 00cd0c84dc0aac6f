import { MAX_AMOUNT_MINOR, type Currency } from '#shared/core/money.ts';
import type { ClientContact, EthicsConcern } from './tasks.ts';
import type { TaskCounts } from './task-report-counts.ts';

/** One report as figures use it: rounded counts, time and rate, the month. */
export type TaskReportFigures = TaskCounts & {
  /** Joins the reports of one member, or of one voice. */
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  /** All time spent, unpaid time included; null when not measured. */
  readonly totalSeconds: number | null;
  /** Minor units an hour; null without a time, or while all runs are pending. */
  readonly hourlyMinor: number | null;
  readonly approvalDays: number | null;
  readonly contact: ClientContact;
  readonly recommends: boolean | null;
  readonly breaksTerms: boolean;
  readonly ethics: readonly EthicsConcern[];
  readonly workedMonth: string;
};

const HOUR = 3_600;

/**
 * Upper bound of an hourly rate in minor units of any currency, so that all columns can store it.
 */
const MAX_HOURLY_MINOR = MAX_AMOUNT_MINOR;

/** Rewards paid ÷ all time spent, in minor units an hour; null without a time. */
export function hourlyRateOf(rewardsPaidMinor: number, seconds: number): number | null {
  return seconds > 0 ? roundHourlyRate((rewardsPaidMinor * HOUR) / seconds) : null;
}

/** Rounds a rate to minor units and clamps it to what columns and numbers can hold. */
export function roundHourlyRate(minor: number): number {
  return Math.min(Math.round(minor), MAX_HOURLY_MINOR);
}

/**
 * The hourly rate of one report, in minor units; null without a time, or while all runs are
 * pending.
 */
export function hourlyRateOfReport(
  counts: TaskCounts,
  rewardMinor: number,
  seconds: number | null,
): number | null {
  if (seconds === null || (counts.pending > 0 && countJudgedRuns(counts) === 0)) return null;
  return hourlyRateOf(counts.paid * rewardMinor, seconds);
}

/** All runs begun, however they ended. */
export function countAllRuns(counts: TaskCounts): number {
  return countSubmittedRuns(counts) + counts.screenOuts + counts.broken + counts.abandoned;
}

/** Runs handed in to the client: paid, refused, or not yet judged. */
export function countSubmittedRuns(counts: TaskCounts): number {
  return countJudgedRuns(counts) + counts.pending;
}

/** Runs that the client judged: paid or refused. */
export function countJudgedRuns({
  paid,
  refusedWithReason,
  refusedWithoutReason,
}: TaskCounts): number {
  return paid + refusedWithReason + refusedWithoutReason;
}
