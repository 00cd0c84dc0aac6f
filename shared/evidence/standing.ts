import { betaQuantile } from '#shared/core/beta-quantile.ts';
import { daysBetween, type Day } from '#shared/core/days.ts';
import * as rule from './standing-constants.ts';
import {
  expectedPaymentDelay,
  isPayoutCounted,
  medianReceiptDelay,
  earlierDay,
  weighPayouts,
  type PayoutEvidence,
  type WeighedPayout,
} from './standing-weights.ts';

export { weighPayouts, type PayoutEvidence, type WeighedPayout };

/** The standings that evidence moves a platform between, worst to best. */
export const STANDING_ORDER = ['not-paying', 'doubtful', 'promising', 'reliable'] as const;

/** A standing that rests on evidence. */
export type RankedState = (typeof STANDING_ORDER)[number];

export type StandingState = 'closed' | 'unknown' | RankedState;

export type PreviousStanding = {
  state: StandingState;
  since: Day;
  /** Whether n has ever reached 3 with 3 members. */
  everKnown: boolean;
};

/** Weights, and the probability that a payout is paid, with its central 90 % interval. */
export type StandingNumbers = {
  paid: number;
  unpaid: number;
  n: number;
  mean: number;
  low: number;
  high: number;
  members: number;
};

export type Standing = {
  state: StandingState;
  since: Day;
  /** The computed numbers; null while the standing is unknown. */
  numbers: StandingNumbers | null;
  everKnown: boolean;
  /** From established members alone; null while unknown or without any. */
  establishedOnly: StandingNumbers | null;
  /** Expected delay, in days, of a payout requested today. */
  expectedDays: number;
  membersLate90d: number;
  membersUnpaid: number;
  establishedMembers180d: number;
  lastReceivedOn: Day | null;
  markers: {
    mostlyNewAccounts: boolean;
    noNewsSince: Day | null;
    manyWait: { members: number } | null;
  };
};

export type StandingInput = {
  payouts: readonly PayoutEvidence[];
  previous: PreviousStanding | null;
  closed: boolean;
  now: Day;
  /** The promise in force now; defaults to that of the latest payouts. */
  promiseNow?: number | null;
};

type Tally = {
  numbers: StandingNumbers;
  establishedMembers: number;
  newMembers: number;
  membersUnpaid: number;
  membersLate90d: number;
  establishedMembers180d: number;
  membersWaitingLong: number;
  lastReceivedOn: Day | null;
  lastReceivedByEstablishedOn: Day | null;
  lastNewsOn: Day | null;
};

const within = (day: Day | null, days: number, now: Day): boolean =>
  day !== null && daysBetween(day, now) <= days;
const reaches = (n: number, bound: number): boolean => n >= bound - rule.WEIGHT_ROUNDING;

function lastDay(days: readonly Day[], now: Day): Day | null {
  const last = days.reduce((latest, day) => (day > latest ? day : latest), '');
  return last === '' ? null : earlierDay(last, now);
}

function countMembers(rows: readonly WeighedPayout[]): number {
  return new Set(rows.map(({ payout }) => payout.authorKey)).size;
}

function estimate(rows: readonly WeighedPayout[]): StandingNumbers {
  const paid = rows.reduce((sum, row) => sum + row.paid, 0);
  const unpaid = rows.reduce((sum, row) => sum + row.unpaid, 0);
  return {
    paid,
    unpaid,
    n: paid + unpaid,
    mean: (1 + paid) / (2 + paid + unpaid),
    low: betaQuantile(rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid),
    high: betaQuantile(1 - rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid),
    members: countMembers(rows),
  };
}

