import type { ClientCriterion, ClientReviewFacts } from '#shared/clients.ts';
import { daysBetween, middleOfMonth, type Day } from '#shared/days.ts';
import { groupBy } from '#shared/groups.ts';
import { describeReports, earningsOf, weighMembers, type ReportFacts } from '#shared/hourly.ts';
import type { LegacyAggregate, LegacyAttrs, LegacyFigures, LegacyView } from '#shared/legacy.ts';
import { convert } from '#shared/exchange.ts';
import type { ExchangeRate } from '#shared/tables.ts';
import {
  PAY_BUCKETS,
  answeredLevel,
  approvalLevel,
  commRating,
  fastRating,
  markLevel,
  payLevel,
  payRating,
  wageOf,
} from './words.ts';

/** The window that older tools call recent, in days. */
const RECENT_DAYS = 90;
const DAY_SECONDS = 86_400;

export type LegacyInput = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Those that were asked for, or that a finding names, are left out before. */
  readonly reports: readonly ReportFacts[];
  readonly reviews: readonly ClientReviewFacts[];
  readonly rates: readonly ExchangeRate[];
  readonly now: Day;
};

/**
 * The figures of a client as older tools ask for them, in US dollars by the table's rates. Means are
 * over members, each by her own mean first; a sum is over reports, as those tools divide it.
 */
export function computeLegacy(input: LegacyInput): LegacyFigures {
  const { name, aliases, reports, reviews, rates, now } = input;
  const recent = reports.filter(
    ({ workedMonth }) => daysBetween(middleOfMonth(workedMonth), now) <= RECENT_DAYS,
  );
  const marks = meanMarks(reviews);
  const wages = wagesOf(reports, rates);
  return {
    aliases: aliases.filter((alias) => alias !== name),
    attrs: toAttrs(marks, reviews, describeReports(reports, rates).breaksTerms, wages),
    aggregates: { all: aggregate(reports, rates), recent: aggregate(recent, rates) },
    view: toView(reports, rates, marks, wages),
  };
}

type Marks = Readonly<Record<ClientCriterion, number | null>>;
/** What one member earned in US dollars an hour, and what she weighs. */
type Wage = { readonly dollars: number; readonly weight: number };

function toAttrs(
  marks: Marks,
  reviews: readonly ClientReviewFacts[],
  flags: number,
  wages: readonly Wage[],
): LegacyAttrs {
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
    pay_buckets: PAY_BUCKETS.map((label, level) => [
      label,
      wages.filter(({ dollars }) => payLevel(dollars) === level).length,
    ]),
  };
}

function aggregate(
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
): LegacyAggregate {
  // A reward that cannot be told in dollars leaves its time out with it.
  const timed = reports.flatMap((report) => {
    const earned = earningsOf(report);
    const cents = earned && convert(earned.minor, report.currency, 'USD', rates);
    return earned === null || cents === null ? [] : [{ cents, seconds: earned.seconds }];
  });
  const count = (has: (report: ReportFacts) => boolean): number => reports.filter(has).length;
  const refused = (report: ReportFacts): boolean =>
    report.refusedWithReason + report.refusedWithoutReason > 0;
  return {
    reward: [
      Math.round(sum(timed, ({ cents }) => cents)) / 100,
      sum(timed, ({ seconds }) => seconds),
      timed.length,
    ],
    pending: Math.round((meanApprovalDays(reports) ?? 0) * DAY_SECONDS),
    comm: [
      count(({ contact }) => contact === 'answered'),
      count(({ contact }) => contact !== 'not-tried'),
      reports.length,
    ],
    recommend: [
      count(({ recommends }) => recommends === true),
      count(({ recommends }) => recommends !== null),
      reports.length,
    ],
    rejected: [
      count(refused),
      count((report) => report.paid > 0 || refused(report)),
      reports.length,
    ],
    tos: [count(({ breaksTerms }) => breaksTerms), reports.length],
    broken: [count(({ broken }) => broken > 0), reports.length],
  };
}

/** Facts first; where nobody brought any, what members marked. */
function toView(
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
  marks: Marks,
  wages: readonly Wage[],
): LegacyView {
  const { contact, refused } = describeReports(reports, rates);
  const weight = sum(wages, (wage) => wage.weight);
  const dollars = weight === 0 ? null : sum(wages, (wage) => wage.dollars * wage.weight) / weight;
  const days = meanApprovalDays(reports);
  return {
    reviews: reports.length,
    user_reviews: 0,
    wages: { average: wageOf(dollars), user_average: wageOf(null) },
    ratings: {
      pay: payRating(dollars === null ? markLevel(marks.pay) : payLevel(dollars)),
      comm: commRating(
        contact.tried === 0
          ? markLevel(marks.communication)
          : answeredLevel(contact.answered / contact.tried),
      ),
      fast: fastRating(days === null ? markLevel(marks.speed) : approvalLevel(days)),
    },
    rejections: refused?.membersRefused ?? 0,
    blocks: 0,
    thid: null,
  };
}

/** What each member earned, rewards paid ÷ all her time, where she measured. */
function wagesOf(reports: readonly ReportFacts[], rates: readonly ExchangeRate[]): Wage[] {
  return weighMembers(reports).flatMap(({ reports: own, weight }) => {
    const hourly = describeReports(own, rates).hourly;
    const cents = hourly && convert(hourly.median, hourly.currency, 'USD', rates);
    return cents === null ? [] : [{ dollars: cents / 100, weight }];
  });
}

function meanApprovalDays(reports: readonly ReportFacts[]): number | null {
  const known = reports.flatMap(({ authorKey, approvalDays }) =>
    approvalDays === null ? [] : [{ authorKey, value: approvalDays }],
  );
  return meanOverMembers(known);
}

/** Who reviewed two clients that turned out to be one has one voice on it. */
function meanMarks(reviews: readonly ClientReviewFacts[]): Marks {
  const mean = (criterion: ClientCriterion): number | null =>
    meanOverMembers(
      reviews.map((review) => ({ authorKey: review.authorKey, value: review[criterion] })),
    );
  return {
    communication: mean('communication'),
    pay: mean('pay'),
    fairness: mean('fairness'),
    speed: mean('speed'),
  };
}

function meanOverMembers(
  said: readonly { readonly authorKey: string; readonly value: number }[],
): number | null {
  const members = [...groupBy(said, ({ authorKey }) => authorKey).values()];
  if (members.length === 0) return null;
  return sum(members, (own) => sum(own, ({ value }) => value) / own.length) / members.length;
}

function sum<Thing>(things: readonly Thing[], of: (thing: Thing) => number): number {
  return things.reduce((total, thing) => total + of(thing), 0);
}
