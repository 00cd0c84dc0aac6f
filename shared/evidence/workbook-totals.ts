import { daysBetween, monthOf, type Day } from '#shared/core/days.ts';
import { hourlyRateOf } from './hourly-pay.ts';
import type { Currency } from '#shared/core/money.ts';
import { foldName } from '#shared/core/text.ts';
import type { PayoutEntry, SearchEntry, TaskEntry, WorkbookEntry } from './workbook.ts';

/** Totals of a platform, a month or a currency. Amounts in minor units, times in seconds. */
export type WorkbookTotal = {
  /** The group's key: the platform's name as last written, the month "2026-11", or the currency. */
  readonly key: string;
  readonly amounts: readonly CurrencyAmounts[];
  /** Time on tasks. */
  readonly seconds: number;
  /** Time spent looking for tasks. */
  readonly searchSeconds: number;
  /**
   * Rewards of timed tasks, over all their time, unpaid runs included, and all search time; minor
   * units an hour. Null without a time, or with several currencies.
   */
  readonly hourly: { readonly minor: number; readonly currency: Currency } | null;
};

export type CurrencyAmounts = {
  readonly currency: Currency;
  /** Rewards of approved runs. */
  readonly earnedMinor: number;
  /** Money received. */
  readonly receivedMinor: number;
};

export type WorkbookTotals = {
  /** Totals by platform; the platform of the latest entry first. */
  readonly platforms: readonly WorkbookTotal[];
  /** Latest first; a receipt counts in its own month. */
  readonly months: readonly WorkbookTotal[];
  /** Most frequent first; search time counts in the currency of most of its platform's tasks. */
  readonly currencies: readonly WorkbookTotal[];
};

/** The amount that one platform still owes in one currency, in minor units. */
export type AmountOwed = {
  readonly platform: string;
  readonly currency: Currency;
  /**
   * Approved rewards in no pending or received payout, in minor units; a refused payout is owed
   * again.
   */
  readonly toAskMinor: number;
  /** The day of the oldest task not covered by a payout. */
  readonly toAskSince: Day | null;
  readonly toAskDays: number | null;
  /** Amount requested and not received yet, in minor units. */
  readonly waitingMinor: number;
  /** The day of the oldest pending request. */
  readonly waitingSince: Day | null;
  readonly waitingDays: number | null;
};

type Live = TaskEntry | SearchEntry | PayoutEntry;

/** A task's earnings so far: the rewards of approved runs, in minor units. */
export function earnedMinorOfTask(task: TaskEntry): number {
  return task.rewardMinor * task.counts.paid;
}

// Cached by name: normalising case and accents is slow, and thousands of entries name few platforms.
const keys = new Map<string, string>();

/** One key for all spellings of a platform. */
export function platformNameKeyInWorkbook(name: string): string {
  const key = keys.get(name) ?? (foldName(name) || name.trim());
  keys.set(name, key);
  return key;
}

/** The workbook's totals by platform, by month and by currency. */
export function computeWorkbookTotals(entries: readonly WorkbookEntry[]): WorkbookTotals {
  const live = liveOf(entries);
  const main = mainCurrencies(live);
  const byPlatform = sumBy(live, (entry) => [
    platformNameKeyInWorkbook(entry.platform),
    entry.platform,
  ]);
  const byMonth = sumBy(live, (entry) => {
    const day = entry.kind === 'payout' ? (entry.settledOn ?? entry.day) : entry.day;
    return [monthOf(day), monthOf(day)];
  });
  const byCurrency = sumBy(live, (entry) => {
    const currency = entry.kind === 'search' ? main(entry.platform) : entry.currency;
    return currency === null ? null : [currency, currency];
  });
  return {
    platforms: byPlatform.toSorted((one, other) => compare(other.lastDay, one.lastDay)).map(total),
    months: byMonth.toSorted((one, other) => compare(other.name, one.name)).map(total),
    currencies: byCurrency.toSorted((one, other) => other.entries - one.entries).map(total),
  };
}

type Sum = {
  name: string;
  lastDay: Day;
  entries: number;
  amounts: Map<Currency, { earned: number; received: number; timed: number }>;
  seconds: number;
  searchSeconds: number;
};

function sumBy(
  entries: readonly Live[],
  groupOf: (entry: Live) => readonly [key: string, name: string] | null,
): Sum[] {
  const sums = new Map<string, Sum>();
  for (const entry of entries) {
    const group = groupOf(entry);
    if (group === null) continue;
    const sum = sums.get(group[0]) ?? {
      name: group[1],
      lastDay: entry.day,
      entries: 0,
      amounts: new Map(),
      seconds: 0,
      searchSeconds: 0,
    };
    sums.set(group[0], sum);
    add(sum, entry);
    if (entry.day < sum.lastDay) continue;
    sum.lastDay = entry.day;
    sum.name = group[1];
  }
  return [...sums.values()];
}

