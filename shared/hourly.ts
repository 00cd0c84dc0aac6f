import { convert } from './exchange.ts';
import { groupBy } from './groups.ts';
import type { Currency } from './money.ts';
import {
  AUTHOR_ESTABLISHED,
  AUTHOR_NEW,
  NEW_MEMBERS_CAP_MIN,
  NEW_MEMBERS_CAP_SHARE,
} from './standing-constants.ts';
import type { ExchangeRate } from './tables.ts';
import type { Contact, Ethics, TaskFigures } from './tasks.ts';
import type { TaskCounts } from './workbook.ts';

/** One report as it is published: rounded counts and times, the month. */
export type ReportFacts = TaskCounts & {
  /** Joins the reports of one member, or of one voice. */
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  /** Of one run. */
  readonly rewardMinor: number;
  /** All time spent, unpaid time included; null where it was not measured. */
  readonly totalSeconds: number | null;
  readonly approvalDays: number | null;
  readonly contact: Contact;
  readonly recommends: boolean | null;
  readonly breaksTerms: boolean;
  readonly ethics: readonly Ethics[];
  readonly workedMonth: string;
};

/** Seconds of an hour. */
const HOUR = 3_600;
/** What sums are made in where the reports share no currency. */
const COMMON_CURRENCY: Currency = 'EUR';

/** Rewards paid ÷ all time spent, in minor units an hour; null without a time. */
export function hourlyOf(rewardsPaidMinor: number, seconds: number): number | null {
  return seconds > 0 ? Math.round((rewardsPaidMinor * HOUR) / seconds) : null;
}

/** Every run that was begun, however it ended. */
export function runsOf(counts: TaskCounts): number {
  return handedIn(counts) + counts.screenOuts + counts.broken + counts.abandoned;
}

/** What went to the client: paid, refused, or not yet judged. */
export function handedIn(counts: TaskCounts): number {
  return judged(counts) + counts.pending;
}

function judged({ paid, refusedWithReason, refusedWithoutReason }: TaskCounts): number {
  return paid + refusedWithReason + refusedWithoutReason;
}

/**
 * What the reports of a task, a client or a platform come to, by members, so that who posts more
 * does not weigh more. Those that were asked for, or that a finding names, are left out before.
 * Others than the established weigh a quarter, and together no more than the standing lets them.
 */
export function describeReports(
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
): TaskFigures {
  const members = weighMembers(reports);
  const count = (has: (report: ReportFacts) => boolean): number =>
    members.filter((member) => member.reports.some(has)).length;
  const opinions = eachMember(members, opinionOf);
  return {
    reports: reports.length,
    members: members.length,
    runs: sum(reports, runsOf),
    hourly: describeHourly(members, rates),
    medianRunSeconds: median(eachMember(members, runSecondsOf)),
    refused: describeRefusals(members),
    screenOutShare: mean(eachMember(members, screenOutsOf)),
    medianApprovalDays: median(eachMember(members, approvalDaysOf)),
    contact: {
      tried: count(({ contact }) => contact !== 'not-tried'),
      answered: count(({ contact }) => contact === 'answered'),
    },
    recommends: {
      yes: opinions.filter(({ value }) => value).length,
      opinions: opinions.length,
    },
    breaksTerms: count(({ breaksTerms }) => breaksTerms),
    ethics: [...new Set(reports.flatMap(({ ethics }) => ethics))]
      .map((kind) => ({ kind, members: count(({ ethics }) => ethics.includes(kind)) }))
      .toSorted((a, b) => b.members - a.members || (a.kind < b.kind ? -1 : 1)),
  };
}

type Member = { readonly reports: readonly ReportFacts[]; readonly weight: number };
type Weighed<Value> = { readonly value: Value; readonly weight: number };

/** Reports by members, with what each member weighs, above 0 and at most 1. */
export function weighMembers(reports: readonly ReportFacts[]): Member[] {
  const members = [...groupBy(reports, ({ authorKey }) => authorKey).values()].map((own) => ({
    reports: own,
    established: own.some(({ established }) => established),
  }));
  const established = members.filter((member) => member.established).length * AUTHOR_ESTABLISHED;
  const others = members.filter((member) => !member.established).length * AUTHOR_NEW;
  const most = Math.max(NEW_MEMBERS_CAP_MIN, NEW_MEMBERS_CAP_SHARE * established);
  const other = AUTHOR_NEW * Math.min(1, most / others);
  return members.map((member) => ({
    reports: member.reports,
    weight: member.established ? AUTHOR_ESTABLISHED : other,
  }));
}

/** What each member's own reports say, where they say something. */
function eachMember<Value>(
  members: readonly Member[],
  say: (reports: readonly ReportFacts[]) => Value | null,
): Weighed<Value>[] {
  return members.flatMap(({ reports, weight }) => {
    const value = say(reports);
    return value === null ? [] : [{ value, weight }];
  });
}

