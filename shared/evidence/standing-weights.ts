import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import * as rule from './standing-constants.ts';

/** One public pay-out as the rules see it: published values only, never the exact ones. */
export type PayoutEvidence = {
  /** One member on one platform. */
  authorKey: string;
  established: boolean;
  /** The author says that the post was asked or paid for. */
  solicited: boolean;
  /** A finding of a campaign that stands names this post. */
  suspect: boolean;
  proof: 'confirmed' | 'screenshot' | 'declared';
  state: 'received' | 'waiting' | 'refused' | 'given-up';
  /** 0 to 1, under 1 when partly paid; read only when received. */
  shareReceived: number;
  /** The middle of the month asked. */
  askedOn: Day;
  /** askedOn plus the published delay; null while waiting, and received on a day forgotten. */
  settledOn: Day | null;
  /** The middle of the month in which its author last said that she still waits. */
  stillWaitingOn: Day | null;
  /** From 2 on: "no news", listed apart, simply ages. */
  unansweredReminders: number;
  /** The sourced, undisputed promise in force when asked. */
  promiseDays: number | null;
};

/** One pay-out with what it brings to the standing; `paid` + `unpaid` is at most `weight`. */
export type WeighedPayout = {
  payout: PayoutEvidence;
  expectedDays: number;
  weight: number;
  paid: number;
  unpaid: number;
  /** The day from which it ages. */
  agesFrom: Day;
  /** The day from which it is overdue, unpaid, refused or partly paid, or null where it is not. */
  lateOn: Day | null;
  /** The day from which its author is a member unpaid, or null while she is not. */
  unpaidOn: Day | null;
};

const EVIDENCE = {
  confirmed: rule.EVIDENCE_CONFIRMED,
  screenshot: rule.EVIDENCE_SCREENSHOT,
  declared: rule.EVIDENCE_DECLARED,
} as const;

const clamp = (value: number, min: number, max: number): number =>
  Math.min(Math.max(value, min), max);
const later = (a: Day, b: Day | null): Day => (b !== null && b > a ? b : a);

/** Whether a pay-out counts at all: its author was not asked to post it, and no finding names it. */
export function isCounted({ solicited, suspect }: PayoutEvidence): boolean {
  return !solicited && !suspect;
}

/** `day`, or `now` where it lies ahead: the middle of the current month may be still to come. */
export function notAfter(day: Day, now: Day): Day {
  return day > now ? now : day;
}