function tally(weighed: readonly WeighedPayout[], now: Day): Tally {
  const rows = weighed.filter(({ payout }) => isPayoutCounted(payout));
  const counted = rows.filter((row) => row.paid + row.unpaid > 0);
  const established = counted.filter(({ payout }) => payout.established);
  const unpaid = rows.filter((row) => row.unpaidOn !== null);
  const received = rows.filter((row) => row.payout.state === 'received' && row.paid > 0);
  const receivedByEstablished = received.filter(({ payout }) => payout.established);
  // A "no news" payout (two reminders unanswered) keeps its weight and counts as unpaid while it ages,
  // but its author is not among those who wait long.
  const waitingLong = unpaid.filter(
    ({ payout }) =>
      payout.state === 'waiting' && payout.unansweredReminders < rule.NO_NEWS_REMINDERS,
  );
  const settled = (row: WeighedPayout): Day => row.agesFrom;
  const news = ({ payout }: WeighedPayout): Day =>
    (payout.state === 'waiting' ? payout.stillWaitingOn : payout.settledOn) ?? payout.askedOn;
  return {
    numbers: estimate(counted),
    establishedMembers: countMembers(established),
    newMembers: countMembers(counted.filter(({ payout }) => !payout.established)),
    membersUnpaid: countMembers(unpaid),
    membersLate90d: countMembers(
      rows.filter((row) => within(row.lateOn, rule.DOUBTFUL_WINDOW_DAYS, now)),
    ),
    establishedMembers180d: countMembers(
      established.filter((row) => within(row.agesFrom, rule.RELIABLE_WINDOW_DAYS, now)),
    ),
    membersWaitingLong: countMembers(waitingLong),
    lastReceivedOn: lastDay(received.map(settled), now),
    lastReceivedByEstablishedOn: lastDay(receivedByEstablished.map(settled), now),
    lastNewsOn: lastDay(rows.map(news), now),
  };
}

/**
 * The standing whose row in the rule's table holds, with bounds that depend on the previous one;
 * null without one.
 */
function rank(tallied: Tally, from: RankedState | null, now: Day): RankedState | null {
  const { mean, low, high } = tallied.numbers;
  // Not fixed by the written rule: only established members' receipts keep `reliable`, so that
  // fakes cannot.
  const paidLately = within(tallied.lastReceivedByEstablishedOn, rule.RECEIPT_WINDOW_DAYS, now);

  // Not fixed by the written rule: the margin of `not-paying` applies on leaving only, so that the
  // warning is not late.
  const maxHigh = from === 'not-paying' ? rule.NOT_PAYING_LEFT_OVER_HIGH : rule.NOT_PAYING_MAX_HIGH;
  const manyUnpaid = tallied.membersUnpaid >= rule.NOT_PAYING_MIN_MEMBERS;
  if (high <= maxHigh && manyUnpaid && !paidLately) return 'not-paying';

  const someLate = tallied.membersLate90d >= rule.DOUBTFUL_MIN_MEMBERS;
  if (high <= rule.DOUBTFUL_MAX_HIGH && someLate) return 'doubtful';
  // As evidence ages the high end rises by itself, but never the mean past its bound: silence alone
  // does not turn a warning into "seems to pay".
  const warned = from === 'doubtful' || from === 'not-paying';
  const underMean = mean < rule.PROMISING_MIN_MEAN;
  if (warned && (high <= rule.DOUBTFUL_LEFT_OVER_HIGH || underMean)) return 'doubtful';
  // Not fixed by the written rule: a first standing between `doubtful` and `promising` is neither
  // praise nor warning.
  if (from === null && underMean) return null;

  const minLow = from === 'reliable' ? rule.RELIABLE_LEFT_UNDER_LOW : rule.RELIABLE_MIN_LOW;
  const enough = tallied.establishedMembers180d >= rule.RELIABLE_MIN_ESTABLISHED;
  return low >= minLow && enough && paidLately ? 'reliable' : 'promising';
}

/** The state moved no further than both allow, or `from` when they disagree on the direction. */
function moveTogether(
  all: RankedState | null,
  established: RankedState | null,
  from: RankedState | null,
): RankedState | null {
  if (all === null || established === null) return from;
  const [a, b] = [STANDING_ORDER.indexOf(all), STANDING_ORDER.indexOf(established)];
  // Not fixed by the written rule: a first standing starts between `doubtful` and `promising`, so
  // that both must agree on good or bad news.
  const start = from === null ? 1.5 : STANDING_ORDER.indexOf(from);
  if (a > start && b > start) return a < b ? all : established;
  if (a < start && b < start) return a > b ? all : established;
  return from;
}

