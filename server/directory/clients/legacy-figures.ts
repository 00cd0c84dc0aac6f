import {
  CLIENT_CRITERIA,
  type ClientCriterion,
  type ClientReviewFacts,
} from '#shared/directory/clients.ts';
import { daysBetween, middleOfMonth, type Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import {
  summarizeTaskReports,
  earningsOfReport,
  type TaskReportFigures,
} from '#shared/evidence/hourly-pay.ts';
import { weighMembers } from '#shared/evidence/weighted-statistics.ts';
import type {
  TurkopticonAggregate,
  TurkopticonAttributes,
  TurkopticonClientFigures,
  TurkerViewFigures,
} from '#shared/site/turkopticon-compatibility.ts';
import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import {
  LEGACY_PAY_BUCKETS,
  levelOfAnsweredShare,
  levelOfApprovalDays,
  legacyCommunicationRating,
  legacySpeedRating,
  levelOfRating,
  payLevelOfRate,
  legacyPayRating,
  formatLegacyWage,
} from './legacy-levels.ts';

/** Length in days of the window that older tools call recent. */
const RECENT_DAYS = 90;
const DAY_SECONDS = 86_400;

export type LegacyFiguresInput = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The reports that count: neither solicited ones nor those of suspects. */
  readonly reports: readonly TaskReportFigures[];
  readonly reviews: readonly ClientReviewFacts[];
  readonly rates: readonly ExchangeRate[];
  readonly now: Day;
};

/**
 * A client's figures in the form of older tools, in US dollars by the site's exchange rates.
 * Aggregated over members, with the weights of the site's own figures: each by her own mean, with
 * no more time than the median member's.
 */
export function computeLegacyFigures(input: LegacyFiguresInput): TurkopticonClientFigures {
  const { name, aliases, reports, reviews, rates, now } = input;
  const recent = reports.filter(
    ({ workedMonth }) => daysBetween(middleOfMonth(workedMonth), now) <= RECENT_DAYS,
  );
  const marks = meanMarks(reviews);
  const wages = wagesOf(reports, rates);
  return {
    aliases: aliases.filter((alias) => alias !== name),
    attrs: toAttrs(marks, reviews, summarizeTaskReports(reports, rates).breaksTerms, wages),
    aggregates: { all: aggregate(reports, rates), recent: aggregate(recent, rates) },
    view: toView(reports, rates, marks, wages),
  };
}

type Marks = Readonly<Record<ClientCriterion, number | null>>;
/** One member's hourly earnings in US dollars, and her weight. */
type Wage = { readonly dollars: number; readonly weight: number };

function toAttrs(
  marks: Marks,
  reviews: readonly ClientReviewFacts[],
  flags: number,
  wages: readonly Wage[],
): TurkopticonAttributes {
  const attr = (mark: number | null): string => (mark ?? 0).toFixed(2);
  return {
    attrs: {
      comm: attr(marks.communication),
      pay: attr(marks.pay),
      fair: attr(marks.fairness),
      fast: attr(marks.speed),
    },
    reviews: reviews.length,
    tos_flags: flags,
    pay_buckets: LEGACY_PAY_BUCKETS.map((label, level) => [
      label,
      wages.filter(({ dollars }) => payLevelOfRate(dollars) === level).length,
    ]),
  };
}

type Own = readonly TaskReportFigures[];
type Member = { readonly reports: Own; readonly weight: number };

function aggregate(reports: Own, rates: readonly ExchangeRate[]): TurkopticonAggregate {
  const members = weighMembers(reports);
  return {
    reward: rewardOf(members, rates),
    pending: Math.round((meanApprovalDays(members) ?? 0) * DAY_SECONDS),
    comm: [
      ...tell(members, (own) => (own.some(wasTried) ? own.some(wasAnswered) : null)),
      members.length,
    ],
    recommend: [...tell(members, opinionOf), members.length],
    rejected: [
      ...tell(members, (own) => (own.some(isJudged) ? own.some(hasRefused) : null)),
      members.length,
    ],
    tos: tell(members, (own) => own.some(({ breaksTerms }) => breaksTerms)),
    broken: tell(members, (own) => own.some(({ broken }) => broken > 0)),
  };
}

const wasTried = ({ contact }: TaskReportFigures): boolean => contact !== 'not-tried';
const wasAnswered = ({ contact }: TaskReportFigures): boolean => contact === 'answered';
const hasRefused = (report: TaskReportFigures): boolean =>
  report.refusedWithReason + report.refusedWithoutReason > 0;
const isJudged = (report: TaskReportFigures): boolean => report.paid > 0 || hasRefused(report);

/** The member's latest recommendation, by month of work; null without one. */
function opinionOf(own: Own): boolean | null {
  const said = own.filter(({ recommends }) => recommends !== null);
  const last = said.toSorted((a, b) => (a.workedMonth < b.workedMonth ? -1 : 1)).at(-1);
  return last?.recommends ?? null;
}

/**
 * Number of members with a known answer, and the weighted number of positive answers: older tools
 * divide one by the other.
 */
function tell(members: readonly Member[], say: (own: Own) => boolean | null): [number, number] {
  const known = members.flatMap(({ reports, weight }) => {
    const said = say(reports);
    return said === null ? [] : [{ value: said ? 1 : 0, weight }];
  });
  return [Math.round((weighedMean(known) ?? 0) * known.length), known.length];
}

