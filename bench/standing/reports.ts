import { createRandom, type Random } from '#demo/random.ts';
import { REMINDER_DELAY_MULTIPLES } from '#shared/evidence/claim-reminders.ts';
import {
  STAMP_COUNTING_DAYS,
  drawCountingDelay,
} from '#shared/evidence/publication/counting-days.ts';
import { expectedPaymentDelay } from '#shared/evidence/payout-evidence.ts';

/** One payout as its author reports it. Days are counted from the first day of the run. */
export type Report = {
  /** Index of its author among those who report about this platform. */
  readonly member: number;
  readonly established: boolean;
  readonly proof: 'declared' | 'screenshot' | 'confirmed';
  readonly askedOn: number;
  readonly postedOn: number;
  /** Day from which the posting counts for the stamp. */
  readonly countsFrom: number;
  /** What its author has told by the end: `waiting` where she never closed it. */
  readonly outcome: 'received' | 'refused' | 'waiting';
  /** Infinity while it waits. */
  readonly settledOn: number;
  /** Day from which the outcome counts; that of the posting where it was posted once settled. */
  readonly settlingCountsFrom: number;
  readonly shareReceived: number;
  /** Whether its author answers each reminder with "I still wait". */
  readonly answersReminders: readonly boolean[];
  /** First day on which it is withdrawn; Infinity if never. */
  readonly withdrawnOn: number;
};

/** How a platform pays and who tells. Each platform of a row differs by its mix and its seed. */
export type World = {
  readonly days: number;
  /** Mean number of reports a day while the platform pays its usual share. */
  readonly reportsPerDay: number;
  readonly promiseDays: number;
  readonly proof: 'declared' | 'screenshot';
  readonly establishedShare: number;
  /** How much likelier a payout that was not paid is told than one that was. */
  readonly bias: number;
  /** Share of the paid claims that were posted while they waited and are never closed. */
  readonly forgottenShare: number;
  readonly paidShare: number;
  /** Median delay of the payouts asked on a day, and the spread of its logarithm. */
  readonly delayMedian: (day: number) => number;
  readonly delaySpread: number;
  /** Days, the last one excluded, on which nothing is paid; it is paid in the days after. */
  readonly pauses: readonly (readonly [from: number, to: number])[];
  /** The last day on which anything is paid, and what becomes of later payouts. */
  readonly stop: { readonly day: number; readonly unpaid: 'waiting' | 'refused' } | null;
  /** Days among which the day is drawn from which a report counts. */
  readonly countingDays: number;
  /** Payouts that the platform leaves unpaid besides the usual share. */
  readonly unpaidTo: 'large amounts' | 'one country' | 'first payouts' | null;
};

/** Share of reports that are by a member who never reported about this platform. */
export const NEW_REPORTER_SHARE = 0.6;
/** Share of payouts posted on the day they are asked; the others once settled or overdue. */
export const POSTED_WHEN_ASKED_SHARE = 0.5;
/** Share of reminders that are answered "I still wait". */
export const REMINDER_ANSWERED_SHARE = 0.5;
/** Share of the payouts paid late whose author posts them while they are overdue. */
export const POSTED_WHEN_OVERDUE_SHARE = 0.5;
/** Payouts held up by a pause are paid within this share of the days that they were held up. */
const CAUGHT_UP_SHARE = 0.25;
/** Share of large amounts, of workers of one country, of first payouts that are affected. */
const SELECTED_SHARE = { 'large amounts': 0.2, 'one country': 0.2, 'first payouts': 0.5 } as const;

function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let [count, product] = [0, random.next()];
  for (; product > limit; count += 1) product *= random.next();
  return count;
}

function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Draws after how many days a report counts for the stamp. */
export function drawCounting(random: Random, days: number = STAMP_COUNTING_DAYS.fewest): number {
  return drawCountingDelay(days, (below) => random.int(0, below - 1));
}