function describeHourly(
  members: readonly Member[],
  rates: readonly ExchangeRate[],
): TaskFigures['hourly'] {
  const timed = members.map(({ reports, weight }) => ({
    reports: reports.filter(saysHourly),
    weight,
  }));
  const [own = COMMON_CURRENCY, ...others] = new Set(
    timed.flatMap(({ reports }) => reports.map(({ currency }) => currency)),
  );
  const currency = others.length === 0 ? own : COMMON_CURRENCY;
  const hourly = eachMember(timed, (reports) => hourlyIn(currency, reports, rates));
  if (hourly.length === 0) return null;
  const quartile = (share: number): number => Math.round(quantile(hourly, share));
  return {
    currency,
    low: quartile(0.25),
    median: quartile(0.5),
    high: quartile(0.75),
    members: hourly.length,
  };
}

/** Her time is known, and it does not all wait for what will come of it. */
export function saysHourly(report: ReportFacts): boolean {
  return report.totalSeconds !== null && (report.pending === 0 || judged(report) > 0);
}

function hourlyIn(
  currency: Currency,
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
): number | null {
  let paid = 0;
  let seconds = 0;
  for (const report of reports) {
    const reward = convert(report.rewardMinor, report.currency, currency, rates);
    if (reward === null) continue;
    paid += reward * report.paid;
    seconds += report.totalSeconds ?? 0;
  }
  return hourlyOf(paid, seconds);
}

function describeRefusals(members: readonly Member[]): TaskFigures['refused'] {
  const refused = eachMember(members, (reports) =>
    shareOfJudged(reports, (report) => report.refusedWithReason + report.refusedWithoutReason),
  );
  const withoutReason = eachMember(members, (reports) =>
    shareOfJudged(reports, (report) => report.refusedWithoutReason),
  );
  const [share, withoutReasonShare] = [mean(refused), mean(withoutReason)];
  if (share === null || withoutReasonShare === null) return null;
  return {
    share,
    withoutReasonShare,
    membersRefused: refused.filter(({ value }) => value > 0).length,
    membersWithoutReason: withoutReason.filter(({ value }) => value > 0).length,
    members: refused.length,
  };
}

function shareOfJudged(
  reports: readonly ReportFacts[],
  part: (report: ReportFacts) => number,
): number | null {
  const all = sum(reports, judged);
  return all === 0 ? null : sum(reports, part) / all;
}

function runSecondsOf(reports: readonly ReportFacts[]): number | null {
  const timed = reports.filter(({ totalSeconds }) => totalSeconds !== null);
  const runs = sum(timed, runsOf);
  return runs === 0 ? null : sum(timed, ({ totalSeconds }) => totalSeconds ?? 0) / runs;
}

function screenOutsOf(reports: readonly ReportFacts[]): number | null {
  const runs = sum(reports, runsOf);
  return runs === 0 ? null : sum(reports, ({ screenOuts }) => screenOuts) / runs;
}

function approvalDaysOf(reports: readonly ReportFacts[]): number | null {
  const days = reports.map(({ approvalDays }) => approvalDays).filter((known) => known !== null);
  return days.length === 0 ? null : sum(days, (one) => one) / days.length;
}

/** What she said last. */
function opinionOf(reports: readonly ReportFacts[]): boolean | null {
  const said = reports.filter(({ recommends }) => recommends !== null);
  const last = said.toSorted((a, b) => (a.workedMonth < b.workedMonth ? -1 : 1)).at(-1);
  return last?.recommends ?? null;
}

function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}

function mean(weighed: readonly Weighed<number>[]): number | null {
  const weights = sum(weighed, ({ weight }) => weight);
  return weights === 0 ? null : sum(weighed, ({ value, weight }) => value * weight) / weights;
}

function median(weighed: readonly Weighed<number>[]): number | null {
  return weighed.length === 0 ? null : Math.round(quantile(weighed, 0.5));
}

/** The value that so much of the weight lies under; between two, their middle. */
function quantile(weighed: readonly Weighed<number>[], share: number): number {
  const sorted = weighed.toSorted((a, b) => a.value - b.value);
  const wanted = sum(sorted, ({ weight }) => weight) * share;
  let reached = 0;
  for (const [index, { value, weight }] of sorted.entries()) {
    reached += weight;
    if (Math.abs(reached - wanted) < SAME_WEIGHT) {
      return (value + (sorted[index + 1]?.value ?? value)) / 2;
    }
    if (reached > wanted) return value;
  }
  return sorted.at(-1)?.value ?? 0;
}

// Quarters add up exactly, capped weights do not.
const SAME_WEIGHT = 1e-9;
