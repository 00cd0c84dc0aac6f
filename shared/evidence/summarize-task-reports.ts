import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import type { Currency } from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import {
  countAllRuns,
  countJudgedRuns,
  roundHourlyRate,
  type TaskReportFigures,
} from './hourly-pay.ts';
import type { EthicsConcern } from './tasks.ts';
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

/** Currency of sums when the reports share none. */
const COMMON_CURRENCY: Currency = 'EUR';

/** Sums over one member's reports in one currency. */
export type MemberTally = {
  readonly authorKey: string;
  readonly established: boolean;
  readonly currency: Currency;
  /** Runs begun, however they ended; the next four fields count some of them. */
  readonly runs: number;
  readonly judged: number;
  readonly refused: number;
  readonly withoutReason: number;
  readonly screenOuts: number;
  /** Runs of the reports with a time. */
  readonly timedRuns: number;
  readonly timedSeconds: number;
  /** Sum of rate × seconds over reports with a rate; `earningSeconds` is the sum of their seconds. */
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

/** Returns one report as a tally. */
function tallyOf(report: TaskReportFigures): MemberTally {
  const { totalSeconds, hourlyMinor, approvalDays, recommends, contact } = report;
  const earningSeconds = hourlyMinor === null ? 0 : (totalSeconds ?? 0);
  return {
    authorKey: report.authorKey,
    established: report.established,
    currency: report.currency,
    runs: countAllRuns(report),
    judged: countJudgedRuns(report),
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

/** A figure over members, with how many of them give it. */
export type CountedFigure = { readonly members: number; readonly established: number };
type CountedValue = CountedFigure & { readonly value: number };

/** Figures before they are rounded for the public. */
export type ExactTaskFigures = CountedFigure & {
  /** Rewards paid ÷ all time spent: quartiles over members, minor units an hour. */
  readonly hourly:
    | (CountedFigure & {
        readonly currency: Currency;
        readonly low: number;
        readonly median: number;
        readonly high: number;
      })
    | null;
  readonly medianRunSeconds: CountedValue | null;
  /** Means over members, each with her own share of judged runs. */
  readonly refused:
    (CountedFigure & { readonly share: number; readonly withoutReasonShare: number }) | null;
  /** Mean over members of their own share of all runs. */
  readonly screenOutShare: CountedValue | null;
  readonly medianApprovalDays: CountedValue | null;
  /** Share of those who wrote to the client that got an answer. */
  readonly answered: CountedValue | null;
  readonly recommends: CountedValue | null;
  /** Number of members who say so. */
  readonly breaksTerms: number;
  readonly ethics: readonly { readonly kind: EthicsConcern; readonly members: number }[];
};

/** The figures of a task's, a client's or a platform's reports; see `summarizeMemberTallies`. */
export function summarizeTaskReports(
  reports: readonly TaskReportFigures[],
  rates: readonly ExchangeRate[],
): ExactTaskFigures {
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
): ExactTaskFigures {
  const members = weighMembers(tallies);
  const count = (says: (tally: MemberTally) => boolean): number =>
    members.filter((member) => member.reports.some(says)).length;
  const share = (
    part: (tally: MemberTally) => number,
    of: (tally: MemberTally) => number,
  ): MemberValue<number>[] =>
    eachMember(members, (own) => {
      const all = sumOf(own, of);
      return all === 0 ? null : sumOf(own, part) / all;
    });
  const runSeconds = share(
    (tally) => tally.timedSeconds,
    (tally) => tally.timedRuns,
  );
  const screenOuts = share(
    (tally) => tally.screenOuts,
    (tally) => tally.runs,
  );
  const approvalDays = share(
    (tally) => tally.approvalDays,
    (tally) => tally.approvals,
  );
  return {
    ...countValues(members),
    hourly: describeHourly(members, rates),
    medianRunSeconds: counted(runSeconds, weightedMedian(runSeconds)),
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
    screenOutShare: counted(screenOuts, weightedMean(screenOuts)),
    medianApprovalDays: counted(approvalDays, weightedMedian(approvalDays)),
    answered: shareOfMembers(members, (own) =>
      own.some(({ tried }) => tried) ? own.some(({ answered }) => answered) : null,
    ),
    recommends: shareOfMembers(members, opinionOf),
    breaksTerms: count(({ breaksTerms }) => breaksTerms),
    ethics: [...new Set(tallies.flatMap(({ ethics }) => ethics))]
      .map((kind) => ({ kind, members: count(({ ethics }) => ethics.includes(kind)) }))
      .toSorted((a, b) => b.members - a.members || (a.kind < b.kind ? -1 : 1)),
  };
}

type MemberValue<Value> = WeightedValue<Value> & { readonly established: boolean };

/** A value per member, computed from her own reports, for members whose reports give one. */
function eachMember<Value>(
  members: readonly WeightedMember<MemberTally>[],
  say: (own: readonly MemberTally[]) => Value | null,
): MemberValue<Value>[] {
  return members.flatMap(({ reports, weight, established }) => {
    const value = say(reports);
    return value === null ? [] : [{ value, weight, established }];
  });
}

function countValues(values: readonly { readonly established: boolean }[]): CountedFigure {
  return {
    members: values.length,
    established: values.filter(({ established }) => established).length,
  };
}

function counted(
  values: readonly MemberValue<number>[],
  value: number | null,
): CountedValue | null {
  return value === null ? null : { value, ...countValues(values) };
}

/** The share of the weight of members with an answer whose answer is yes. */
function shareOfMembers(
  members: readonly WeightedMember<MemberTally>[],
  say: (own: readonly MemberTally[]) => boolean | null,
): CountedValue | null {
  const said = eachMember(members, (own) => {
    const answer = say(own);
    return answer === null ? null : Number(answer);
  });
  return counted(said, weightedMean(said));
}

function describeHourly(
  members: readonly WeightedMember<MemberTally>[],
  rates: readonly ExchangeRate[],
): ExactTaskFigures['hourly'] {
  const currency = currencyOf(members, rates);
  const hourly = eachMember(members, (reports) => hourlyIn(currency, reports, rates));
  if (hourly.length === 0) return null;
  const quartile = (part: number): number => roundHourlyRate(weightedQuantile(hourly, part));
  return {
    currency,
    low: quartile(0.25),
    median: quartile(0.5),
    high: quartile(0.75),
    ...countValues(hourly),
  };
}

/**
 * Chooses the currency of the sums: that of members with more than half the weight; else, among
 * currencies with an exchange rate, the only one or that of more than half; else the euro. So one
 * report in a foreign currency changes nothing, and one that cannot be converted is left out.
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
  refused: readonly MemberValue<number>[],
  withoutReason: readonly MemberValue<number>[],
): ExactTaskFigures['refused'] {
  const [share, withoutReasonShare] = [weightedMean(refused), weightedMean(withoutReason)];
  if (share === null || withoutReasonShare === null) return null;
  return { share, withoutReasonShare, ...countValues(refused) };
}

/** The member's latest recommendation; null without one. */
function opinionOf(own: readonly MemberTally[]): boolean | null {
  const said = own.filter(({ recommends }) => recommends !== null);
  const month = ({ recommendsMonth }: MemberTally): string => recommendsMonth ?? '';
  const last = said.toSorted((a, b) => (month(a) < month(b) ? -1 : 1)).at(-1);
  return last?.recommends ?? null;
}