/** All reports about a platform, the same for the same seed. */
export function drawReports(world: World, seed: number): Report[] {
  const random = createRandom(seed);
  const members: Member[] = [];
  const reports: Report[] = [];
  // Told with probability 1 where it was not paid, 1 / bias where it was.
  const payoutsPerDay = world.reportsPerDay / (1 - world.paidShare + world.paidShare / world.bias);
  for (let askedOn = 0; askedOn < world.days; askedOn += 1) {
    for (let left = poisson(random, payoutsPerDay); left > 0; left -= 1) {
      const drawn = drawPayout(world, random, askedOn, members);
      if (!drawn.isTold) continue;
      if (drawn.member.reports === 0) members.push(drawn.member);
      drawn.member.reports += 1;
      reports.push(drawn.report);
    }
  }
  return reports;
}

type Member = {
  readonly index: number;
  readonly established: boolean;
  readonly foreign: boolean;
  reports: number;
};

/** Draws as many numbers whatever comes of them, so that worlds of one seed have the same payouts. */
function drawPayout(world: World, random: Random, askedOn: number, members: Member[]) {
  const expected = expectedPaymentDelay(world.promiseDays, null);
  const delay = Math.max(
    1,
    Math.round(world.delayMedian(askedOn) * Math.exp(world.delaySpread * normal(random))),
  );
  const isPaidUsually = random.chance(world.paidShare);
  const isRefused = random.chance(0.5);
  const isPostedWhenAsked = random.chance(POSTED_WHEN_ASKED_SHARE);
  const isPostedWhenOverdue = random.chance(POSTED_WHEN_OVERDUE_SHARE);
  const isForgotten = random.chance(world.forgottenShare);
  const isSelected = random.next();
  const told = random.next();
  const answers = REMINDER_DELAY_MULTIPLES.map(() => random.chance(REMINDER_ANSWERED_SHARE));
  const counting = drawCounting(random, world.countingDays);
  const settlingCounting = drawCounting(random, world.countingDays);
  const member = drawMember(world, random, members);

  let due = askedOn + delay;
  for (const [from, to] of world.pauses) {
    if (due >= from && due < to) due = to + Math.floor((due - from) * CAUGHT_UP_SHARE);
  }
  const selected =
    world.unpaidTo === 'one country'
      ? member.foreign
      : world.unpaidTo === 'first payouts'
        ? member.reports === 0 && isSelected < SELECTED_SHARE['first payouts']
        : world.unpaidTo === 'large amounts' && isSelected < SELECTED_SHARE['large amounts'];
  const isStopped = world.stop !== null && due > world.stop.day;
  const isPaid = isPaidUsually && !selected && !isStopped;
  const unpaid =
    isPaidUsually && isStopped ? world.stop?.unpaid : isRefused ? 'refused' : 'waiting';
  const outcome = isPaid ? 'received' : (unpaid ?? 'waiting');
  const settledOn = outcome === 'waiting' ? Number.POSITIVE_INFINITY : due;
  const overdueOn = askedOn + expected;
  const isLate = due > overdueOn && (!isPaid || isPostedWhenOverdue);
  const later = outcome === 'waiting' || isLate ? Math.min(overdueOn, settledOn) : settledOn;
  const postedOn = isPostedWhenAsked ? askedOn : later;
  const neverClosed = isPaid && isForgotten && postedOn < settledOn;
  const report: Report = {
    member: member.index,
    established: member.established,
    proof: world.proof,
    askedOn,
    postedOn,
    countsFrom: postedOn + counting,
    outcome: neverClosed ? 'waiting' : outcome,
    settledOn: neverClosed ? Number.POSITIVE_INFINITY : settledOn,
    settlingCountsFrom: postedOn < settledOn ? settledOn + settlingCounting : postedOn + counting,
    shareReceived: 1,
    answersReminders: neverClosed ? answers.map(() => false) : answers,
    withdrawnOn: Number.POSITIVE_INFINITY,
  };
  return { report, member, isTold: told < (isPaid ? 1 / world.bias : 1) };
}

function drawMember(world: World, random: Random, members: Member[]): Member {
  const isNew = random.chance(NEW_REPORTER_SHARE);
  const established = random.chance(world.establishedShare);
  const foreign = random.chance(SELECTED_SHARE['one country']);
  const at = random.next();
  const known = members[Math.floor(at * members.length)];
  if (!isNew && known !== undefined) return known;
  return { index: members.length, established, foreign, reports: 0 };
}
