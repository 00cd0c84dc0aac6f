import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import { foldName } from '#shared/core/text.ts';
import type { PayoutEntry, TaskEntry, WorkbookEntry } from '#shared/evidence/workbook.ts';
import {
  computeWorkbookTotals,
  platformNameKeyInWorkbook,
} from '#shared/evidence/workbook-totals.ts';

/** Days of the workbook that are looked at: three months. */
const LOOKED_AT_DAYS = 91;
/** A workbook begun more lately counts as this long: a first good week is no habit. */
const LEAST_DAYS = 14;

/** What is refused: all tasks of a platform, those of a client there, or one task, by their names. */
export type RefusedWork = {
  readonly platform: string;
  readonly client: string | null;
  readonly task: string | null;
};

/**
 * Estimates what a boycott of so many days would cost her, from what her workbook has of the last three
 * months: her income a day there, approved rewards or money received, whichever is more. Of a client or a
 * task the rewards alone, since payouts name none.
 * @returns minor units of the currency with most; null without an income there.
 */
export function estimateBoycottCost(
  entries: readonly WorkbookEntry[],
  { platform, client, task }: RefusedWork,
  boycottDays: number,
  today: Day,
): { readonly minor: number; readonly currency: Currency } | null {
  const since = addDays(today, -LOOKED_AT_DAYS);
  const isNamed = (name: string | null, wanted: string | null): boolean =>
    wanted === null || (name !== null && foldName(name) === foldName(wanted));
  const there = entries.filter(
    (entry): entry is TaskEntry | PayoutEntry =>
      (entry.kind === 'task' || entry.kind === 'payout') &&
      platformNameKeyInWorkbook(entry.platform) === platformNameKeyInWorkbook(platform),
  );
  const first = there.map(({ day }) => day).toSorted()[0];
  if (first === undefined) return null;
  const days = Math.min(LOOKED_AT_DAYS, Math.max(LEAST_DAYS, daysBetween(first, today)));
  const recent = there.filter((entry) => {
    const day = entry.kind === 'payout' ? (entry.settledOn ?? entry.day) : entry.day;
    if (day <= since || day > today) return false;
    if (client === null && task === null) return true;
    return entry.kind === 'task' && isNamed(entry.client, client) && isNamed(entry.title, task);
  });
  const amounts = computeWorkbookTotals(recent).platforms.flatMap((total) => total.amounts);
  const [most] = amounts
    .map(({ currency, earnedMinor, receivedMinor }) => ({
      currency,
      minor: Math.round((Math.max(earnedMinor, receivedMinor) / days) * boycottDays),
    }))
    .toSorted((one, other) => other.minor - one.minor);
  return most === undefined || most.minor === 0 ? null : most;
}
