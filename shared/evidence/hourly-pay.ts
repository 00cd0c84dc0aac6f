import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import { MAX_AMOUNT_MINOR, type Currency } from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import type { ClientContact, EthicsConcern, TaskFigures } from './tasks.ts';
import type { TaskCounts } from './task-report-counts.ts';
import {
  WEIGHT_TOLERANCE,
  weightedMean,
  weightedMedian,
  weightedQuantile,
  sumOf,
  weighMembers,
  type WeightedMember,
  type WeightedValue,
} from './weighted-statistics.ts';

/** One published report: rounded counts, time and rate, the month. */
export type TaskReportFigures = TaskCounts & {
  /** Joins the reports of one member, or of one voice. */
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  /** All time spent, unpaid time included; null when not measured. */
  readonly totalSeconds: number | null;
  /** Minor units an hour; null without a time, or while all runs are pending. */
  readonly hourlyMinor: number | null;
  readonly approvalDays: number | null;
  readonly contact: ClientContact;
  readonly recommends: boolean | null;
  readonly breaksTerms: boolean;
  readonly ethics: readonly EthicsConcern[];
  readonly workedMonth: string;
};

const HOUR = 3_600;
/** Currency of sums when the reports share none. */
const COMMON_CURRENCY: Currency = 'EUR';

/**
 * Upper bound of an hourly rate in minor units of any currency, so that all columns can store it.
 */
const MAX_HOURLY_MINOR = MAX_AMOUNT_MINOR;

/** Rewards paid ÷ all time spent, in minor units an hour; null without a time. */
export function hourlyRateOf(rewardsPaidMinor: number, seconds: number): number | null {
  return seconds > 0 ? roundHourlyRate((rewardsPaidMinor * HOUR) / seconds) : null;
}

/** Rounds a rate to minor units and clamps it to what columns and numbers can hold. */
export function roundHourlyRate(minor: number): number {
  return Math.min(Math.round(minor), MAX_HOURLY_MINOR);
}

/**
 * The hourly rate of one report, in minor units; null without a time, or while all runs are
 * pending.
 */
export function hourlyRateOfReport(
  counts: TaskCounts,
  rewardMinor: number,
  seconds: number | null,
): number | null {
  if (seconds === null || (counts.pending > 0 && judged(counts) === 0)) return null;
  return hourlyRateOf(counts.paid * rewardMinor, seconds);
}

/** All runs begun, however they ended. */
export function countAllRuns(counts: TaskCounts): number {
  return countSubmittedRuns(counts) + counts.screenOuts + counts.broken + counts.abandoned;
}

/** Runs handed in to the client: paid, refused, or not yet judged. */
export function countSubmittedRuns(counts: TaskCounts): number {
  return judged(counts) + counts.pending;
}

function judged({ paid, refusedWithReason, refusedWithoutReason }: TaskCounts): number {
  return paid + refusedWithReason + refusedWithoutReason;
}

/** The sums of one member's reports in one currency. */
export type MemberTally = {
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  readonly reports: number;
  /** Runs begun, however they ended; the next four fields count some of them. */
  readonly runs: number;
  readonly judged: number;
  readonly refused: number;
  readonly withoutReason: number;
  readonly screenOuts: number;
  /** Runs of the reports with a time. */
  readonly timedRuns: number;
  readonly timedSeconds: number;
  /** Sum of rate × seconds over reports with a rate; `earningSeconds` is that of their seconds. */
  readonly hourlyTimesSeconds: number;
  readonly earningSeconds: number;
  /** Sum of the days until approval; `approvals` is the number of reports that state them. */
  readonly approvalDays: number;
  readonly approvals: number;
  readonly tried: boolean;
  readonly answered: boolean;
  /** The member's latest recommendation and its month; null without one. */
  readonly recommends: boolean | null;
  readonly recommendsMonth: string | null;
  readonly breaksTerms: boolean;
  readonly ethics: readonly EthicsConcern[];
};

/** Earnings of a report by its own rate, in minor units; null without a rate. */
export function earningsOfReport(
  report: TaskReportFigures,
): { minor: number; seconds: number } | null {
  const { hourlyMinor, totalSeconds: seconds } = report;
  if (hourlyMinor === null || seconds === null) return null;
  return { minor: (hourlyMinor * seconds) / HOUR, seconds };
}

