import { addDays } from '#shared/core/days.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';
import {
  computeStanding,
  type PayoutEvidence,
  type PreviousStanding,
  type StandingState,
} from '#shared/evidence/standing.ts';
import {
  badFrom,
  createFakes,
  createPlatform,
  isHit,
  unpaidFrom,
  versionsOf,
  type Ending,
  type Platform,
  type Variant,
  type Version,
} from './standing-platform.ts';

export const RATES = [0.1, 0.3, 1] as const;
export const FAKES = [0, 20, 60] as const;
export const UNPAID = ['waiting', 'refused'] as const;
/** What the runs of one row go through in turn: 12 mixes. */
export const MIXES = [5, 15, 30].flatMap((promiseDays) =>
  (['declared', 'screenshot'] as const).flatMap((proof) =>
    [1, 0.5].map((establishedShare) => ({ promiseDays, proof, establishedShare })),
  ),
);
export const PAID_SHARE = 0.92;
/** The last day on which a platform that stops pays; fakes begin the day after. */
export const STOP_DAY = 200;
export const STOPPED_END_DAY = 380;
export const HONEST_END_DAY = 300;
export const NEVER_END_DAY = 365;
/** Until this day one step is a week: the standing only settles. */
export const DAILY_FROM_DAY = 140;
/** Days of one step while an honest platform is watched: a warning lasts longer. */
export const HONEST_STEP_DAYS = 2;
/** Once warned, one step takes so many days until `not-paying` is possible. */
export const WARNED_STEP_DAYS = 5;
export const NOT_PAYING_POSSIBLE_DAYS = 40;
/** One run in so many is also computed in the other `VARIANTS`, without fakes. */
export const EXACT_EVERY = 3;

/** As the site computes. The others are played in some runs, without fakes. */
const AS_THE_SITE: Variant = { dates: 'published', counting: 'drawn' };
const VARIANTS: readonly Variant[] = [
  AS_THE_SITE,
  { dates: 'exact', counting: 'drawn' },
  { dates: 'published', counting: 'at once' },
];

export type Outcome = Variant & {
  kind: 'stops' | 'never' | 'honest';
  rate: number;
  fakes: number;
  unpaid: Ending['unpaid'] | null;
  mix: number;
  /** `reliable` or `promising` when the payments stop. */
  ratedWell: boolean;
  /** Days from the first overdue or refused claim to neither of them; null when never. */
  left: number | null;
  /** Days from the fifth member unpaid to `not-paying`; null when never. */
  notPaying: number | null;
  fifthUnpaid: boolean;
  /** An honest platform was `doubtful` or worse at any time. */
  alarmed: boolean;
  /** One that never pays was `promising` or better at any time. */
  praised: boolean;
};

const isGood = (state: StandingState): boolean => state === 'promising' || state === 'reliable';
const isBad = (state: StandingState): boolean => state === 'doubtful' || state === 'not-paying';

