import { createRandom, type Random } from '#demo/random.ts';
import { crowdSize, type Crowd } from '#shared/evidence/publication/meter.ts';
import { PAID, type Ledger } from './ledger.ts';
import { rowPosterior, singleSlipPosterior, slipPosterior } from './posterior.ts';
import { publish, type CrowdOn } from './slips.ts';

/** What the site believes of the platform's size. */
export type Belief = {
  /** The sourced number of paid workers, right or wrong; null without a source. */
  sourced: number | null;
  /** Established members who reported there in 12 months, the attacker's puppets among them. */
  established: number;
};

/** The crowd of each day: the share of bad news is that of the ledger. */
export function crowdsOf(ledger: Ledger, belief: Belief): CrowdOn {
  const bad = new Float64Array(ledger.days);
  const all = new Float64Array(ledger.days);
  ledger.day.forEach((day, row) => {
    all[day] = (all[day] ?? 0) + 1;
    if (ledger.outcome[row] !== PAID) bad[day] = (bad[day] ?? 0) + 1;
  });
  const shareOf = (to: number, days: number): number => {
    let badSum = 0;
    let sum = 0;
    for (let day = Math.max(0, to - days); day <= to; day++) {
      badSum += bad[day] ?? 0;
      sum += all[day] ?? 0;
    }
    return sum === 0 ? 0 : badSum / sum;
  };
  const workers = crowdSize(belief.sourced, belief.established);
  const crowds: Crowd[] = Array.from(all, (_, day) => ({
    workers,
    badShare: Math.min(shareOf(day, 90), shareOf(day, 365)),
  }));
  return (day) => crowds[day] ?? { workers, badShare: 0 };
}

export const SCHEMES = ['rows under a key', 'careful rows', 'slips', 'one slip of many'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** How many authors were attacked, and of how many the attacker learnt too much. */
export type Exposure = {
  authors: number;
  /** Nobody else can have written it. */
  unique: number;
  /** Fewer than 10 workers are at least a tenth as likely as the author. */
  fewerThan10: number;
  /** The author's posterior probability is over 0.1, and over 0.5. */
  over10: number;
  over50: number;
  slips: number;
  held: number;
};

/** The exposure of the authors of both. */
export function addExposures(one: Exposure, other: Exposure): Exposure {
  return {
    authors: one.authors + other.authors,
    unique: one.unique + other.unique,
    fewerThan10: one.fewerThan10 + other.fewerThan10,
    over10: one.over10 + other.over10,
    over50: one.over50 + other.over50,
    slips: one.slips + other.slips,
    held: one.held + other.held,
  };
}

function addPosterior(exposure: Exposure, posterior: Float64Array, author: number): void {
  const own = posterior[author] ?? 0;
  if (own === 0) throw new Error('the author cannot have written her own reports');
  let possible = 0;
  let plausible = 0;
  for (const probability of posterior) {
    if (probability > 0) possible++;
    if (probability >= own / 10) plausible++;
  }
  exposure.authors++;
  if (possible === 1) exposure.unique++;
  if (plausible < 10) exposure.fewerThan10++;
  if (own > 0.1) exposure.over10++;
  if (own > 0.5) exposure.over50++;
}

function reportsOf(ledger: Ledger, author: number, count: number, random: Random): number[] {
  const first = ledger.first[author] ?? 0;
  const payouts = (ledger.first[author + 1] ?? 0) - first;
  const rows = random.shuffle(Array.from({ length: payouts }, (_, index) => first + index));
  return rows.slice(0, count).toSorted((a, b) => a - b);
}

export type Authors = {
  count: number;
  /** Reports of each, any of her payouts. */
  reports: number;
  /** Only authors who told of a payout that they did not get. */
  toldBadNews: boolean;
  seed: number;
};

/** Attacks so many authors, drawn among the workers with enough payouts. */
export function attack(
  ledger: Ledger,
  scheme: Scheme,
  belief: Belief,
  { count, reports, toldBadNews, seed }: Authors,
): Exposure {
  const random = createRandom(seed);
  const crowdOn = crowdsOf(ledger, belief);
  const exposure: Exposure = {
    authors: 0,
    unique: 0,
    fewerThan10: 0,
    over10: 0,
    over50: 0,
    slips: 0,
    held: 0,
  };
  const candidates = Array.from({ length: ledger.workers }, (_, worker) => worker).filter(
    (worker) => (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0) >= reports,
  );
  if (candidates.length === 0) return exposure;
  for (let tries = 0; exposure.authors < count && tries < 100 * count; tries++) {
    const author = random.pick(candidates);
    const rows = reportsOf(ledger, author, reports, random);
    if (toldBadNews && rows.every((row) => ledger.outcome[row] === PAID)) continue;
    if (scheme === 'rows under a key' || scheme === 'careful rows') {
      addPosterior(exposure, rowPosterior(ledger, rows, scheme === 'careful rows'), author);
      continue;
    }
    const { slips, held } = publish(ledger, rows, crowdOn, random);
    exposure.slips += slips.length;
    exposure.held += held;
    if (scheme === 'slips') {
      addPosterior(exposure, slipPosterior(ledger, slips, crowdOn), author);
      continue;
    }
    for (const slip of slips) addPosterior(exposure, singleSlipPosterior(ledger, slip), author);
  }
  return exposure;
}