/** The tally of one report. */
function tallyOf(report: TaskReportFigures): MemberTally {
  const { totalSeconds, hourlyMinor, approvalDays, recommends, contact } = report;
  const earningSeconds = hourlyMinor === null ? 0 : (totalSeconds ?? 0);
  return {
    authorKey: report.authorKey,
    established: report.established,
    currency: report.currency,
    reports: 1,
    runs: countAllRuns(report),
    judged: judged(report),
    refused: report.refusedWithReason + report.refusedWithoutReason,
    withoutReason: report.refusedWithoutReason,
    screenOuts: report.screenOuts,
    timedRuns: totalSeconds === null ? 0 : countAllRuns(report),
    timedSeconds: totalSeconds ?? 0,
    hourlyTimesSeconds: (hourlyMinor ?? 0) * earningSeconds,
    earningSeconds,
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

/** The figures of a task's, a client's or a platform's reports; see `summarizeMemberTallies`. */
export function summarizeTaskReports(
  reports: readonly TaskReportFigures[],
  rates: readonly ExchangeRate[],
): TaskFigures {
  return summarizeMemberTallies(reports.map(tallyOf), rates);
}

/**
 * Figures over members, so that posting more does not weigh more. The caller has left out solicited
 * reports and those of suspects. Members who are not established weigh a quarter, and together at
 * most what the standing allows them.
 */
export function summarizeMemberTallies(
  tallies: readonly MemberTally[],
  rates: readonly ExchangeRate[],
): TaskFigures {
  const members = weighMembers(tallies);
  const count = (says: (tally: MemberTally) => boolean): number =>
    members.filter((member) => member.reports.some(says)).length;
  const share = (
    part: (tally: MemberTally) => number,
    of: (tally: MemberTally) => number,
  ): WeightedValue<number>[] =>
    eachMember(members, (own) => {
      const all = sumOf(own, of);
      return all === 0 ? null : sumOf(own, part) / all;
    });
  const opinions = eachMember(members, opinionOf);
  return {
    reports: sumOf(tallies, ({ reports }) => reports),
    members: members.length,
    runs: sumOf(tallies, ({ runs }) => runs),
    hourly: describeHourly(members, rates),
    medianRunSeconds: weightedMedian(
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
    screenOutShare: weightedMean(
      share(
        (tally) => tally.screenOuts,
        (tally) => tally.runs,
      ),
    ),
    medianApprovalDays: weightedMedian(
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

/** A value per member, computed from her own reports, for members whose reports give one. */
function eachMember<Value>(
  members: readonly WeightedMember<MemberTally>[],
  say: (own: readonly MemberTally[]) => Value | null,
): WeightedValue<Value>[] {
  return members.flatMap(({ reports, weight }) => {
    const value = say(reports);
    return value === null ? [] : [{ value, weight }];
  });
}

function describeHourly(
  members: readonly WeightedMember<MemberTally>[],
  rates: readonly ExchangeRate[],
): TaskFigures['hourly'] {
  const currency = currencyOf(members, rates);
  const hourly = eachMember(members, (reports) => hourlyIn(currency, reports, rates));
  if (hourly.length === 0) return null;
  const quartile = (part: number): number => roundHourlyRate(weightedQuantile(hourly, part));
  return {
    currency,
    low: quartile(0.25),
    median: quartile(0.5),
    high: quartile(0.75),
    members: hourly.length,
  };
}

/**
 * The currency of the sums: that of members with more than half the weight; else, among currencies
 * with an exchange rate, the only one or that of more than half; else the euro. So one report in a
 * foreign currency changes nothing, and one that cannot be converted is left out.
 */
function currencyOf(
  members: readonly WeightedMember<MemberTally>[],
  rates: readonly ExchangeRate[],
): Currency {
  const weights = new Map<Currency, number>();
  for (const { reports, weight } of members) {
    const earning = reports.filter(({ earningSeconds }) => earningSeconds > 0);
    for (const currency of new Set(earning.map((tally) => tally.currency))) {
      weights.set(currency, (weights.get(currency) ?? 0) + weight);
    }
  }
  const all = [...weights].map(([currency, weight]) => ({ currency, weight }));
  const known = all.filter(
    ({ currency }) => convertCurrency(1, currency, COMMON_CURRENCY, rates) !== null,
  );
  return heavier(all) ?? heavier(known) ?? COMMON_CURRENCY;
}

function heavier(
  currencies: readonly { readonly currency: Currency; readonly weight: number }[],
): Currency | null {
  const half = sumOf(currencies, ({ weight }) => weight) / 2;
  return currencies.find(({ weight }) => weight > half + WEIGHT_TOLERANCE)?.currency ?? null;
}

function hourlyIn(
  currency: Currency,
  own: readonly MemberTally[],
  rates: readonly ExchangeRate[],
): number | null {
  let hourlyTimesSeconds = 0;
  let seconds = 0;
  for (const tally of own) {
    const minor = convertCurrency(tally.hourlyTimesSeconds, tally.currency, currency, rates);
    if (minor === null) continue;
    hourlyTimesSeconds += minor;
    seconds += tally.earningSeconds;
  }
  return seconds > 0 ? roundHourlyRate(hourlyTimesSeconds / seconds) : null;
}

function describeRefusals(
  refused: readonly WeightedValue<number>[],
  withoutReason: readonly WeightedValue<number>[],
): TaskFigures['refused'] {
  const [share, withoutReasonShare] = [weightedMean(refused), weightedMean(withoutReason)];
  if (share === null || withoutReasonShare === null) return null;
  return {
    share,
    withoutReasonShare,
    membersRefused: refused.filter(({ value }) => value > 0).length,
    membersWithoutReason: withoutReason.filter(({ value }) => value > 0).length,
    members: refused.length,
  };
}

/** The member's latest recommendation; null without one. */
function opinionOf(own: readonly MemberTally[]): boolean | null {
  const said = own.filter(({ recommends }) => recommends !== null);
  const month = ({ recommendsMonth }: MemberTally): string => recommendsMonth ?? '';
  const last = said.toSorted((a, b) => (month(a) < month(b) ? -1 : 1)).at(-1);
  return last?.recommends ?? null;
}
