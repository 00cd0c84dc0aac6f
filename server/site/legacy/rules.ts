import type { ClientCriterion, ClientReviewFacts } from '#shared/directory/clients.ts';
import { daysBetween, middleOfMonth, type Day } from '#shared/core/days.ts';
import { describeReports, earningsOf, type ReportFacts } from '#shared/evidence/hourly.ts';
import { weighMembers } from '#shared/evidence/weighed.ts';
import type {
  LegacyAggregate,
  LegacyAttrs,
  LegacyFigures,
  LegacyView,
} from '#shared/site/legacy.ts';
import { convert } from '#shared/core/exchange.ts';
import type { ExchangeRate } from '#shared/directory/tables.ts';
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
 * The figures of a client as older tools ask for them, in US dollars by the table's rates. All are
 * over members, who weigh as in the site's own figures: each by her own mean first, and no more time
 * of hers than the middle member spent.
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

type Own = readonly ReportFacts[];
type Member = { readonly reports: Own; readonly weight: number };

function aggregate(reports: Own, rates: readonly ExchangeRate[]): LegacyAggregate {
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

const wasTried = ({ contact }: ReportFacts): boolean => contact !== 'not-tried';
const wasAnswered = ({ contact }: ReportFacts): boolean => contact === 'answered';
const hasRefused = (report: ReportFacts): boolean =>
  report.refusedWithReason + report.refusedWithoutReason > 0;
const isJudged = (report: ReportFacts): boolean => report.paid > 0 || hasRefused(report);

/** What she said last. */
function opinionOf(own: Own): boolean | null {
  const said = own.filter(({ recommends }) => recommends !== null);
  const last = said.toSorted((a, b) => (a.workedMonth < b.workedMonth ? -1 : 1)).at(-1);
  return last?.recommends ?? null;
}

/**
 * Of how many members something is known, after how many of them that would be by their weights:
 * older tools divide one by the other.
 */
function tell(members: readonly Member[], say: (own: Own) => boolean | null): [number, number] {
  const known = members.flatMap(({ reports, weight }) => {
    const said = say(reports);
    return said === null ? [] : [{ value: said ? 1 : 0, weight }];
  });
  return [Math.round((weighedMean(known) ?? 0) * known.length), known.length];
}

/**
 * Dollars and seconds, by what members weigh beside who weighs most, and how many measured. Who spent more time than the
 * middle member counts with as much as that one, at her own rate: else one account that claims
 * thousands of hours would be the rate.
 */
function rewardOf(
  members: readonly Member[],
  rates: readonly ExchangeRate[],
): LegacyAggregate['reward'] {
  const timed = members.flatMap(({ reports, weight }) => {
    // A reward that cannot be told in dollars leaves its time out with it.
    const earned = reports.flatMap((report) => {
      const own = earningsOf(report);
      const cents = own && convert(own.minor, report.currency, 'USD', rates);
      return own === null || cents === null ? [] : [{ cents, seconds: own.seconds }];
    });
    const seconds = sum(earned, (one) => one.seconds);
    return seconds === 0 ? [] : [{ cents: sum(earned, ({ cents }) => cents), seconds, weight }];
  });
  const most = middleSeconds(timed);
  // The sums stay what was paid and spent where all weigh the same.
  const heaviest = Math.max(...timed.map(({ weight }) => weight));
  const counted = (one: { seconds: number; weight: number }): number =>
    (one.weight / heaviest) * Math.min(1, most / one.seconds);
  return [
    Math.round(sum(timed, (one) => one.cents * counted(one))) / 100,
    Math.round(sum(timed, (one) => one.seconds * counted(one))),
    timed.length,
  ];
}

/** The time that half of the weight spent no more than; the lower where two share the middle. */
function middleSeconds(timed: readonly { seconds: number; weight: number }[]): number {
  const half = sum(timed, ({ weight }) => weight) / 2;
  let reached = 0;
  for (const { seconds, weight } of timed.toSorted((a, b) => a.seconds - b.seconds)) {
    reached += weight;
    if (reached >= half - SAME_WEIGHT) return seconds;
  }
  return 0;
}
// Quarters add up exactly, capped weights do not.
const SAME_WEIGHT = 1e-9;

/** Facts first; where nobody brought any, what members marked. */
function toView(
  reports: readonly ReportFacts[],
  rates: readonly ExchangeRate[],
  marks: Marks,
  wages: readonly Wage[],
): LegacyView {
  const members = weighMembers(reports);
  const { refused } = describeReports(reports, rates);
  const dollars = weighedMean(wages.map(({ dollars: value, weight }) => ({ value, weight })));
  const days = meanApprovalDays(members);
  const answers = answeredShare(members);
  return {
    reviews: reports.length,
    user_reviews: 0,
    wages: { average: wageOf(dollars), user_average: wageOf(null) },
    ratings: {
      pay: payRating(dollars === null ? markLevel(marks.pay) : payLevel(dollars)),
      comm: commRating(answers === null ? markLevel(marks.communication) : answeredLevel(answers)),
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

/** Of those who asked something, the share that was answered. */
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

/** Who reviewed two clients that turned out to be one has one voice on it. */
function meanMarks(reviews: readonly ClientReviewFacts[]): Marks {
  const members = weighMembers(reviews);
  const mean = (criterion: ClientCriterion): number | null =>
    weighedMean(
      members.flatMap(({ reports: own, weight }) => {
        const value = meanOf(own.map((review) => review[criterion]));
        return value === null ? [] : [{ value, weight }];
      }),
    );
  return {
    communication: mean('communication'),
    pay: mean('pay'),
    fairness: mean('fairness'),
    speed: mean('speed'),
  };
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
