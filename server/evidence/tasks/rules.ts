import { AppError } from '#server/core/errors.ts';
import { EARLIEST_DAY, monthOf, type Day } from '#shared/core/days.ts';
import { parseDuration } from '#shared/core/durations.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import { hourlyRateOfReport, countAllRuns, roundHourlyRate } from '#shared/evidence/hourly-pay.ts';
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
  TASK_RUN_ENDS,
  type ExactTaskReport,
  type TaskFigures,
  type TaskReportFacts,
} from '#shared/evidence/tasks.ts';
import { foldName } from '#shared/core/text.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';

/**
 * The values that figures use for days until approval; others are rounded to the nearest one, up on a
 * tie.
 */
const APPROVAL_STEPS = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365];

export type ParsedTaskReport = ReturnType<typeof parseTaskReport>;
/** The fields that identify a task, besides its platform and client. */
export type ParsedTask = ParsedTaskReport['task'];

/**
 * Parses a typed report into its task, exact values, and the values that figures use: rounded counts,
 * time and hourly rate, and the month.
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
    counted: {
      ...recordFrom(TASK_RUN_ENDS, (end) => roundRunCount(counts[end])),
      totalSeconds: totalSeconds === null ? null : roundPublished(totalSeconds),
      hourlyMinor: hourly === null ? null : roundPublished(hourly),
      approvalDays: approvalDays === null ? null : roundApprovalDays(approvalDays),
      workedMonth: monthOf(workedOn),
      contact: typed.contact,
      recommends: typed.recommends === undefined ? null : typed.recommends === 'yes',
      breaksTerms: typed.breaksTerms,
      ethics: [...new Set(typed.ethics)].toSorted(),
      solicited: typed.solicited,
    },
  };
}

/** Rounds a count of runs for figures: exact below ten, else one significant digit, ties up. */
export function roundRunCount(runs: number): number {
  if (runs < 10) return runs;
  let step = 10;
  while (runs >= step * 10) step *= 10;
  return Math.floor((runs + step / 2) / step) * step;
}

/** Rounds the days until approval to steps, so that they match no day of a ledger. */
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

/** Returns a task's median hourly rate in euro cents, for sorting; null without a rate. */
export function sortableHourlyPay(
  figures: TaskFigures | null,
  rates: readonly ExchangeRate[],
): number | null {
  const hourly = figures?.hourly ?? null;
  const minor = hourly && convertCurrency(hourly.median, hourly.currency, 'EUR', rates);
  return minor === null ? null : roundHourlyRate(minor);
}
