import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import * as rule from './standing-constants.ts';

/** One public payout as the rules see it: published values only, never exact ones. */
export type PayoutEvidence = {
  /** Key of the author: one member on one platform. */
  authorKey: string;
  established: boolean;
  /** The author says that the post was solicited or paid for. */
  solicited: boolean;
  /** An open finding names this post as suspect. */
  suspect: boolean;
  proof: 'confirmed' | 'screenshot' | 'declared';
  state: 'received' | 'waiting' | 'refused' | 'given-up';
  /** 0 to 1, below 1 when partly paid; read only when received. */
  shareReceived: number;
  /** The middle of the month of request. */
  askedOn: Day;
  /** askedOn plus the published delay; null while pending, and when received on a forgotten day. */
  settledOn: Day | null;
  /** The middle of the month in which its author last confirmed that it is pending. */
  stillWaitingOn: Day | null;
  /**
   * Number of unanswered reminders; from 2 on the payout is "no news", which is listed separately
   * and only ages.
   */
  unansweredReminders: number;
  /** The sourced, undisputed promise in force at the time of request. */
  promiseDays: number | null;
};

/** One payout with its contribution to the standing; `paid` + `unpaid` is at most `weight`. */
export type WeighedPayout = {
  payout: PayoutEvidence;
  expectedDays: number;
  weight: number;
  paid: number;
  unpaid: number;
  /** The day from which the payout's weight decays. */
  agesFrom: Day;
  /** The day from which it is overdue, unpaid, refused or partly paid; else null. */
  lateOn: Day | null;
  /** The day from which its author is a member unpaid; else null. */
  unpaidOn: Day | null;
};

const EVIDENCE = {
  confirmed: rule.WEIGHT_OF_CONFIRMED_PROOF,
  screenshot: rule.WEIGHT_OF_SCREENSHOT,
  declared: rule.WEIGHT_OF_DECLARED,
} as const;

const clamp = (value: number, min: number, max: number): number =>
  Math.min(Math.max(value, min), max);
const later = (a: Day, b: Day | null): Day => (b !== null && b > a ? b : a);

/** Whether a payout counts: not solicited, and its author is no suspect. */
export function isPayoutCounted({ solicited, suspect }: PayoutEvidence): boolean {
  return !solicited && !suspect;
}

/** `day`, capped at `now`: the middle of the current month may lie ahead. */
export function earlierDay(day: Day, now: Day): Day {
  return day > now ? now : day;
}

/** Median delay in days of the receipts of the last 12 months, or null with fewer than 5. */
export function medianReceiptDelay(payouts: readonly PayoutEvidence[], now: Day): number | null {
  const everyone: number[] = [];
  const established: number[] = [];
  for (const payout of payouts) {
    const { state, askedOn, settledOn } = payout;
    if (state !== 'received' || settledOn === null || payout.shareReceived <= 0) continue;
    if (!isPayoutCounted(payout) || daysBetween(settledOn, now) > rule.EXPECTED_WINDOW_DAYS)
      continue;
    const delay = daysBetween(askedOn, settledOn);
    everyone.push(delay);
    if (payout.established) established.push(delay);
  }
  // Not fixed by the written rule: established members first, or new accounts could make every
  // delay look normal.
  const delays = established.length >= rule.EXPECTED_MIN_RECEIVED ? established : everyone;
  if (delays.length < rule.EXPECTED_MIN_RECEIVED) return null;
  // The shorter of two middle ones, so that a payout is overdue sooner rather than later.
  return delays.toSorted((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? null;
}

/** Expected delay, 15 to 45 days: the promise, else the median delay, else 30. */
export function expectedPaymentDelay(promiseDays: number | null, median: number | null): number {
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
  const expectedDays = expectedPaymentDelay(payout.promiseDays, median);
  const askedOn = earlierDay(payout.askedOn, now);
  // Received on a forgotten day: counts as received when expected.
  const settledOn = earlierDay(payout.settledOn ?? addDays(askedOn, expectedDays), now);
  const unpaidAfter = expectedDays * rule.UNPAID_MULTIPLE_OF_EXPECTED_DELAY;
  // A claim written off stays as it was on that day.
  const waitedUntil = payout.state === 'given-up' ? settledOn : now;
  const pastTwice = daysBetween(askedOn, waitedUntil) >= unpaidAfter;
  const base = { payout, expectedDays, evidence: EVIDENCE[payout.proof] };

  if (payout.state === 'received') {
    const paidShare = clamp(payout.shareReceived, 0, 1);
    // A payout paid in part is unpaid when less than PARTLY_PAID_MIN_SHARE arrived, so that half a
    // payment counts as unpaid, and one less a fee does not.
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
  const lastWord = (day: Day): Day => earlierDay(later(day, said), now);
  const unpaidShare = clamp(daysBetween(askedOn, waitedUntil) / expectedDays - 1, 0, 1);
  const agesFrom = lastWord(addDays(askedOn, expectedDays));
  const unpaidOn = pastTwice ? lastWord(addDays(askedOn, unpaidAfter)) : null;
  const lateOn = unpaidOn ?? (unpaidShare > 0 ? agesFrom : null);
  return { ...unpaid, unpaidShare, agesFrom, lateOn, unpaidOn };
}

/**
 * For each reading, the sum of its member's payouts within its 30-day block, before the cap; in the
 * same order.
 */
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
    // Not fixed by the written rule: payouts that are pending in time, solicited or suspect count
    // for nothing, so they take no share from an unpaid one of the same member.
    if (reading === undefined || !isPayoutCounted(reading.payout)) continue;
    const counted = reading.evidence * (reading.paidShare + reading.unpaidShare);
    sums.set(block, (sums.get(block) ?? 0) + counted);
  }
  return blocks.map((block) => sums.get(block) ?? 0);
}

function authorWeight({ solicited, suspect, established }: PayoutEvidence): number {
  if (solicited) return rule.WEIGHT_OF_SOLICITED_AUTHOR;
  if (suspect) return rule.WEIGHT_OF_SUSPECT_AUTHOR;
  return established ? rule.WEIGHT_OF_ESTABLISHED_AUTHOR : rule.WEIGHT_OF_NEW_AUTHOR;
}

/** The weight of each payout at `now` after all caps, in the order given; 0 to 1. */
export function weighPayouts(payouts: readonly PayoutEvidence[], now: Day): WeighedPayout[] {
  // Only payouts without a promise need the median, and sorting all delays is most of the work.
  const needsMedian = payouts.some(({ promiseDays }) => promiseDays === null);
  const median = needsMedian ? medianReceiptDelay(payouts, now) : null;
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
