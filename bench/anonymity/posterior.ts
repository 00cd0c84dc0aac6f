import { chooseLevel, DETAIL_ONE_IN, type Level } from '#shared/evidence/publication/meter.ts';
import { PAID, type Ledger } from './ledger.ts';
import { classOf, nextMonday, spentOn, type CrowdOn, type Slip } from './slips.ts';

/** The numbers of reports that the bench's authors make, all as likely to the attacker. */
export const REPORT_COUNTS = [1, 2, 3, 6, 12] as const;

const DETAIL_DRAWS = [
  ['delay', 1 / DETAIL_ONE_IN],
  ['none', 1 - 1 / DETAIL_ONE_IN],
] as const;

/** The time between two slips: in it, the first report that a level fits becomes the next slip. */
type Stage = {
  from: number;
  to: number;
  /** Null after the last slip. */
  slip: Slip | null;
  /** For each day, how a report would be published, by the draw of its detail. */
  levels: (readonly (readonly [Level | null, number])[])[];
};

function stagesOf(slips: readonly Slip[], days: number, crowdOn: CrowdOn): Stage[] {
  return [...slips, null].map((slip, index) => {
    const from = slips[index - 1]?.monday ?? 0;
    const to = slip?.monday ?? days;
    const before = slips.slice(0, index);
    const levels = Array.from({ length: Math.max(0, to - from) }, (_, offset) => {
      const spent = spentOn(from + offset, before);
      return DETAIL_DRAWS.map(
        ([detail, chance]) => [chooseLevel(crowdOn(from + offset), spent, detail), chance] as const,
      );
    });
    return { from, to, slip, levels };
  });
}

/** The probability that a payout becomes this slip, when it is reported at this level. */
function becomes(ledger: Ledger, row: number, level: Level, slip: Slip): number {
  const paid = ledger.outcome[row] === PAID;
  const window = paid ? level.good : level.bad;
  const first = nextMonday(ledger.day[row] ?? 0);
  if (window !== slip.window || ledger.outcome[row] !== slip.outcome) return 0;
  if (slip.monday < first || slip.monday > first + 7 * (window - 1)) return 0;
  if (!paid) return 1 / window;
  if (slip.detail !== level.detail) return 0;
  return classOf(ledger, row, level.detail) === slip.value ? 1 / window : 0;
}

/** The probability that a payout reported at this level is not released before the end. */
function waits(ledger: Ledger, row: number, level: Level): number {
  const window = ledger.outcome[row] === PAID ? level.good : level.bad;
  const mondays = Math.ceil((ledger.days - nextMonday(ledger.day[row] ?? 0)) / 7);
  return 1 - Math.min(window, Math.max(0, mondays)) / window;
}

/** The likelihood of the slips for one worker who reports each payout with probability `share`. */
function likelihood(
  ledger: Ledger,
  worker: number,
  share: number,
  stages: readonly Stage[],
): number {
  const end = ledger.first[worker + 1] ?? 0;
  let row = ledger.first[worker] ?? 0;
  let product = 1;
  for (const { from, to, slip, levels } of stages) {
    while (row < end && (ledger.day[row] ?? 0) < from) row++;
    let sum = 0;
    let noneBefore = 1;
    for (; row < end && (ledger.day[row] ?? 0) < to; row++) {
      let published = 0;
      for (const [level, chance] of levels[(ledger.day[row] ?? 0) - from] ?? []) {
        if (level === null) continue;
        published += chance;
        const shown = slip === null ? waits(ledger, row, level) : becomes(ledger, row, level, slip);
        sum += noneBefore * share * chance * shown;
      }
      noneBefore *= 1 - share * published;
    }
    product *= slip === null ? sum + noneBefore : sum;
    if (product === 0) return 0;
  }
  return product;
}

/** The probability of `reports` out of `payouts`, each with probability reports / payouts. */
function binomialMode(reports: number, payouts: number): number {
  const share = reports / payouts;
  let probability = (1 - share) ** (payouts - reports);
  for (let i = 0; i < reports; i++) probability *= ((payouts - i) / (reports - i)) * share;
  return probability;
}

function normalize(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? weights : weights.map((weight) => weight / sum);
}

/**
 * The posterior probability of each worker that all these slips, and no others, are hers. Each
 * worker is as likely before, and so is each of `REPORT_COUNTS`; given a number, any of her payouts
 * are as likely to be the reported ones (as a binomial with that mean, conditioned on it).
 */
export function slipPosterior(
  ledger: Ledger,
  slips: readonly Slip[],
  crowdOn: CrowdOn,
): Float64Array {
  const stages = stagesOf(slips, ledger.days, crowdOn);
  const weights = new Float64Array(ledger.workers);
  for (let worker = 0; worker < ledger.workers; worker++) {
    const payouts = (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0);
    weights[worker] = REPORT_COUNTS.filter((count) => count <= payouts).reduce(
      (sum, count) =>
        sum + likelihood(ledger, worker, count / payouts, stages) / binomialMode(count, payouts),
      0,
    );
  }
  return normalize(weights);
}

/**
 * The posterior probability of each worker that one slip is hers, when nothing tells which others
 * are: its level is known, the budget before it is not.
 */
export function singleSlipPosterior(ledger: Ledger, slip: Slip): Float64Array {
  const { window, detail } = slip;
  const level: Level = {
    good: window === 4 ? 4 : 13,
    detail,
    bad: window === 4 ? 13 : window,
  };
  const weights = new Float64Array(ledger.workers);
  for (let worker = 0; worker < ledger.workers; worker++) {
    const first = ledger.first[worker] ?? 0;
    const end = ledger.first[worker + 1] ?? 0;
    let sum = 0;
    for (let row = first; row < end; row++) sum += becomes(ledger, row, level, slip);
    weights[worker] = end === first ? 0 : sum / (end - first);
  }
  return normalize(weights);
}

/**
 * The posterior probability of each worker that rows of the former scheme are hers: amounts of two
 * digits, month of request, delay in days, method, under one key. A careful author states an amount of
 * one digit and no day of receipt.
 */
export function rowPosterior(
  ledger: Ledger,
  rows: readonly number[],
  careful = false,
): Float64Array {
  const weights = new Float64Array(ledger.workers);
  for (let worker = 0; worker < ledger.workers; worker++) {
    const first = ledger.first[worker] ?? 0;
    const end = ledger.first[worker + 1] ?? 0;
    let product = end - first >= rows.length ? 1 : 0;
    for (const row of rows) {
      if (product === 0) break;
      let alike = 0;
      for (let other = first; other < end; other++) {
        if (looksAlike(ledger, row, other, careful)) alike++;
      }
      product *= alike / (end - first);
    }
    weights[worker] = product;
  }
  return normalize(weights);
}

function looksAlike(ledger: Ledger, row: number, other: number, careful: boolean): boolean {
  const month = (at: number): number => Math.floor((ledger.askedOn[at] ?? 0) / 30);
  const amount = (at: number): number => {
    const cents = ledger.amount[at] ?? 0;
    const step = careful ? 10 ** Math.floor(Math.log10(Math.max(1, cents))) : 1;
    return Math.round(cents / step) * step;
  };
  return (
    amount(row) === amount(other) &&
    month(row) === month(other) &&
    (careful || ledger.delay[row] === ledger.delay[other]) &&
    ledger.method[row] === ledger.method[other]
  );
}
