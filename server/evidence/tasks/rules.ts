import { AppError } from '#server/core/errors.ts';
import { EARLIEST_DAY, addDays, daysBetween, monthOf, today, type Day } from '#shared/core/days.ts';
import { parseDuration } from '#shared/core/durations.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import {
  hourlyRateOfReport,
  countAllRuns,
  roundHourlyRate,
  type TaskReportFigures,
} from '#shared/evidence/hourly-pay.ts';
import {
  decimalsOf,
  parseAmount,
  roundPublished,
  toMajorUnits,
  type Currency,
} from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import {
  MAX_HOURLY_CENTS,
  MAX_HOURLY_MINOR_WITHOUT_RATE,
  MAX_REPORT_SECONDS,
  PAY_SORT_MIN_MEMBERS,
  TASK_RUN_ENDS,
  type ExactTaskReport,
  type LastTaskReport,
  type TaskFigures,
  type TaskReportFacts,
} from '#shared/evidence/tasks.ts';
import { foldName } from '#shared/core/text.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';

/**
 * Established members needed within a number of days for the hour of the last report to be
 * published.
 */
export const LAST_REPORT_HOUR_MIN_MEMBERS = 3;
export const LAST_REPORT_HOUR_WINDOW_DAYS = 7;
const HOUR_MS = 3_600_000;

/**
 * Numbers of days until approval that are published; others are rounded to the nearest one, the
 * later on a tie.
 */
const APPROVAL_STEPS = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365];

export type ParsedTaskReport = ReturnType<typeof parseTaskReport>;
/** The fields that identify a task, besides its platform and client. */
export type ParsedTask = ParsedTaskReport['task'];

/**
 * Parses a typed report into its task, exact values, and published values: rounded counts, time and
 * hourly rate, and the month.
 * @throws AppError bad-input naming every wrong field.
 */
export function parseTaskReport(typed: TaskReportFacts, now: Day, rates: readonly ExchangeRate[]) {
  const { title, currency, workedOn } = typed;
  const titleKey = foldName(title);
  const rewardMinor = parseAmount(typed.reward, currency) ?? 0;
  const counts = countRuns(typed);
  const totalSeconds = typed.time === undefined ? null : parseDuration(typed.time);
  const hourly = hourlyRateOfReport(counts, rewardMinor, totalSeconds);
  const approvalDays = typed.approvalDays ?? null;
  const issues: FieldIssues = {
    ...checkHourly(hourly, currency, rates),
    ...checkDay(workedOn, now),
    ...(titleKey === '' ? { title: { code: 'invalid' } } : {}),
    ...checkReward(typed),
    ...(typed.time === undefined ? {} : checkTime(totalSeconds, countAllRuns(counts))),
    ...checkRuns(typed, counts),
    ...checkNamed(typed),
  };
  if (Object.keys(issues).length > 0) throw new AppError('bad-input', { fields: issues });
  return {
    task: { title, titleKey, currency, rewardMinor },
    client: { name: typed.client ?? null, externalId: typed.clientId ?? null },
    exact: { ...counts, totalSeconds, approvalDays, workedOn } satisfies ExactTaskReport,
    published: {
      ...recordFrom(TASK_RUN_ENDS, (end) => roundRunCount(counts[end])),
      totalSeconds: totalSeconds === null ? null : roundPublished(totalSeconds),
      hourlyMinor: hourly === null ? null : roundPublished(hourly),
      approvalDays: approvalDays === null ? null : roundApprovalDays(approvalDays),
      workedMonth: monthOf(workedOn),
      contact: typed.contact,
      recommends: typed.recommends === undefined ? null : typed.recommends === 'yes',
      breaksTerms: typed.breaksTerms,
      ethics: [...new Set(typed.ethics)].toSorted(),
      text: typed.text || null,
      solicited: typed.solicited,
      signed: typed.signed,
    },
  };
}

/** Rounds a count of runs for publication: exact below ten, else one significant digit, ties up. */
export function roundRunCount(runs: number): number {
  if (runs < 10) return runs;
  let step = 10;
  while (runs >= step * 10) step *= 10;
  return Math.floor((runs + step / 2) / step) * step;
}

/** Rounds the days until approval to published steps, so that they match no day of a ledger. */
export function roundApprovalDays(days: number): number {
  return APPROVAL_STEPS.reduce((nearest, step) =>
    Math.abs(step - days) <= Math.abs(nearest - days) ? step : nearest,
  );
}

// A client's id needs the statement too, since an id can identify a person.
function checkNamed({ client, clientId, notAPerson }: TaskReportFacts): FieldIssues {
  const named = client !== undefined || clientId !== undefined;
  return named && !notAPerson ? { notAPerson: { code: 'required' } } : {};
}

function checkDay(workedOn: Day, now: Day): FieldIssues {
  if (workedOn > now) return { workedOn: { code: 'in-the-future', limit: now } };
  if (workedOn < EARLIEST_DAY) return { workedOn: { code: 'too-small', limit: EARLIEST_DAY } };
  return {};
}

