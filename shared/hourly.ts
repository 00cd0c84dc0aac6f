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

/** What reports of one member, in one currency, add up to. */
export type Tally = {
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  readonly reports: number;
  /** Runs: begun, judged, refused, refused without a reason, thrown out of. */
  readonly runs: number;
  readonly judged: number;
  readonly refused: number;
  readonly withoutReason: number;
  readonly screenOuts: number;
  /** Of the reports whose time is known. */
  readonly timedRuns: number;
  readonly timedSeconds: number;
  /** Of the reports that say a rate. */
  readonly earnedMinor: number;
  readonly earningSeconds: number;
  /** The sum of the days to approval, and of how many reports. */
  readonly approvalDays: number;
  readonly approvals: number;
  readonly tried: boolean;
  readonly answered: boolean;
  /** What she said last, and in which month; null where she said nothing. */
  readonly recommends: boolean | null;
  readonly recommendsMonth: string | null;
  readonly breaksTerms: boolean;
  readonly ethics: readonly Ethics[];
};

/** Her time is known, and it does not all wait for what will come of it. */
export function saysHourly(report: ReportFacts): boolean {
  return report.totalSeconds !== null && (report.pending === 0 || judged(report) > 0);
}

/** What one report says, to be added up. */
function tallyOf(report: ReportFacts): Tally {
  const { totalSeconds, approvalDays, recommends, contact } = report;
  const says = saysHourly(report);
  return {
    authorKey: report.authorKey,
    established: report.established,
    currency: report.currency,
    reports: 1,
    runs: runsOf(report),
    judged: judged(report),
    refused: report.refusedWithReason + report.refusedWithoutReason,
    withoutReason: report.refusedWithoutReason,
    screenOuts: report.screenOuts,
    timedRuns: totalSeconds === null ? 0 : runsOf(report),
    timedSeconds: totalSeconds ?? 0,
    earnedMinor: says ? report.rewardMinor * report.paid : 0,
    earningSeconds: says ? (totalSeconds ?? 0) : 0,
    approvalDays: approvalDays ?? 0,
    approvals: approvalDays === null ? 0 : 1,
    tried: contact !== 'not-tried',
    answered: contact === 'answered',
    recommends,
    recommendsMonth: recommends === null ? null : report.workedMonth,
    breaksTerms: report.breaksTerms,
    ethics: report.ethics,
  };
}

/** What the reports of a task, a client or a platform come to; `describeTallies` says how. */
export function describeReports(
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
): TaskFigures {
  return describeTallies(reports.map(tallyOf), rates);
}

/**
 * What reports come to, by members, so that who posts more does not weigh more. Those that were
 * asked for, or that a finding names, are left out before. Others than the established weigh a
 * quarter, and together no more than the standing lets them.
 */
export function describeTallies(
  tallies: readonly Tally[],
  rates: readonly ExchangeRate[],
): TaskFigures {
  const members = weighMembers(tallies);
  const count = (says: (tally: Tally) => boolean): number =>
    members.filter((member) => member.reports.some(says)).length;
  const share = (part: (tally: Tally) => number, of: (tally: Tally) => number): Weighed<number>[] =>
    eachMember(members, (own) => {
      const all = sum(own, of);
      return all === 0 ? null : sum(own, part) / all;
    });
  const opinions = eachMember(members, opinionOf);
  return {
    reports: sum(tallies, ({ reports }) => reports),
    members: members.length,
    runs: sum(tallies, ({ runs }) => runs),
    hourly: describeHourly(members, rates),
    medianRunSeconds: median(
      share(
        (tally) => tally.timedSeconds,
        (tally) => tally.timedRuns,
      ),
    ),
    refused: describeRefusals(
      share(
        (tally) => tally.refused,
        (tally) => tally.judged,
      ),
      share(
        (tally) => tally.withoutReason,
        (tally) => tally.judged,
      ),
    ),
    screenOutShare: mean(
      share(
        (tally) => tally.screenOuts,
        (tally) => tally.runs,
      ),
    ),
    medianApprovalDays: median(
      share(
        (tally) => tally.approvalDays,
        (tally) => tally.approvals,
      ),
    ),
    contact: { tried: count(({ tried }) => tried), answered: count(({ answered }) => answered) },
    recommends: {
      yes: opinions.filter(({ value }) => value).length,
      opinions: opinions.length,
    },
    breaksTerms: count(({ breaksTerms }) => breaksTerms),
    ethics: [...new Set(tallies.flatMap(({ ethics }) => ethics))]
      .map((kind) => ({ kind, members: count(({ ethics }) => ethics.includes(kind)) }))
      .toSorted((a, b) => b.members - a.members || (a.kind < b.kind ? -1 : 1)),
  };
}

type Said = { readonly authorKey: string; readonly established: boolean };
type Member<Report extends Said> = {
  readonly reports: readonly Report[];
  readonly weight: number;
};
type Weighed<Value> = { readonly value: Value; readonly weight: number };

/** Reports by members, with what each member weighs, above 0 and at most 1. */
export function weighMembers<Report extends Said>(reports: readonly Report[]): Member<Report>[] {
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
  members: readonly Member<Tally>[],
  say: (own: readonly Tally[]) => Value | null,
): Weighed<Value>[] {
  return members.flatMap(({ reports, weight }) => {
    const value = say(reports);
    return value === null ? [] : [{ value, weight }];
  });
}

function describeHourly(
  members: readonly Member<Tally>[],
  rates: readonly ExchangeRate[],
): TaskFigures['hourly'] {
  const earning = members.flatMap(({ reports }) =>
    reports.filter(({ earningSeconds }) => earningSeconds > 0),
  );
  const [own = COMMON_CURRENCY, ...others] = new Set(earning.map(({ currency }) => currency));
  const currency = others.length === 0 ? own : COMMON_CURRENCY;
  const hourly = eachMember(members, (reports) => hourlyIn(currency, reports, rates));
  if (hourly.length === 0) return null;
  const quartile = (part: number): number => Math.round(quantile(hourly, part));
  return {
    currency,
    low: quartile(0.25),
    median: quartile(0.5),
    high: quartile(0.75),
    members: hourly.length,
  };
}

function hourlyIn(
  currency: Currency,
  own: readonly Tally[],
  rates: readonly ExchangeRate[],
): number | null {
  let earned = 0;
  let seconds = 0;
  for (const tally of own) {
    const minor = convert(tally.earnedMinor, tally.currency, currency, rates);
    if (minor === null) continue;
    earned += minor;
    seconds += tally.earningSeconds;
  }
  return hourlyOf(earned, seconds);
}

function describeRefusals(
  refused: readonly Weighed<number>[],
  withoutReason: readonly Weighed<number>[],
): TaskFigures['refused'] {
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

/** What she said last. */
function opinionOf(own: readonly Tally[]): boolean | null {
  const said = own.filter(({ recommends }) => recommends !== null);
  const month = ({ recommendsMonth }: Tally): string => recommendsMonth ?? '';
  const last = said.toSorted((a, b) => (month(a) < month(b) ? -1 : 1)).at(-1);
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