type Move = { state: StandingState; held: boolean; noNews: boolean };

function move(
  all: Tally,
  established: Tally,
  last: RankedState | null,
  everKnown: boolean,
  now: Day,
): Move {
  const held = !reaches(established.numbers.n, rule.GUARD_MIN_WEIGHT);
  if (!everKnown) return { state: 'unknown', held, noNews: false };
  if (!reaches(all.numbers.n, rule.KNOWN_MIN_WEIGHT)) {
    const state = last === 'reliable' ? 'promising' : (last ?? 'unknown');
    return { state, held, noNews: last !== null };
  }
  if (held) return { state: last ?? 'unknown', held, noNews: false };
  const wanted = rank(all, last, now);
  const state = moveTogether(wanted, rank(established, last, now), last) ?? 'unknown';
  return { state, held: state !== wanted, noNews: false };
}

/**
 * Not fixed by the written rule: where no established member was ever paid there is too little
 * evidence. "It pays" would be unfounded, and a doubt needs members unpaid.
 */
function withholdPraise(moved: Move, { lastReceivedByEstablishedOn }: Tally): Move {
  const { state } = moved;
  const good = state === 'promising' || state === 'reliable';
  if (!good || lastReceivedByEstablishedOn !== null) return moved;
  return { state: 'unknown', held: moved.held, noNews: false };
}

function rankedState(previous: PreviousStanding | null): RankedState | null {
  return STANDING_ORDER.find((state) => state === previous?.state) ?? null;
}

function currentPromise({ payouts, promiseNow }: StandingInput): number | null {
  if (promiseNow !== undefined) return promiseNow;
  const lastAsked = payouts.reduce((last, { askedOn }) => (askedOn > last ? askedOn : last), '');
  // With several promises in force in the last month, the shortest counts: it is broken first.
  return payouts.reduce<number | null>((shortest, { askedOn, promiseDays }) => {
    if (askedOn !== lastAsked || promiseDays === null) return shortest;
    return Math.min(promiseDays, shortest ?? promiseDays);
  }, null);
}

/** Computes the standing of a platform at `now` from its public payouts and previous standing. */
export function computeStanding(input: StandingInput): Standing {
  const { payouts, previous, closed, now } = input;
  const all = tally(weighPayouts(payouts, now), now);
  const established = tally(
    weighPayouts(
      payouts.filter((payout) => payout.established),
      now,
    ),
    now,
  );
  const reachedNow =
    reaches(all.numbers.n, rule.KNOWN_MIN_WEIGHT) && all.numbers.members >= rule.KNOWN_MIN_MEMBERS;
  const everKnown = reachedNow || (previous?.everKnown ?? false);
  const { state, held, noNews }: Move = closed
    ? { state: 'closed', held: false, noNews: false }
    : withholdPraise(move(all, established, rankedState(previous), everKnown, now), all);
  const promise = currentPromise(input);
  const showsNumbers = state !== 'unknown' && everKnown;
  const manyWait =
    all.membersWaitingLong >= rule.MANY_WAIT_MIN_MEMBERS &&
    !within(all.lastReceivedOn, rule.RECEIPT_WINDOW_DAYS, now);
  return {
    state,
    since: previous !== null && previous.state === state ? previous.since : now,
    numbers: showsNumbers ? all.numbers : null,
    everKnown,
    establishedOnly: showsNumbers && established.numbers.members > 0 ? established.numbers : null,
    expectedDays: expectedPaymentDelay(
      promise,
      promise === null ? medianReceiptDelay(payouts, now) : null,
    ),
    membersLate90d: all.membersLate90d,
    membersUnpaid: all.membersUnpaid,
    establishedMembers180d: all.establishedMembers180d,
    lastReceivedOn: all.lastReceivedOn,
    markers: {
      mostlyNewAccounts: held && all.newMembers > all.establishedMembers,
      noNewsSince: noNews ? (all.lastNewsOn ?? previous?.since ?? now) : null,
      manyWait: manyWait ? { members: all.membersWaitingLong } : null,
    },
  };
}
