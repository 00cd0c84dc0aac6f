import { addDays, monthOf, today, type Day } from '#shared/core/days.ts';
import { TRANSPARENCY_MONTHS_SHOWN } from '#shared/governance/transparency-report.ts';

/** The days that a report counts, from the first to the last, both included. */
export type ReportPeriod = {
  readonly from: Day;
  readonly to: Day;
  /** The months ('YYYY-MM') counted one by one, earliest first. */
  readonly months: readonly string[];
};

/**
 * Returns the period of a year, or of everything since `firstDay` when `year` is null; it never
 * ends after `now`.
 */
export function reportPeriodOf(year: number | null, firstDay: Day, now: Date): ReportPeriod {
  const day = today(now);
  const last = `${year}-12-31`;
  const to = year === null || last > day ? day : last;
  const from = year === null ? firstDay : `${year}-01-01`;
  return { from, to, months: monthsUntil(to).filter((month) => month >= monthOf(from)) };
}

export function yearsSince(firstDay: Day, now: Date): number[] {
  const last = yearOf(today(now));
  return Array.from({ length: last - yearOf(firstDay) + 1 }, (_, back) => last - back);
}

/**
 * Returns a period's bounds as instants for SQL: the start of the first day, and of the day after
 * the last.
 */
export function instantBoundsOf({ from, to }: ReportPeriod): [string, string] {
  return [`${from}T00:00:00Z`, `${addDays(to, 1)}T00:00:00Z`];
}

/** SQL: whether a `timestamptz` is in the period: from $1 until before $2. */
export function isInstantInPeriodSql(column: string): string {
  return `(${column} >= $1::timestamptz AND ${column} < $2::timestamptz)`;
}

/** SQL: whether a `date` is in the period: from $1 until before $2, in UTC. */
export function isDayInPeriodSql(column: string): string {
  return `(${column} >= ($1::timestamptz AT TIME ZONE 'UTC')::date
    AND ${column} < ($2::timestamptz AT TIME ZONE 'UTC')::date)`;
}

function monthsUntil(day: Day): string[] {
  const months = [monthOf(day)];
  while (months.length < TRANSPARENCY_MONTHS_SHOWN) {
    months.push(monthOf(addDays(`${months.at(-1)}-01`, -1)));
  }
  return months.toReversed();
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
