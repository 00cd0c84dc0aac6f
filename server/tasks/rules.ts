import { AppError, refuseField } from '#server/errors.ts';
import { EARLIEST_DAY, addDays, daysBetween, monthOf, today, type Day } from '#shared/days.ts';
import { parseDuration } from '#shared/durations.ts';
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
 * @throws AppError bad-input naming the field.
 */
export function readTaskReport(typed: TaskReportFacts, now: Day): ReadReport {
  const { workedOn, client, clientId } = typed;
  if (workedOn > now) throw refuseField('workedOn', 'in-the-future', now);
  if (workedOn < EARLIEST_DAY) throw refuseField('workedOn', 'too-small', EARLIEST_DAY);
  if (client !== undefined && !typed.notAPerson) throw refuseField('notAPerson', 'required');
  const task = readTask(typed);
  const counts = readCounts(typed);
  const totalSeconds = readTime(typed.time);
  return {
    task,
    client: { name: client ?? null, externalId: clientId ?? null },
    exact: { ...counts, totalSeconds, workedOn },
    published: {
      ...publishCounts(counts),
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

function readTask({ title, reward, currency }: TaskReportFacts): ReadTask {
  const titleKey = foldName(title);
  if (titleKey === '') throw refuseField('title', 'invalid');
  const rewardMinor = parseAmount(reward, currency);
  if (rewardMinor === null) {
    throw refuseField('reward', 'not-an-amount', decimalsOf(currency) === 0 ? '25' : '0,25');
  }
  if (rewardMinor === 0) throw refuseField('reward', 'too-small', String(toMajor(1, currency)));
  return { title, titleKey, currency, rewardMinor };
}

function readCounts(typed: TaskReportFacts): TaskCounts {
  if (typed.mode === 'one' && typed.ended === undefined) throw refuseField('ended', 'required');
  const counts = toCounts((end) =>
    typed.mode === 'one' ? (typed.ended === end ? 1 : 0) : typed[end],
  );
  if (runsOf(counts) === 0) throw refuseField('paid', 'required');
  return counts;
}

function publishCounts(counts: TaskCounts): TaskCounts {
  return toCounts((end) => roundPublished(counts[end]));
}

function toCounts(of: (end: keyof TaskCounts) => number): TaskCounts {
  return Object.fromEntries(RUN_ENDS.map((end) => [end, of(end)])) as TaskCounts;
}

function readTime(typed: string | undefined): number | null {
  if (typed === undefined) return null;
  const seconds = parseDuration(typed);
  if (seconds === null) throw refuseField('time', 'not-a-duration');
  if (seconds === 0) throw refuseField('time', 'too-small', '1 s');
  if (seconds > MAX_SECONDS) throw refuseField('time', 'too-big', `${MAX_SECONDS / 3_600} h`);
  return seconds;
}

/** Only its author corrects a report or takes it back. */
export function requireAuthor(report: { memberId: string | null }, viewerId: string): void {
  if (report.memberId !== viewerId) throw new AppError('not-allowed');
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
