import { createRandom, type Random } from '#demo/random.ts';
import { addDays, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import {
  REMINDER_DELAY_MULTIPLES,
  countUnansweredReminders,
} from '#shared/evidence/claim-reminders.ts';
import { drawCountingDelay } from '#shared/evidence/publication/counting-days.ts';
import { expectedPaymentDelay, type PayoutEvidence } from '#shared/evidence/standing-weights.ts';

/** What a simulated platform does, and who reports about it. */
export type Setting = {
  reportsPerDay: number;
  promiseDays: number;
  proof: 'declared' | 'screenshot';
  establishedShare: number;
  /** Share of the claims that an honest day pays. */
  paidShare: number;
  days: number;
  /** Days among which each report's counting day is drawn. */
  countingDays: number;
};

/** One claim of one member, with all chance already drawn; days are counted from the first one. */
export type Claim = {
  member: string;
  established: boolean;
  asked: number;
  delay: number;
  paid: boolean;
  refusedWhenUnpaid: boolean;
  postedWhenAsked: boolean;
  answersReminders: readonly boolean[];
  /** Days after which its posting counts, and its settling. */
  postingCountsAfter: number;
  settlingCountsAfter: number;
};

export type Platform = Setting & { start: Day; claims: readonly Claim[] };

/** How the platform ends: the last day on which it pays, and what becomes of the claims then. */
export type Ending = { lastPaidDay: number; unpaid: 'waiting' | 'refused' };

/** Which days the rules are given, and whether a report counts from a drawn day or at once. */
export type Variant = { dates: 'published' | 'exact'; counting: 'drawn' | 'at once' };

/** How a claim looks from a day on, until its next version. Before `countsFrom` it counts as nothing. */
export type Version = { from: number; countsFrom: number; evidence: PayoutEvidence };

/** Share of reports that are by a member who never reported about this platform. */
export const NEW_REPORTER_SHARE = 0.6;
/** Share of claims posted on the day they are asked; the others once received, refused, overdue. */
export const POSTED_WHEN_ASKED_SHARE = 0.5;
/** Share of reminders that are answered "I still wait". */
export const REMINDER_ANSWERED_SHARE = 0.5;
/** Median delay of a paid claim as a share of the promise, and the spread of its logarithm. */
export const DELAY_MEDIAN_OF_PROMISE = 0.6;
export const DELAY_LOG_SPREAD = 0.5;
/** Days over which fake posts are spread. */
export const FAKES_SPREAD_DAYS = 30;
/** Apart from the seed of the claims, so that they are the same however counting days are drawn. */
const COUNTING_SEED = 500_000_000;
/** Delay that a fake post tells, in days. */
export const FAKE_DELAY_DAYS = 3;

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

/** A platform with all its claims, the same for the same seed. */
export function createPlatform(setting: Setting, seed: number): Platform {
  const random = createRandom(seed);
  const countingRandom = createRandom(seed + COUNTING_SEED);
  const draw = (): number => drawDelay(setting, countingRandom);
  const start = addDays('2025-01-01', random.int(0, 364));
  const members: { member: string; established: boolean }[] = [];
  const claims: Claim[] = [];
  for (let asked = 0; asked < setting.days; asked += 1) {
    for (let left = poisson(random, setting.reportsPerDay); left > 0; left -= 1) {
      if (members.length === 0 || random.chance(NEW_REPORTER_SHARE)) {
        const established = random.chance(setting.establishedShare);
        members.push({ member: `member ${members.length}`, established });
        claims.push(drawClaim(setting, random, asked, members[members.length - 1], draw));
      } else claims.push(drawClaim(setting, random, asked, random.pick(members), draw));
    }
  }
  return { ...setting, start, claims };
}

function drawClaim(
  { promiseDays, paidShare }: Setting,
  random: Random,
  asked: number,
  author: { member: string; established: boolean } | undefined,
  drawCounting: () => number,
): Claim {
  if (author === undefined) throw new Error('a claim has an author');
  const median = promiseDays * DELAY_MEDIAN_OF_PROMISE;
  return {
    ...author,
    asked,
    delay: Math.max(1, Math.round(median * Math.exp(DELAY_LOG_SPREAD * normal(random)))),
    paid: random.chance(paidShare),
    refusedWhenUnpaid: random.chance(0.5),
    postedWhenAsked: random.chance(POSTED_WHEN_ASKED_SHARE),
    answersReminders: REMINDER_DELAY_MULTIPLES.map(() => random.chance(REMINDER_ANSWERED_SHARE)),
    postingCountsAfter: drawCounting(),
    settlingCountsAfter: drawCounting(),
  };
}

function drawDelay({ countingDays }: Setting, random: Random): number {
  return drawCountingDelay(countingDays, (below) => random.int(0, below - 1));
}

export const expectedOf = (platform: Setting): number =>
  expectedPaymentDelay(platform.promiseDays, null);
/** Whether a claim would have been paid, had the platform not stopped. */
export const isHit = (claim: Claim, { lastPaidDay }: Ending): boolean =>
  claim.paid && claim.asked + claim.delay > lastPaidDay;

function outcomeOf(claim: Claim, ending: Ending): PayoutEvidence['state'] {
  if (isHit(claim, ending)) return ending.unpaid;
  if (claim.paid) return 'received';
  return claim.refusedWhenUnpaid ? 'refused' : 'waiting';
}

/** The day on which a claim is overdue or refused. */
export function badFrom(platform: Platform, claim: Claim, ending: Ending): number {
  const waits = outcomeOf(claim, ending) === 'waiting';
  return claim.asked + (waits ? expectedOf(platform) : claim.delay);
}

/** The day from which a claim's author is unpaid: refused, or waiting for twice the delay. */
export function unpaidFrom(platform: Platform, claim: Claim, ending: Ending): number {
  const waits = outcomeOf(claim, ending) === 'waiting';
  return claim.asked + (waits ? 2 * expectedOf(platform) : claim.delay);
}

/** Formats a day for the rules: the middle of its month unless exact. */
function showDay(platform: Platform, day: number, { dates }: Variant): Day {
  const exact = addDays(platform.start, day);
  return dates === 'exact' ? exact : middleOfMonth(monthOf(exact));
}

/** How a claim looks on the site from each day on which it changes, with the dates it shows. */
export function versionsOf(
  platform: Platform,
  claim: Claim,
  ending: Ending,
  variant: Variant,
): Version[] {
  const outcome = outcomeOf(claim, ending);
  const expected = expectedOf(platform);
  const settled = claim.asked + claim.delay;
  const shown = (day: number): Day => showDay(platform, day, variant);
  const askedOn = shown(claim.asked);
  const waiting: PayoutEvidence = {
    authorKey: claim.member,
    established: claim.established,
    solicited: false,
    suspect: false,
    proof: 'declared',
    state: 'waiting',
    shareReceived: 1,
    askedOn,
    settledOn: null,
    stillWaitingOn: null,
    unansweredReminders: 0,
    promiseDays: platform.promiseDays,
  };
  const settledEvidence: PayoutEvidence = {
    ...waiting,
    proof: platform.proof,
    state: outcome,
    settledOn: addDays(askedOn, claim.delay),
  };
  const end = outcome === 'waiting' ? Number.POSITIVE_INFINITY : settled;
  const late = outcome === 'waiting' ? claim.asked + expected : settled;
  const posted = claim.postedWhenAsked ? claim.asked : late;
  const drawn = variant.counting === 'drawn';
  const countsFrom = posted + (drawn ? claim.postingCountsAfter : 0);
  const versions: Version[] = posted < end ? [{ from: posted, countsFrom, evidence: waiting }] : [];
  let stillWaitingOn: Day | null = null;
  REMINDER_DELAY_MULTIPLES.forEach((times, index) => {
    const from = claim.asked + times * expected;
    if (from <= posted || from >= end) return;
    if (claim.answersReminders[index] === true) stillWaitingOn = shown(from);
    const lastWordOn = stillWaitingOn ?? shown(posted);
    const said = { askedOn, expectedDays: expected, lastWordOn };
    const count = countUnansweredReminders(said, addDays(platform.start, from));
    const evidence = { ...waiting, stillWaitingOn, unansweredReminders: count };
    versions.push({ from, countsFrom, evidence });
  });
  if (outcome === 'waiting') return versions;
  const settlingCounts = settled + (drawn ? claim.settlingCountsAfter : 0);
  return [...versions, { from: settled, countsFrom: settlingCounts, evidence: settledEvidence }];
}

/** Fake posts with screenshots, each from a new account of its own, evenly from a day on. */
export function createFakes(
  platform: Platform,
  count: number,
  state: 'received' | 'refused',
  from: number,
  variant: Variant,
): Version[][] {
  const random = createRandom(count + from + COUNTING_SEED);
  return Array.from({ length: count }, (_, index) => {
    const posted = from + Math.floor((index * FAKES_SPREAD_DAYS) / count);
    const askedOn = showDay(platform, posted - FAKE_DELAY_DAYS, variant);
    const evidence: PayoutEvidence = {
      authorKey: `fake ${index}`,
      established: false,
      solicited: false,
      suspect: false,
      proof: 'screenshot',
      state,
      shareReceived: 1,
      askedOn,
      settledOn: addDays(askedOn, FAKE_DELAY_DAYS),
      stillWaitingOn: null,
      unansweredReminders: 0,
      promiseDays: platform.promiseDays,
    };
    const countsFrom = posted + (variant.counting === 'drawn' ? drawDelay(platform, random) : 0);
    return [{ from: posted, countsFrom, evidence }];
  });
}