function checkReward({ reward, currency }: TaskReportFacts): FieldIssues {
  const minor = parseAmount(reward, currency);
  if (minor === null) {
    const example = decimalsOf(currency) === 0 ? '25' : '0,25';
    return { reward: { code: 'not-an-amount', limit: example } };
  }
  if (minor > 0) return {};
  return { reward: { code: 'too-small', limit: String(toMajorUnits(1, currency)) } };
}

function checkTime(seconds: number | null, runs: number): FieldIssues {
  if (seconds === null) return { time: { code: 'not-a-duration' } };
  if (seconds === 0) return { time: { code: 'too-small', limit: '1 s' } };
  if (seconds > MAX_REPORT_SECONDS)
    return { time: { code: 'too-big', limit: `${MAX_REPORT_SECONDS / 3_600} h` } };
  // Less than a second per run is a mistake: minutes typed as seconds, or an extra zero in a count.
  return seconds < runs ? { time: { code: 'too-fast' } } : {};
}

/**
 * Checks that the hourly rate is plausible; else the reward, a count or the time has a typing
 * error.
 */
function checkHourly(
  hourly: number | null,
  currency: Currency,
  rates: readonly ExchangeRate[],
): FieldIssues {
  const most =
    convertCurrency(MAX_HOURLY_CENTS, 'EUR', currency, rates) ?? MAX_HOURLY_MINOR_WITHOUT_RATE;
  return hourly !== null && hourly > most ? { reward: { code: 'too-well-paid' } } : {};
}

function checkRuns({ mode, ended }: TaskReportFacts, counts: TaskCounts): FieldIssues {
  if (mode === 'one') return ended === undefined ? { ended: { code: 'required' } } : {};
  return countAllRuns(counts) === 0 ? { paid: { code: 'required' } } : {};
}

function countRuns(typed: TaskReportFacts): TaskCounts {
  if (typed.mode === 'series') return recordFrom(TASK_RUN_ENDS, (end) => typed[end]);
  return recordFrom(TASK_RUN_ENDS, (end) => (typed.ended === end ? 1 : 0));
}

/**
 * Computes the stored time of a task's last report: truncated to the hour where three established
 * members reported within a week, else to the week, and after a week to the month, so that the
 * order of lists reveals no member's day either. Null where no report counts.
 * @param before the stored value so far.
 * @param reported whether a report was just posted.
 */
export function coarsenLastReportTime(
  reports: readonly { authorKey: string; established: boolean; publishedOn: Day }[],
  before: Date | null,
  now: Date,
  reported: boolean,
): Date | null {
  const last = reports.reduce((latest, { publishedOn }) => max(latest, publishedOn), '');
  if (last === '') return null;
  const since = addDays(today(now), 1 - LAST_REPORT_HOUR_WINDOW_DAYS);
  const recent = new Set(
    reports
      .filter(({ established, publishedOn }) => established && publishedOn >= since)
      .map(({ authorKey }) => authorKey),
  );
  if (recent.size >= LAST_REPORT_HOUR_MIN_MEMBERS) {
    if (reported && last === today(now)) {
      return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
    }
    if (before !== null && last === today(before)) return before;
  }
  const monday = mondayOf(last);
  return midnight(monday >= since ? monday : `${monthOf(last)}-01`);
}

function max(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function mondayOf(day: Day): Day {
  return addDays(day, -((midnight(day).getUTCDay() + 6) % 7));
}

function midnight(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/**
 * Describes the time of the last report as coarsely as it is stored: midnight means a week or a
 * month.
 */
export function describeLastReport(at: Date, now: Date): LastTaskReport {
  const day = today(at);
  const month = monthOf(day);
  const hours = Math.max(0, Math.floor((now.getTime() - at.getTime()) / HOUR_MS));
  if (at.getUTCHours() > 0 && hours < 24) return { precision: 'hours', hours, month };
  const recent = daysBetween(day, today(now)) < LAST_REPORT_HOUR_WINDOW_DAYS;
  return { precision: recent ? 'week' : 'month', hours: null, month };
}

/**
 * Returns a task's median hourly rate in euro cents, for sorting; null with fewer than three
 * members or no established one, so that a new account alone cannot top the list.
 */
export function sortableHourlyPay(
  figures: TaskFigures | null,
  reports: readonly Pick<TaskReportFigures, 'established' | 'hourlyMinor'>[],
  rates: readonly ExchangeRate[],
): number | null {
  if (!figures?.hourly || figures.hourly.members < PAY_SORT_MIN_MEMBERS) return null;
  if (!reports.some((report) => report.established && report.hourlyMinor !== null)) return null;
  const minor = convertCurrency(figures.hourly.median, figures.hourly.currency, 'EUR', rates);
  return minor === null ? null : roundHourlyRate(minor);
}
