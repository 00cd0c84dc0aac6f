import type { SavedTable } from '#server/portability/backup/manifest.ts';
import {
  addDays,
  addMonths,
  middleOfMonth,
  mondayOf,
  monthOf,
  monthsBetween,
} from '#shared/core/days.ts';

/** A row of a snapshot, each value in PostgreSQL's text form. */
export type SavedRow = Readonly<Record<string, string | null>>;

const MONTH = /^\d{4}-\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;
/** Matches, in JSON, the start of a string that is a month, or begins with a day. */
const DATED = /"(\d{4}-\d{2}(?:-\d{2})?)(?=["T ])/g;

/** Matches the name of a list of slips, up to its Monday. */
const SLIP_LIST = /^(slips\/.*-)(\d{4}-\d{2}-\d{2})$/;
/** Columns that hold a Monday, in any table. */
const MONDAYS = ['monday', 'due_on', 'shown_from', 'proof_ready_on', 'leaves_on'];
/** Columns that hold a Monday in one table only. */
const MONDAYS_OF: Readonly<Record<string, string>> = {
  platform_day: 'day',
  slip: 'withdrawn_on',
};

/** Moves a row by `days`: its dates and times, its months, and those in its JSON. */
export function shiftRowDates(
  { name, columns }: SavedTable,
  row: SavedRow,
  days: number,
): SavedRow {
  const moved = columns.map((column): [string, string | null] => {
    const value = row[column.name] ?? null;
    if (value === null) return [column.name, null];
    const later = moveValue(column, value, row, days);
    // Round down to a Monday, so that nothing that was shown in the snapshot is still to come in the
    // moved demo.
    const isMonday = MONDAYS.includes(column.name) || MONDAYS_OF[name] === column.name;
    return [column.name, isMonday ? mondayOf(later) : later];
  });
  return Object.fromEntries(moved);
}

type Column = SavedTable['columns'][number];

function moveValue({ name, type }: Column, value: string, row: SavedRow, days: number): string {
  if (type === 'date' || type.startsWith('timestamp')) return moveDay(value, days);
  if (type === 'jsonb') {
    return value.replaceAll(DATED, (_, date: string) => `"${moveDate(date, days)}`);
  }
  const [, list, monday] = (type === 'text' ? SLIP_LIST.exec(value) : null) ?? [];
  if (list !== undefined && monday !== undefined) return list + mondayOf(addDays(monday, days));
  if (type !== 'text' || !MONTH.test(value)) return value;
  const posted = row['published_on'];
  if (name === 'asked_month' && posted) return moveAskedMonth(value, posted, days);
  const exact = exactDayOf(name, row);
  // A month with an exact day in the same row moves with that day.
  return exact === null ? moveDate(value, days) : monthOf(moveDay(exact, days));
}

/** Moves the month of a request, which has no day, with the day its payout was posted. */
function moveAskedMonth(month: string, postedOn: string, days: number): string {
  const later = monthsBetween(monthOf(postedOn), monthOf(moveDay(postedOn, days)));
  return addMonths(month, later);
}

/**
 * Finds the exact day that a month column is the published form of: `happened_month` of `happened_on`,
 * `worked_month` of a day in the exact values. Null without one.
 */
function exactDayOf(column: string, row: SavedRow): string | null {
  const what = column.replace(/_month$/, '');
  const day = row[`${what}_on`];
  if (day !== undefined) return day;
  const [, inJson] =
    new RegExp(String.raw`"${what}On": "(\d{4}-\d{2}-\d{2})"`).exec(row['exact'] ?? '') ?? [];
  return inJson ?? null;
}

function moveDate(date: string, days: number): string {
  return MONTH.test(date) ? monthOf(addDays(middleOfMonth(date), days)) : addDays(date, days);
}

function moveDay(value: string, days: number): string {
  return DAY.test(value) ? addDays(value.slice(0, 10), days) + value.slice(10) : value;
}
