import { AppError } from '#server/errors.ts';
import { EARLIEST_DAY, addDays, daysBetween, monthOf, today, type Day } from '#shared/days.ts';
import { parseDuration } from '#shared/durations.ts';
import type { FieldIssues } from '#shared/errors.ts';
import { runsOf } from '#shared/hourly.ts';
import { decimalsOf, parseAmount, roundPublished, toMajor, type Currency } from '#shared/money.ts';
import {
  MAX_SECONDS,
  RUN_ENDS,
  type ExactReport,
  type LastReport,
  type TaskReportFacts,
} from '#shared/tasks.ts';
import { foldName } from '#shared/text.ts';
import type { TaskCounts } from '#shared/workbook.ts';

/** So many members within so many days, and the hour of the last report shows. */
export const HOUR_MIN_MEMBERS = 3;
export const HOUR_WINDOW_DAYS = 7;
const HOUR_MS = 3_600_000;

/** What makes a task the same as another, beside its platform and its client. */
export type ReadTask = {
  readonly title: string;
  readonly titleKey: string;
  readonly currency: Currency;
  readonly rewardMinor: number;
};

export type ReadReport = {
  readonly task: ReadTask;
  readonly client: { readonly name: string | null; readonly externalId: string | null };
  readonly exact: ExactReport;
  readonly published: TaskCounts & {
    readonly totalSeconds: number | null;
    readonly approvalDays: number | null;
    readonly workedMonth: string;
    readonly contact: string;
    readonly recommends: boolean | null;
    readonly breaksTerms: boolean;
    readonly ethics: string[];
    readonly text: string | null;
    readonly solicited: boolean;
    readonly signed: boolean;
  };
};

/**
 * Reads a report as it was typed, into its task, what its author keeps and what everybody sees:
 * counts and time with two significant digits, the month.
 * @throws AppError bad-input naming every field that is wrong.
 */
export function readTaskReport(typed: TaskReportFacts, now: Day): ReadReport {
  const { title, currency, workedOn } = typed;
  const titleKey = foldName(title);
  const rewardMinor = parseAmount(typed.reward, currency) ?? 0;
  const counts = countRuns(typed);
  const totalSeconds = typed.time === undefined ? null : parseDuration(typed.time);
  const issues: FieldIssues = {
    ...checkDay(workedOn, now),
    ...(titleKey === '' ? { title: { code: 'invalid' } } : {}),
    ...checkReward(typed),
    ...(typed.time === undefined ? {} : checkTime(totalSeconds)),
    ...checkRuns(typed, counts),
    ...checkNamed(typed),
  };
  if (Object.keys(issues).length > 0) throw new AppError('bad-input', { fields: issues });
  return {
    task: { title, titleKey, currency, rewardMinor },
    client: { name: typed.client ?? null, externalId: typed.clientId ?? null },
    exact: { ...counts, totalSeconds, workedOn },
    published: {
      ...toCounts((end) => roundPublished(counts[end])),
      totalSeconds: totalSeconds === null ? null : roundPublished(totalSeconds),
      approvalDays: typed.approvalDays ?? null,
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

// An id can be a person's own number as well.
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
  return { reward: { code: 'too-small', limit: String(toMajor(1, currency)) } };
}

function checkTime(seconds: number | null): FieldIssues {
  if (seconds === null) return { time: { code: 'not-a-duration' } };
  if (seconds === 0) return { time: { code: 'too-small', limit: '1 s' } };
  if (seconds <= MAX_SECONDS) return {};
  return { time: { code: 'too-big', limit: `${MAX_SECONDS / 3_600} h` } };
}

function checkRuns({ mode, ended }: TaskReportFacts, counts: TaskCounts): FieldIssues {
  if (mode === 'one') return ended === undefined ? { ended: { code: 'required' } } : {};
  return runsOf(counts) === 0 ? { paid: { code: 'required' } } : {};
}

function countRuns(typed: TaskReportFacts): TaskCounts {
  if (typed.mode === 'series') return toCounts((end) => typed[end]);
  return toCounts((end) => (typed.ended === end ? 1 : 0));
}

function toCounts(of: (end: keyof TaskCounts) => number): TaskCounts {
  return Object.fromEntries(RUN_ENDS.map((end) => [end, of(end)])) as TaskCounts;
}

/**
 * When a task was last reported, as it is kept: cut to the hour where three members did within a
 * week, else to the day, so that the order of a list tells no single member's hour either. Null
 * where no report counts.
 * @param before what was kept until now.
 * @param reported it was reported just now.
 */
export function lastReportAt(
  reports: readonly { authorKey: string; publishedOn: Day }[],
  before: Date | null,
  now: Date,
  reported: boolean,
): Date | null {
  const last = reports.reduce((latest, { publishedOn }) => max(latest, publishedOn), '');
  if (last === '') return null;
  const since = addDays(today(now), 1 - HOUR_WINDOW_DAYS);
  const recent = new Set(
    reports.filter(({ publishedOn }) => publishedOn >= since).map(({ authorKey }) => authorKey),
  );
  if (recent.size >= HOUR_MIN_MEMBERS) {
    if (reported && last === today(now)) {
      return new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
    }
    if (before !== null && last === today(before)) return before;
  }
  return new Date(`${last}T00:00:00Z`);
}

function max(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** The last report in words that tell no more than is kept: midnight is a day. */
export function describeLastReport(at: Date, now: Date): LastReport {
  const day = today(at);
  const days = daysBetween(day, today(now));
  const month = monthOf(day);
  const hours = Math.max(0, Math.floor((now.getTime() - at.getTime()) / HOUR_MS));
  if (at.getUTCHours() > 0 && hours < 24) return { precision: 'hours', hours, month };
  if (days <= 0) return { precision: 'today', hours: null, month };
  if (days < HOUR_WINDOW_DAYS) return { precision: 'week', hours: null, month };
  return { precision: 'month', hours: null, month };
}