/** Median delay in days of the receipts of the last 12 months, or null under 5 of them. */
export function medianDelay(payouts: readonly PayoutEvidence[], now: Day): number | null {
  const everyone: number[] = [];
  const established: number[] = [];
  for (const payout of payouts) {
    const { state, askedOn, settledOn } = payout;
    if (state !== 'received' || settledOn === null || payout.shareReceived <= 0) continue;
    if (!isCounted(payout) || daysBetween(settledOn, now) > rule.EXPECTED_WINDOW_DAYS) continue;
    const delay = daysBetween(askedOn, settledOn);
    everyone.push(delay);
    if (payout.established) established.push(delay);
  }
  // Ambiguous whose: the established first, or new accounts could make every delay look normal.
  const delays = established.length >= rule.EXPECTED_MIN_RECEIVED ? established : everyone;
  if (delays.length < rule.EXPECTED_MIN_RECEIVED) return null;
  // Of two middle ones the shorter, so that a worker is overdue sooner rather than later.
  return delays.toSorted((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? null;
}

/** Expected delay, 15 to 45 days: the promise, else the median delay, else 30. */
export function expectedDelay(promiseDays: number | null, median: number | null): number {
  const days = promiseDays ?? median ?? rule.EXPECTED_DEFAULT_DAYS;
  return clamp(days, rule.EXPECTED_MIN_DAYS, rule.EXPECTED_MAX_DAYS);
}

type Reading = {
  payout: PayoutEvidence;
  expectedDays: number;
  evidence: number;
  paidShare: number;
  unpaidShare: number;
  agesFrom: Day;
  lateOn: Day | null;
  unpaidOn: Day | null;
};

function read(payout: PayoutEvidence, median: number | null, now: Day): Reading {
  const expectedDays = expectedDelay(payout.promiseDays, median);
  const askedOn = notAfter(payout.askedOn, now);
  // Received on a day forgotten: as if when it was expected.
  const settledOn = notAfter(payout.settledOn ?? addDays(askedOn, expectedDays), now);
  const unpaidAfter = expectedDays * rule.UNPAID_AFTER_EXPECTED;
  // Who gave up waits no longer: her claim stays as it was on that day.
  const waitedUntil = payout.state === 'given-up' ? settledOn : now;
  const pastTwice = daysBetween(askedOn, waitedUntil) >= unpaidAfter;
  const base = { payout, expectedDays, evidence: EVIDENCE[payout.proof] };

  if (payout.state === 'received') {
    const paidShare = clamp(payout.shareReceived, 0, 1);
    // Ambiguous from which missing share: under the bound of `doubtful`, so that a fee does not
    // make a member unpaid and half a payment does.
    const unpaidOn = paidShare < rule.PARTLY_PAID_MIN_SHARE ? settledOn : null;
    const days = { agesFrom: settledOn, lateOn: unpaidOn, unpaidOn };
    return { ...base, paidShare, unpaidShare: 1 - paidShare, ...days };
  }
  const unpaid = { ...base, paidShare: 0 };
  if (payout.state === 'refused') {
    const days = { agesFrom: settledOn, lateOn: settledOn, unpaidOn: settledOn };
    return { ...unpaid, unpaidShare: 1, ...days };
  }
  const said = payout.state === 'given-up' ? settledOn : payout.stillWaitingOn;
  const lastWord = (day: Day): Day => notAfter(later(day, said), now);
  const unpaidShare = clamp(daysBetween(askedOn, waitedUntil) / expectedDays - 1, 0, 1);
  const agesFrom = lastWord(addDays(askedOn, expectedDays));
  const unpaidOn = pastTwice ? lastWord(addDays(askedOn, unpaidAfter)) : null;
  const lateOn = unpaidOn ?? (unpaidShare > 0 ? agesFrom : null);
  return { ...unpaid, unpaidShare, agesFrom, lateOn, unpaidOn };
}

/** Of each reading, what its member's pay-outs bring within its 30-day block, before the cap; in their order. */
function sumBlocks(readings: readonly Reading[]): number[] {
  const first = new Map<string, Day>();
  for (const { payout } of readings) {
    const known = first.get(payout.authorKey);
    if (known === undefined || payout.askedOn < known) first.set(payout.authorKey, payout.askedOn);
  }
  const blocks = readings.map(({ payout }) => {
    const days = daysBetween(first.get(payout.authorKey) ?? payout.askedOn, payout.askedOn);
    return `${Math.floor(days / rule.MEMBER_BLOCK_DAYS)} ${payout.authorKey}`;
  });
  const sums = new Map<string, number>();
  for (const [index, block] of blocks.entries()) {
    const reading = readings[index];
    // Ambiguous what shares: one that is not overdue, solicited or suspect, counts for nothing and
    // so takes no place from an unpaid one of the same member.
    if (reading === undefined || !isCounted(reading.payout)) continue;
    const counted = reading.evidence * (reading.paidShare + reading.unpaidShare);
    sums.set(block, (sums.get(block) ?? 0) + counted);
  }
  return blocks.map((block) => sums.get(block) ?? 0);
}

function authorWeight({ solicited, suspect, established }: PayoutEvidence): number {
  if (solicited) return rule.AUTHOR_SOLICITED;
  if (suspect) return rule.AUTHOR_SUSPECT;
  return established ? rule.AUTHOR_ESTABLISHED : rule.AUTHOR_NEW;
}

/** The weight of each pay-out at `now` after every cap, in the order given; 0 to 1. */
export function weighPayouts(payouts: readonly PayoutEvidence[], now: Day): WeighedPayout[] {
  // Only what came without a promise needs it: sorting all delays is most of the work.
  const needsMedian = payouts.some(({ promiseDays }) => promiseDays === null);
  const median = needsMedian ? medianDelay(payouts, now) : null;
  const readings = payouts.map((payout) => read(payout, median, now));
  const blockSums = sumBlocks(readings);

  let establishedWeight = 0;
  let newWeight = 0;
  const weights = readings.map((reading, index) => {
    const { payout, evidence, agesFrom } = reading;
    const shared = evidence * Math.min(1, rule.MEMBER_BLOCK_CAP / (blockSums[index] ?? 0));
    const decay = 2 ** (-daysBetween(agesFrom, now) / rule.HALF_LIFE_DAYS);
    const weight = shared * authorWeight(payout) * decay;
    const counted = weight * (reading.paidShare + reading.unpaidShare);
    if (payout.established) establishedWeight += counted;
    else newWeight += counted;
    return weight;
  });

  const newCap = Math.max(rule.NEW_MEMBERS_CAP_MIN, rule.NEW_MEMBERS_CAP_SHARE * establishedWeight);
  const newFactor = newWeight > newCap ? newCap / newWeight : 1;
  return readings.map((reading, index) => {
    const { payout, expectedDays, paidShare, unpaidShare, agesFrom, lateOn, unpaidOn } = reading;
    const weight = (weights[index] ?? 0) * (payout.established ? 1 : newFactor);
    const [paid, unpaid] = [weight * paidShare, weight * unpaidShare];
    return { payout, expectedDays, weight, paid, unpaid, agesFrom, lateOn, unpaidOn };
  });
}
