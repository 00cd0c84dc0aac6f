import { chooseLevel, DETAIL_ONE_IN, type Level } from '#shared/evidence/publication/meter.ts';
import { NOT_PAID, PAID, rowsOfDays, type Ledger } from './ledger.ts';
import { classOf, nextMonday, spentOn, type CrowdOn, type Slip } from './slips.ts';

/** The numbers of reports that the bench's authors make, all as likely to the attacker. */
export const REPORT_COUNTS = [1, 2, 3, 6, 12] as const;

export const DETAIL_DRAWS = [
  ['delay', 1 / DETAIL_ONE_IN],
  ['none', 1 - 1 / DETAIL_ONE_IN],
] as const;

/** The time between two slips: in it, the first report that a level fits becomes the next slip. */
type Stage = {
  from: number;
  to: number;
  /** Null after the last slip. */
  slip: Slip | null;
  /** The probability, for each day, that a report is not held back. */
  published: Float64Array;
  /**
   * The probability, by outcome and for each day, that a report becomes the slip if its detail is of
   * the slip's class; after the last slip, that it is not released before the end.
   */
  shown: readonly [Float64Array, Float64Array];
};

function stagesOf(slips: readonly Slip[], days: number, crowdOn: CrowdOn): Stage[] {
  return [...slips, null].map((slip, index) => {
    const from = slips[index - 1]?.monday ?? 0;
    const to = slip?.monday ?? days;
    const before = slips.slice(0, index);
    const length = Math.max(0, to - from);
    const published = new Float64Array(length);
    const shown = [new Float64Array(length), new Float64Array(length)] as const;
    for (let day = from; day < to; day++) {
      const spent = spentOn(day, before);
      for (const [detail, chance] of DETAIL_DRAWS) {
        const level = chooseLevel(crowdOn(day), spent, detail);
        if (level === null) continue;
        published[day - from] = (published[day - from] ?? 0) + chance;
        for (const outcome of [PAID, NOT_PAID] as const) {
          const fits =
            slip === null ? waits(day, outcome, level, days) : becomes(day, outcome, level, slip);
          shown[outcome][day - from] = (shown[outcome][day - from] ?? 0) + chance * fits;
        }
      }
    }
    return { from, to, slip, published, shown };
  });
}

function windowOf(level: Level, outcome: number): number {
  return outcome === PAID ? level.good : level.bad;
}

/** The probability that a report at this level becomes the slip, if its detail is of its class. */
export function becomes(day: number, outcome: number, level: Level, slip: Slip): number {
  const window = windowOf(level, outcome);
  const first = nextMonday(day);
  if (window !== slip.window || outcome !== slip.outcome) return 0;
  if (slip.monday < first || slip.monday > first + 7 * (window - 1)) return 0;
  return outcome === PAID && slip.detail !== level.detail ? 0 : 1 / window;
}

/** The probability that a report at this level is not released before the end of the ledger. */
function waits(day: number, outcome: number, level: Level, days: number): number {
  const window = windowOf(level, outcome);
  const mondays = Math.ceil((days - nextMonday(day)) / 7);
  return 1 - Math.min(window, Math.max(0, mondays)) / window;
}

/** For each of `REPORT_COUNTS`, of the worker at hand; kept, since a ledger has very many workers. */
const products = new Float64Array(REPORT_COUNTS.length);
const sums = new Float64Array(REPORT_COUNTS.length);
const noneBefore = new Float64Array(REPORT_COUNTS.length);

/**
 * Computes `products`, the likelihood of the slips for one worker, for each number in `REPORT_COUNTS`:
 * she reports each of her payouts with probability number / payouts.
 */
function computeLikelihoods(ledger: Ledger, worker: number, stages: readonly Stage[]): void {
  const end = ledger.first[worker + 1] ?? 0;
  let row = ledger.first[worker] ?? 0;
  const payouts = end - row;
  products.fill(1);
  for (const { from, to, slip, published, shown } of stages) {
    while (row < end && (ledger.day[row] ?? 0) < from) row++;
    sums.fill(0);
    noneBefore.fill(1);
    for (; row < end && (ledger.day[row] ?? 0) < to; row++) {
      const day = (ledger.day[row] ?? 0) - from;
      const notHeld = published[day] ?? 0;
      if (notHeld === 0) continue;
      let fits = shown[ledger.outcome[row] === PAID ? PAID : NOT_PAID][day] ?? 0;
      if (slip !== null && fits > 0 && classOf(ledger, row, slip.detail) !== slip.value) fits = 0;
      for (let index = 0; index < REPORT_COUNTS.length; index++) {
        const share = (REPORT_COUNTS[index] ?? 0) / payouts;
        const before = noneBefore[index] ?? 0;
        sums[index] = (sums[index] ?? 0) + before * share * fits;
        noneBefore[index] = before * (1 - share * notHeld);
      }
    }
    for (let index = 0; index < REPORT_COUNTS.length; index++) {
      const none = slip === null ? (noneBefore[index] ?? 0) : 0;
      products[index] = (products[index] ?? 0) * ((sums[index] ?? 0) + none);
    }
  }
}

/** The workers with a payout of the outcome, the detail and the weeks of each slip, in their order. */
function candidatesOf(ledger: Ledger, slips: readonly Slip[]): number[] {
  const fitted = new Uint8Array(ledger.workers);
  slips.forEach((slip, index) => {
    const from = Math.max(slips[index - 1]?.monday ?? 0, slip.monday - 7 * slip.window);
    for (const row of rowsOfDays(ledger, from, slip.monday)) {
      const worker = ledger.worker[row] ?? 0;
      if (fitted[worker] !== index || ledger.outcome[row] !== slip.outcome) continue;
      if (classOf(ledger, row, slip.detail) === slip.value) fitted[worker] = index + 1;
    }
  });
  const workers: number[] = [];
  fitted.forEach((count, worker) => count === slips.length && workers.push(worker));
  return workers;
}

/** The probability of `reports` out of `payouts`, each with probability reports / payouts. */
function binomialMode(reports: number, payouts: number): number {
  const share = reports / payouts;
  let probability = (1 - share) ** (payouts - reports);
  for (let i = 0; i < reports; i++) probability *= ((payouts - i) / (reports - i)) * share;
  return probability;
}

export function normalize(weights: Float64Array): Float64Array {
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
  for (const worker of candidatesOf(ledger, slips)) {
    const payouts = (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0);
    computeLikelihoods(ledger, worker, stages);
    weights[worker] = REPORT_COUNTS.reduce((sum, count, index) => {
      if (count > payouts) return sum;
      return sum + (products[index] ?? 0) / binomialMode(count, payouts);
    }, 0);
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
  for (const row of rowsOfDays(ledger, slip.monday - 7 * window, slip.monday)) {
    if (classOf(ledger, row, detail) !== slip.value) continue;
    const worker = ledger.worker[row] ?? 0;
    const payouts = (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0);
    const fits = becomes(ledger.day[row] ?? 0, ledger.outcome[row] ?? 0, level, slip);
    weights[worker] = (weights[worker] ?? 0) + fits / payouts;
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
