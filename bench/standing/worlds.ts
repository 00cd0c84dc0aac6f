import { createRandom } from '#demo/random.ts';
import { addDays } from '#shared/core/days.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';
import type { Platform } from './rules.ts';
import { drawReports, type Report, type World } from './reports.ts';

/** Days for which an honest platform is watched. */
export const DAYS = 480;
export const RATES = [0.1, 0.3, 1, 3] as const;
export const BIASES = [1, 2, 5] as const;
export const FORGOTTEN = [0, 0.1, 0.3] as const;
export const PAID_SHARE = 0.92;
/** First day on which a platform stops paying, or an attack begins; it is drawn from the month after. */
export const TURN_FROM_DAY = 200;
const TURN_DRAWN_DAYS = 30;
/** Days of each of two pauses. */
export const PAUSE_DAYS = 14;
/** Median delay of a paid payout as a share of the promise: usually, and of a slow platform. */
const DELAY_OF_PROMISE = { usual: 0.6, slow: 1 } as const;
const DELAY_LOG_SPREAD = 0.5;
/** Slow decay: the median delay before, at its end, and the days in between. */
export const DECAY = { from: 3, to: 60, days: 120 } as const;

/** What the runs of one row go through in turn: 12 mixes. */
export const MIXES = [5, 15, 30].flatMap((promiseDays) =>
  (['declared', 'screenshot'] as const).flatMap((proof) =>
    [1, 0.5].map((establishedShare) => ({ promiseDays, proof, establishedShare })),
  ),
);

/** Shares paid by platforms that pay in part, and what else they leave unpaid. */
export const PAID_SHARES = [0.5, 0.6, 0.7, 0.8] as const;
export const SELECTIONS = ['large amounts', 'one country', 'first payouts'] as const;

export const HONEST_KINDS = ['pays 92 %', 'paused twice', 'slow'] as const;
export type HonestKind = (typeof HONEST_KINDS)[number];

/** One platform of a row: its world, and the seed of all that is drawn for it. */
export type Run = { readonly world: World; readonly seed: number; readonly turnDay: number };

const SEEDS_OF_A_RUN = 10;

/** The platform of a run, that pays its usual share. */
export function runOf(run: number, seed: number, reportsPerDay: number, bias = 1): Run {
  const mix = MIXES[run % MIXES.length];
  if (mix === undefined) throw new Error('no such mix');
  const own = seed + run * SEEDS_OF_A_RUN;
  return {
    seed: own,
    turnDay: TURN_FROM_DAY + createRandom(own + 1).int(0, TURN_DRAWN_DAYS - 1),
    world: {
      ...mix,
      days: DAYS,
      reportsPerDay,
      bias,
      forgottenShare: 0,
      paidShare: PAID_SHARE,
      delayMedian: () => mix.promiseDays * DELAY_OF_PROMISE.usual,
      delaySpread: DELAY_LOG_SPREAD,
      pauses: [],
      stop: null,
      countingDays: STAMP_COUNTING_DAYS.fewest,
      unpaidTo: null,
    },
  };
}

export function honestWorld({ world, seed }: Run, kind: HonestKind, forgottenShare: number): World {
  const random = createRandom(seed + 2);
  const [first, second] = [random.int(90, 209), random.int(270, 389)];
  const honest = { ...world, forgottenShare };
  if (kind === 'slow') {
    return { ...honest, delayMedian: () => world.promiseDays * DELAY_OF_PROMISE.slow };
  }
  if (kind === 'pays 92 %') return honest;
  return {
    ...honest,
    pauses: [first, second].map((from) => [from, from + PAUSE_DAYS] as const),
  };
}

/** It stops on its turn; every second dozen of runs leaves payouts waiting, the others refuse them. */
export function stoppingWorld({ world, turnDay }: Run, run: number): World {
  const unpaid = Math.floor(run / MIXES.length) % 2 === 0 ? 'waiting' : 'refused';
  return { ...world, stop: { day: turnDay, unpaid } };
}

/** It never pays anybody. */
export function neverPayingWorld(run: Run, index: number): World {
  const world = stoppingWorld(run, index);
  return { ...world, stop: { day: -1, unpaid: world.stop?.unpaid ?? 'waiting' } };
}

/** Its payouts take longer and longer, from its turn on. */
export function decayingWorld({ world, turnDay }: Run): World {
  const delayMedian = (day: number): number => {
    const share = Math.min(1, Math.max(0, (day - turnDay) / DECAY.days));
    return DECAY.from + share * (DECAY.to - DECAY.from);
  };
  return { ...world, delayMedian };
}

/** Draws the reports of a world, and adds those of others. */
export function platformOf(world: World, { seed }: Run, added: readonly Report[] = []): Platform {
  const start = addDays('2025-01-01', createRandom(seed + 3).int(0, 364));
  return {
    reports: [...drawReports(world, seed), ...added],
    promiseDays: world.promiseDays,
    start,
  };
}
