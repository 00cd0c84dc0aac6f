import {
  CLIENT_CRITERIA,
  type ClientCriterion,
  type ClientReviewFacts,
} from '#shared/directory/client-ratings.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
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
  levelOfRefusedShare,
  legacyCommunicationRating,
  legacySpeedRating,
  levelOfRating,
  payLevelOfRate,
  legacyPayRating,
  formatLegacyWage,
  type LegacyLevel,
} from './legacy-levels.ts';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

export type LegacyFiguresInput = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** The client's public figures of task reports, and those of the last 90 days; null without. */
  readonly tasks: TaskFigures | null;
  readonly recentTasks: TaskFigures | null;
  readonly reviews: readonly ClientReviewFacts[];
  readonly rates: readonly ExchangeRate[];
};

/**
 * A client's public figures in the form of older tools, in US dollars by the site's exchange rates.
 * Where they want numbers of reports, they get the lower bound of the class of the number of members.
 */
export function computeLegacyFigures(input: LegacyFiguresInput): TurkopticonClientFigures {
  const { name, aliases, tasks, recentTasks, reviews, rates } = input;
  const marks = meanMarks(reviews);
  const dollars = dollarsAnHour(tasks, rates);
  return {
    aliases: aliases.filter((alias) => alias !== name),
    attrs: toAttrs(marks, reviews, tasks, dollars),
    aggregates: tasks && { all: aggregate(tasks, rates), recent: aggregate(recentTasks, rates) },
    view: toView(tasks, reviews, marks, dollars),
  };
}

type Marks = Readonly<Record<ClientCriterion, number | null>>;

/** Members' marks, and levels of measured values from 1 to 5 where nobody gave one. */
function toAttrs(
  marks: Marks,
  reviews: readonly ClientReviewFacts[],
  tasks: TaskFigures | null,
  dollars: number | null,
): TurkopticonAttributes | null {
  const bucket = dollars === null ? null : payLevelOfRate(dollars);
  const pay = marks.pay ?? markOf(dollars, payLevelOfRate);
  if (pay === null) return null;
  const days = tasks?.medianApprovalDays ?? null;
  const answers = tasks?.answered?.share ?? null;
  const refused = tasks?.refused?.share ?? null;
  return {
    attrs: {
      ...attr('comm', marks.communication ?? markOf(answers, levelOfAnsweredShare)),
      pay: pay.toFixed(2),
      ...attr('fair', marks.fairness ?? markOf(refused, levelOfRefusedShare)),
      ...attr('fast', marks.speed ?? markOf(days, levelOfApprovalDays)),
    },
    reviews: reviews.length > 0 ? reviews.length : (tasks?.members ?? 0),
    tos_flags: tasks?.breaksTerms ?? 0,
    // All members are in the bucket of the median, since their distribution is not public.
    pay_buckets: LEGACY_PAY_BUCKETS.map((label, level) => [
      label,
      level === bucket ? (tasks?.hourly?.members ?? 0) : 0,
    ]),
  };
}

/** A measured value as a mark from 1 to 5; null where it was not measured. */
function markOf(value: number | null, levelOf: (value: number) => LegacyLevel): number | null {
  const level = value === null ? null : levelOf(value);
  return level === null ? null : level + 1;
}

function attr<Name extends string>(name: Name, mark: number | null): { [Key in Name]?: string } {
  return mark === null ? {} : ({ [name]: mark.toFixed(2) } as { [Key in Name]?: string });
}

function aggregate(
  tasks: TaskFigures | null,
  rates: readonly ExchangeRate[],
): TurkopticonAggregate {
  const all = tasks?.members ?? 0;
  const dollars = dollarsAnHour(tasks, rates);
  return {
    // Tools divide the dollars by the seconds.
    reward: dollars === null ? [0, 0, 0] : [dollars, HOUR_SECONDS, tasks?.hourly?.members ?? 0],
    pending: (tasks?.medianApprovalDays ?? 0) * DAY_SECONDS,
    comm: [...shareAsCounts(tasks?.answered), all],
    recommend: [...shareAsCounts(tasks?.recommends), all],
    rejected: [...shareAsCounts(tasks?.refused), all],
    tos: [tasks?.breaksTerms ?? 0, all],
    broken: [0, 0],
  };
}

/** A share as the two numbers that older tools divide. */
function shareAsCounts(
  figure: { readonly share: number; readonly members: number } | null | undefined,
): [number, number] {
  if (figure === null || figure === undefined) return [0, 0];
  return [Math.round(figure.share * figure.members), figure.members];
}

/** The median rate in US dollars an hour; null without one, or without an exchange rate. */
function dollarsAnHour(tasks: TaskFigures | null, rates: readonly ExchangeRate[]): number | null {
  return toDollars(tasks, rates, 'median');
}

function toDollars(
  tasks: TaskFigures | null,
  rates: readonly ExchangeRate[],
  which: 'low' | 'median' | 'high',
): number | null {
  const hourly = tasks?.hourly ?? null;
  const minor = hourly?.[which] ?? null;
  if (hourly === null || minor === null) return null;
  const cents = convertCurrency(minor, hourly.currency, 'USD', rates);
  return cents === null ? null : Math.round(cents) / 100;
}

/** A task's figures for older tools: rates in US dollars an hour, quartiles from 20 members on. */
export type HitFigures = {
  /** Members who reported it: the lower bound of their class. */
  readonly members: number;
  readonly dollars: number;
  readonly low: number | null;
  readonly high: number | null;
};

/** Null where nobody measured the pay, or it is nothing. */
export function computeHitFigures(
  tasks: TaskFigures,
  rates: readonly ExchangeRate[],
): HitFigures | null {
  const dollars = dollarsAnHour(tasks, rates);
  if (dollars === null || dollars === 0) return null;
  const [low, high] = [toDollars(tasks, rates, 'low'), toDollars(tasks, rates, 'high')];
  return { members: tasks.members, dollars, low, high };
}

/** Figures in TurkerView's form: measured values first, and members' ratings where there are none. */
function toView(
  tasks: TaskFigures | null,
  reviews: readonly ClientReviewFacts[],
  marks: Marks,
  dollars: number | null,
): TurkerViewFigures | null {
  if (tasks === null && reviews.length === 0) return null;
  const days = tasks?.medianApprovalDays ?? null;
  const answers = tasks?.answered?.share ?? null;
  const [rejections] = shareAsCounts(tasks?.refused);
  return {
    reviews: tasks?.members ?? reviews.length,
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
    rejections,
    blocks: 0,
    thid: null,
  };
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