/** A platform's standing from day to day, each computed with the one before. */
class Course {
  readonly #platform: Platform;
  readonly #versions: readonly (readonly Version[])[];
  previous: PreviousStanding | null;
  constructor(
    platform: Platform,
    versions: readonly (readonly Version[])[],
    previous: PreviousStanding | null = null,
  ) {
    this.#platform = platform;
    this.#versions = versions;
    this.previous = previous;
  }
  on(day: number): StandingState {
    const payouts: PayoutEvidence[] = [];
    for (const versions of this.#versions) {
      const version = versions.findLast(({ from }) => from <= day);
      if (version !== undefined && version.countsFrom <= day) payouts.push(version.evidence);
    }
    const { state, since, everKnown } = computeStanding({
      payouts,
      previous: this.previous,
      closed: false,
      now: addDays(this.#platform.start, day),
      promiseNow: this.#platform.promiseDays,
    });
    this.previous = { state, since, everKnown };
    return state;
  }
}

const HONEST: Ending = { lastPaidDay: Number.POSITIVE_INFINITY, unpaid: 'waiting' };
const NEVER = -1;

function versionsWith(
  platform: Platform,
  ending: Ending,
  fakes: number,
  fakesFrom: number,
  variant: Variant,
): Version[][] {
  const state = ending === HONEST ? 'refused' : 'received';
  return [
    ...platform.claims.map((claim) => versionsOf(platform, claim, ending, variant)),
    ...createFakes(platform, fakes, state, fakesFrom, variant),
  ];
}

function fifthUnpaidDay(platform: Platform, ending: Ending): number | null {
  const first = new Map<string, number>();
  for (const claim of platform.claims) {
    if (!isHit(claim, ending)) continue;
    const day = unpaidFrom(platform, claim, ending);
    first.set(claim.member, Math.min(day, first.get(claim.member) ?? day));
  }
  return [...first.values()].toSorted((a, b) => a - b)[4] ?? null;
}

function firstBadDay(platform: Platform, ending: Ending): number {
  return platform.claims
    .filter((claim) => isHit(claim, ending))
    .reduce((first, claim) => Math.min(first, badFrom(platform, claim, ending)), Infinity);
}

type Row = Pick<Outcome, keyof Variant | 'rate' | 'mix'>;

function blank(kind: Outcome['kind'], row: Row, fakes: number): Outcome {
  return {
    ...row,
    kind,
    fakes,
    unpaid: null,
    ratedWell: false,
    left: null,
    notPaying: null,
    fifthUnpaid: false,
    alarmed: false,
    praised: false,
  };
}

function runStopped(
  platform: Platform,
  unpaid: Ending['unpaid'],
  fakes: number,
  previous: PreviousStanding | null,
  row: Row,
): Outcome {
  const ending = { lastPaidDay: STOP_DAY, unpaid };
  const versions = versionsWith(platform, ending, fakes, STOP_DAY + 1, row);
  const course = new Course(platform, versions, previous);
  const [firstBad, fifth] = [firstBadDay(platform, ending), fifthUnpaidDay(platform, ending)];
  const outcome = { ...blank('stops', row, fakes), unpaid, fifthUnpaid: fifth !== null };
  outcome.ratedWell = previous !== null && isGood(previous.state);
  let day = STOP_DAY + 1;
  while (day <= STOPPED_END_DAY) {
    const state = course.on(day);
    if (isBad(state)) outcome.left ??= day - firstBad;
    if (state === 'not-paying') {
      outcome.notPaying = fifth === null ? null : day - fifth;
      break;
    }
    const possible = STOP_DAY + NOT_PAYING_POSSIBLE_DAYS;
    const warned = outcome.left !== null || !outcome.ratedWell;
    day = warned && day < possible ? Math.min(day + WARNED_STEP_DAYS, possible) : day + 1;
  }
  return outcome;
}

function runNever(platform: Platform, unpaid: Ending['unpaid'], fakes: number, row: Row): Outcome {
  const ending = { lastPaidDay: NEVER, unpaid };
  const course = new Course(platform, versionsWith(platform, ending, fakes, 0, row));
  const fifth = fifthUnpaidDay(platform, ending);
  const outcome = { ...blank('never', row, fakes), unpaid, fifthUnpaid: fifth !== null };
  for (let day = 0; day <= NEVER_END_DAY; day += 1) {
    const state = course.on(day);
    if (isGood(state)) outcome.praised = true;
    if (state === 'not-paying') {
      outcome.notPaying = fifth === null ? null : day - fifth;
      break;
    }
  }
  return outcome;
}

/** The honest course up to the day the others stop, which every ending shares. */
function runHonestStart(
  platform: Platform,
  variant: Variant,
): { previous: PreviousStanding | null; alarmed: boolean } {
  const course = new Course(platform, versionsWith(platform, HONEST, 0, 0, variant));
  let alarmed = false;
  for (let day = 0; day <= STOP_DAY; day += day < DAILY_FROM_DAY ? 7 : 1) {
    alarmed = isBad(course.on(day)) || alarmed;
  }
  return { previous: course.previous, alarmed };
}

function runHonestEnd(
  platform: Platform,
  fakes: number,
  start: ReturnType<typeof runHonestStart>,
  row: Row,
): Outcome {
  const outcome = { ...blank('honest', row, fakes), alarmed: start.alarmed };
  const versions = versionsWith(platform, HONEST, fakes, STOP_DAY + 1, row);
  const course = new Course(platform, versions, start.previous);
  for (let day = STOP_DAY + 1; day <= HONEST_END_DAY && !outcome.alarmed; day += HONEST_STEP_DAYS) {
    outcome.alarmed = isBad(course.on(day));
  }
  return outcome;
}

/** All outcomes of a run: all rates, endings and fakes with the same claims. */
export function simulateRun(
  run: number,
  seed: number,
  rates: readonly (typeof RATES)[number][] = RATES,
  countingDays: number = STAMP_COUNTING_DAYS.fewest,
): Outcome[] {
  const mixIndex = run % MIXES.length;
  const mix = MIXES[mixIndex];
  if (mix === undefined) throw new Error('no such mix');
  const exact = Math.floor(run / MIXES.length) % EXACT_EVERY === 0;
  return rates.flatMap((rate) => {
    const setting = { ...mix, reportsPerDay: rate, days: STOPPED_END_DAY, countingDays };
    const platformSeed = seed + run * 1000 + RATES.indexOf(rate);
    const paying = createPlatform({ ...setting, paidShare: PAID_SHARE }, platformSeed);
    const never = createPlatform({ ...setting, paidShare: 1 }, platformSeed);
    return (exact ? VARIANTS : [AS_THE_SITE]).flatMap((variant) => {
      const row = { ...variant, rate, mix: mixIndex };
      const start = runHonestStart(paying, variant);
      return (variant === AS_THE_SITE ? FAKES : [0]).flatMap((fakes) => [
        runHonestEnd(paying, fakes, start, row),
        ...UNPAID.flatMap((unpaid) => [
          runStopped(paying, unpaid, fakes, start.previous, row),
          runNever(never, unpaid, fakes, row),
        ]),
      ]);
    });
  });
}