function add(sum: Sum, entry: Live): void {
  sum.entries += 1;
  if (entry.kind === 'search') {
    sum.searchSeconds += entry.seconds;
    return;
  }
  const amounts = sum.amounts.get(entry.currency) ?? { earned: 0, received: 0, timed: 0 };
  sum.amounts.set(entry.currency, amounts);
  if (entry.kind === 'payout') {
    if (entry.state === 'received') amounts.received += entry.receivedMinor ?? entry.expectedMinor;
    return;
  }
  amounts.earned += earnedMinorOfTask(entry);
  if (entry.seconds === null) return;
  // A task without a time would only raise the rate.
  amounts.timed += earnedMinorOfTask(entry);
  sum.seconds += entry.seconds;
}

function total(sum: Sum): WorkbookTotal {
  const all = [...sum.amounts];
  const earning = all.filter(([, { earned }]) => earned > 0);
  const [single] = earning.length === 0 ? all : earning;
  const isSingular = earning.length === 1 || (earning.length === 0 && all.length === 1);
  return {
    key: sum.name,
    amounts: all.map(([currency, { earned, received }]) => ({
      currency,
      earnedMinor: earned,
      receivedMinor: received,
    })),
    seconds: sum.seconds,
    searchSeconds: sum.searchSeconds,
    hourly: single === undefined || !isSingular ? null : rateOf(sum, single[0], single[1].timed),
  };
}

function rateOf(sum: Sum, currency: Currency, timedMinor: number): WorkbookTotal['hourly'] {
  if (sum.seconds === 0) return null;
  const minor = hourlyRateOf(timedMinor, sum.seconds + sum.searchSeconds);
  return minor === null ? null : { minor, currency };
}

/** The currency of most entries of a platform, else of the workbook. */
function mainCurrencies(entries: readonly Live[]): (platform: string) => Currency | null {
  const counts = new Map<string, Map<Currency, number>>();
  for (const entry of entries) {
    if (entry.kind === 'search') continue;
    for (const key of ['', platformNameKeyInWorkbook(entry.platform)]) {
      const count = counts.get(key) ?? new Map<Currency, number>();
      counts.set(key, count.set(entry.currency, (count.get(entry.currency) ?? 0) + 1));
    }
  }
  return (platform) => {
    const count =
      counts.get(platformNameKeyInWorkbook(platform)) ??
      counts.get('') ??
      new Map<Currency, number>();
    const [most] = [...count].toSorted(([, one], [, other]) => other - one);
    return most?.[0] ?? null;
  };
}

/** The amounts that platforms owe, by currency, and since when; without zero amounts. */
export function computeAmountsOwed(entries: readonly WorkbookEntry[], today: Day): AmountOwed[] {
  const accounts = new Map<string, { name: string; tasks: TaskEntry[]; payouts: PayoutEntry[] }>();
  for (const entry of liveOf(entries).toSorted((one, other) => compare(one.day, other.day))) {
    if (entry.kind === 'search') continue;
    const key = `${entry.currency} ${platformNameKeyInWorkbook(entry.platform)}`;
    const account = accounts.get(key) ?? { name: '', tasks: [], payouts: [] };
    account.name = entry.platform;
    if (entry.kind === 'task') account.tasks.push(entry);
    else account.payouts.push(entry);
    accounts.set(key, account);
  }
  const owed = [...accounts.values()].flatMap(({ name, tasks, payouts }) => {
    const currency = (tasks[0] ?? payouts[0])?.currency;
    if (currency === undefined) return [];
    const toAsk = uncovered(tasks, payouts);
    const waiting = payouts.filter(({ state }) => state === 'waiting');
    const waitingMinor = waiting.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0);
    if (toAsk.minor === 0 && waitingMinor === 0) return [];
    const waitingSince = waiting[0]?.day ?? null;
    return {
      platform: name,
      currency,
      toAskMinor: toAsk.minor,
      toAskSince: toAsk.since,
      toAskDays: age(toAsk.since, today),
      waitingMinor,
      waitingSince,
      waitingDays: age(waitingSince, today),
    };
  });
  // Longest owing first.
  const since = ({ toAskSince, waitingSince }: AmountOwed): Day =>
    [toAskSince, waitingSince].filter((day) => day !== null).toSorted(compare)[0] ?? today;
  return owed.toSorted((one, other) => compare(since(one), since(other)));
}

/**
 * The earnings that payouts do not cover, and the day of the oldest such task. Payouts cover the
 * oldest tasks first, by the requested amount, since a fee is no debt.
 */
function uncovered(
  tasks: readonly TaskEntry[],
  payouts: readonly PayoutEntry[],
): { minor: number; since: Day | null } {
  let covered = payouts
    .filter(({ state }) => state !== 'refused')
    .reduce((sum, { expectedMinor }) => sum + expectedMinor, 0);
  let minor = 0;
  let since: Day | null = null;
  for (const task of tasks) {
    const open = Math.max(0, earnedMinorOfTask(task) - covered);
    covered = Math.max(0, covered - earnedMinorOfTask(task));
    if (open > 0) since ??= task.day;
    minor += open;
  }
  return { minor, since };
}

function age(since: Day | null, today: Day): number | null {
  return since === null ? null : Math.max(0, daysBetween(since, today));
}

function liveOf(entries: readonly WorkbookEntry[]): Live[] {
  return entries.filter((entry): entry is Live => entry.kind !== 'deleted');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