/**
 * Sums dollars and seconds, weighted relative to the heaviest member, and counts the members with a
 * time. A member with more time than the median one counts with the median time at her own rate;
 * otherwise one account claiming thousands of hours would dominate.
 */
function rewardOf(
  members: readonly Member[],
  rates: readonly ExchangeRate[],
): TurkopticonAggregate['reward'] {
  const timed = members.flatMap(({ reports, weight }) => {
    // A reward that cannot be converted to dollars leaves its time out too.
    const earned = reports.flatMap((report) => {
      const own = earningsOfReport(report);
      const cents = own && convertCurrency(own.minor, report.currency, 'USD', rates);
      return own === null || cents === null ? [] : [{ cents, seconds: own.seconds }];
    });
    const seconds = sum(earned, (one) => one.seconds);
    return seconds === 0 ? [] : [{ cents: sum(earned, ({ cents }) => cents), seconds, weight }];
  });
  const most = middleSeconds(timed);
  // With equal weights the sums are the real amounts and times.
  const heaviest = Math.max(...timed.map(({ weight }) => weight));
  const counted = (one: { seconds: number; weight: number }): number =>
    (one.weight / heaviest) * Math.min(1, most / one.seconds);
  return [
    Math.round(sum(timed, (one) => one.cents * counted(one))) / 100,
    Math.round(sum(timed, (one) => one.seconds * counted(one))),
    timed.length,
  ];
}

/** The weighted median time; the lower of two middle ones. */
function middleSeconds(timed: readonly { seconds: number; weight: number }[]): number {
  const half = sum(timed, ({ weight }) => weight) / 2;
  let reached = 0;
  for (const { seconds, weight } of timed.toSorted((a, b) => a.seconds - b.seconds)) {
    reached += weight;
    if (reached >= half - SAME_WEIGHT) return seconds;
  }
  return 0;
}
// Tolerance: quarters add up exactly, capped weights do not.
const SAME_WEIGHT = 1e-9;

/** Figures in TurkerView's form: measured values first, and members' ratings where there are none. */
function toView(
  reports: readonly TaskReportFigures[],
  rates: readonly ExchangeRate[],
  marks: Marks,
  wages: readonly Wage[],
): TurkerViewFigures {
  const members = weighMembers(reports);
  const { refused } = summarizeTaskReports(reports, rates);
  const dollars = weighedMean(wages.map(({ dollars: value, weight }) => ({ value, weight })));
  const days = meanApprovalDays(members);
  const answers = answeredShare(members);
  return {
    reviews: reports.length,
    user_reviews: 0,
    wages: { average: formatLegacyWage(dollars), user_average: formatLegacyWage(null) },
    ratings: {
      pay: legacyPayRating(dollars === null ? levelOfRating(marks.pay) : payLevelOfRate(dollars)),
      comm: legacyCommunicationRating(
        answers === null ? levelOfRating(marks.communication) : levelOfAnsweredShare(answers),
      ),
      fast: legacySpeedRating(
        days === null ? levelOfRating(marks.speed) : levelOfApprovalDays(days),
      ),
    },
    rejections: refused?.membersRefused ?? 0,
    blocks: 0,
    thid: null,
  };
}

/** Each member's hourly earnings, rewards paid ÷ all her time, if measured. */
function wagesOf(reports: readonly TaskReportFigures[], rates: readonly ExchangeRate[]): Wage[] {
  return weighMembers(reports).flatMap(({ reports: own, weight }) => {
    const hourly = summarizeTaskReports(own, rates).hourly;
    const cents = hourly && convertCurrency(hourly.median, hourly.currency, 'USD', rates);
    return cents === null ? [] : [{ dollars: cents / 100, weight }];
  });
}

/** Share of members who wrote to the client and got an answer. */
function answeredShare(members: readonly Member[]): number | null {
  return weighedMean(
    members.flatMap(({ reports, weight }) =>
      reports.some(wasTried) ? [{ value: reports.some(wasAnswered) ? 1 : 0, weight }] : [],
    ),
  );
}

function meanApprovalDays(members: readonly Member[]): number | null {
  return weighedMean(
    members.flatMap(({ reports, weight }) => {
      const value = meanOf(reports.flatMap(({ approvalDays }) => approvalDays ?? []));
      return value === null ? [] : [{ value, weight }];
    }),
  );
}

/** Mean ratings by criterion. A member who reviewed two clients that were merged later has one vote. */
function meanMarks(reviews: readonly ClientReviewFacts[]): Marks {
  const members = weighMembers(reviews);
  const mean = (criterion: ClientCriterion): number | null =>
    weighedMean(
      members.flatMap(({ reports: own, weight }) => {
        const value = meanOf(own.map((review) => review[criterion]));
        return value === null ? [] : [{ value, weight }];
      }),
    );
  return recordFrom(CLIENT_CRITERIA, mean);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values, (value) => value) / values.length;
}

function weighedMean(
  weighed: readonly { readonly value: number; readonly weight: number }[],
): number | null {
  const weights = sum(weighed, ({ weight }) => weight);
  return weights === 0 ? null : sum(weighed, ({ value, weight }) => value * weight) / weights;
}

function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}
