import {
  BAD_WINDOWS,
  badPrice,
  BUDGET_DAYS,
  chooseLevel,
  DETAIL_ONE_IN,
  GOOD_WINDOWS,
  goodPrice,
  type PublicationLevel,
} from '#shared/evidence/publication/meter.ts';
import { PAID, rowsOfDays, type Ledger } from './ledger.ts';
import { classOf, nextMonday, type CrowdOn, type PublicSlip, type Slip } from './slips.ts';

/** The numbers of reports that the bench's authors make, all as likely to the attacker. */
export const REPORT_COUNTS = [1, 2, 3, 6, 12] as const;

export const DETAIL_DRAWS = [
  ['delay', 1 / DETAIL_ONE_IN],
  ['none', 1 - 1 / DETAIL_ONE_IN],
] as const;

/** The levels that a report of one day may get, each with its probability; without those held back. */
type LevelsOfDay = readonly { readonly level: PublicationLevel; readonly chance: number }[];

const MAX_BUDGETS_KEPT = 10_000;

/** The levels of reports on each day, for each product of prices spent before; kept for all workers. */
class Levels {
  readonly #crowdOn: CrowdOn;
  readonly #bySpent = new Map<number, (LevelsOfDay | undefined)[]>();

  constructor(crowdOn: CrowdOn) {
    this.#crowdOn = crowdOn;
  }

  on(day: number, spent: number): LevelsOfDay {
    let days = this.#bySpent.get(spent);
    if (days === undefined) {
      if (this.#bySpent.size === MAX_BUDGETS_KEPT) this.#bySpent.clear();
      days = [];
      this.#bySpent.set(spent, days);
    }
    return (days[day] ??= DETAIL_DRAWS.flatMap(([detail, chance]) => {
      const level = chooseLevel(this.#crowdOn(day), spent, detail);
      return level === null ? [] : [{ level, chance }];
    }));
  }

  badPrice(day: number, level: PublicationLevel): number {
    return badPrice(level.bad, this.#crowdOn(day).badShare);
  }
}

const levelsOf = new WeakMap<CrowdOn, Levels>();

function levelsFor(crowdOn: CrowdOn): Levels {
  const levels = levelsOf.get(crowdOn) ?? new Levels(crowdOn);
  levelsOf.set(crowdOn, levels);
  return levels;
}

function windowOf(level: PublicationLevel, outcome: number): number {
  return outcome === PAID ? level.good : level.bad;
}

/**
 * The probability that a report at this level becomes the slip, if its detail is of its class. The
 * slip's window is not public.
 */
export function becomes(
  day: number,
  outcome: number,
  level: PublicationLevel,
  slip: PublicSlip,
): number {
  const window = windowOf(level, outcome);
  const first = nextMonday(day);
  if (outcome !== slip.outcome) return 0;
  if (slip.monday < first || slip.monday > first + 7 * (window - 1)) return 0;
  return outcome === PAID && slip.detail !== level.detail ? 0 : 1 / window;
}

/** The probability that a report at this level is not released before the end of the ledger. */
function waits(day: number, outcome: number, level: PublicationLevel, days: number): number {
  const window = windowOf(level, outcome);
  const mondays = Math.ceil((days - nextMonday(day)) / 7);
  return 1 - Math.min(window, Math.max(0, mondays)) / window;
}

/**
 * The likelihood, for each of `REPORT_COUNTS`, of the slips up to now together with what they spent.
 * The attacker knows no window, so he weighs each product of prices that they can have had.
 */
type Budgets = Map<number, Float64Array>;

function addTo(budgets: Budgets, spent: number, factor: number, terms: Float64Array): void {
  if (factor === 0) return;
  let sums = budgets.get(spent);
  if (sums === undefined) {
    sums = new Float64Array(terms.length);
    budgets.set(spent, sums);
  }
  for (let index = 0; index < terms.length; index++) {
    sums[index] = (sums[index] ?? 0) + factor * (terms[index] ?? 0);
  }
}

/**
 * The likelihood of the slips for one worker, for each number in `REPORT_COUNTS`: she reports each of
 * her payouts with probability number / payouts.
 */
function likelihoods(
  ledger: Ledger,
  worker: number,
  slips: readonly PublicSlip[],
  levels: Levels,
): Float64Array {
  const begin = ledger.first[worker] ?? 0;
  const end = ledger.first[worker + 1] ?? 0;
  const shares = REPORT_COUNTS.map((count) => count / (end - begin));
  let budgets: Budgets = new Map([[1, new Float64Array(shares.length).fill(1)]]);
  let row = begin;
  for (const [index, slip] of slips.entries()) {
    const from = slips[index - 1]?.monday ?? 0;
    while (row < end && (ledger.day[row] ?? 0) < from) row++;
    let to = row;
    while (to < end && (ledger.day[to] ?? 0) < slip.monday) to++;
    const next: Budgets = new Map();
    for (const [spent, before] of budgets) {
      playStage(ledger, row, to, { spent, before, slip, shares, levels }, next);
    }
    budgets = next;
    row = to;
  }
  const from = slips.at(-1)?.monday ?? 0;
  while (row < end && (ledger.day[row] ?? 0) < from) row++;
  const sums = new Float64Array(shares.length);
  for (const [spent, before] of budgets) {
    addLastStage(ledger, row, end, { spent, before, shares, levels }, sums);
  }
  return sums;
}

type Stage = {
  spent: number;
  before: Float64Array;
  shares: readonly number[];
  levels: Levels;
};

/** Of the rows between two slips, the first report that is not held back becomes the next slip. */
function playStage(
  ledger: Ledger,
  from: number,
  to: number,
  { spent, before, slip, shares, levels }: Stage & { slip: PublicSlip },
  next: Budgets,
): void {
  const none = before.slice();
  const reported = new Float64Array(none.length);
  for (let row = from; row < to; row++) {
    const day = ledger.day[row] ?? 0;
    const outcome = ledger.outcome[row] ?? 0;
    const ofClass = outcome === slip.outcome && classOf(ledger, row, slip.detail) === slip.value;
    let notHeld = 0;
    for (const { level, chance } of levels.on(day, spent)) {
      notHeld += chance;
      const fits = ofClass ? chance * becomes(day, outcome, level, slip) : 0;
      if (fits === 0) continue;
      const price =
        outcome === PAID
          ? goodPrice(level.good, level.detail, slip.value)
          : levels.badPrice(day, level);
      for (let at = 0; at < none.length; at++) reported[at] = (none[at] ?? 0) * (shares[at] ?? 0);
      addTo(next, spent * price, fits, reported);
    }
    for (let at = 0; at < none.length; at++)
      none[at] = (none[at] ?? 0) * (1 - (shares[at] ?? 0) * notHeld);
  }
}

/** After the last slip nothing is released before the end of the ledger. */
function addLastStage(
  ledger: Ledger,
  from: number,
  to: number,
  { spent, before, shares, levels }: Stage,
  sums: Float64Array,
): void {
  const none = before.slice();
  for (let row = from; row < to; row++) {
    const day = ledger.day[row] ?? 0;
    let notHeld = 0;
    let waiting = 0;
    for (const { level, chance } of levels.on(day, spent)) {
      notHeld += chance;
      waiting += chance * waits(day, ledger.outcome[row] ?? 0, level, ledger.days);
    }
    for (let at = 0; at < none.length; at++) {
      const earlier = none[at] ?? 0;
      const share = shares[at] ?? 0;
      sums[at] = (sums[at] ?? 0) + earlier * share * waiting;
      none[at] = earlier * (1 - share * notHeld);
    }
  }
  for (const [index, probability] of none.entries()) sums[index] = (sums[index] ?? 0) + probability;
}

/** The weeks before its Monday from which a slip's report can be, whatever its level. */
export function longestWindow(outcome: number): number {
  return outcome === PAID ? Math.max(...GOOD_WINDOWS) : Math.max(...BAD_WINDOWS);
}

/** The workers with a payout of the outcome, the detail and the weeks of each slip, in their order. */
function candidatesOf(ledger: Ledger, slips: readonly PublicSlip[]): number[] {
  const fitted = new Uint8Array(ledger.workers);
  slips.forEach((slip, index) => {
    const weeks = longestWindow(slip.outcome);
    const from = Math.max(slips[index - 1]?.monday ?? 0, slip.monday - 7 * weeks);
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
  slips: readonly PublicSlip[],
  crowdOn: CrowdOn,
): Float64Array {
  if (ledger.days > BUDGET_DAYS) throw new Error('budgets that end are not computed');
  const levels = levelsFor(crowdOn);
  const weights = new Float64Array(ledger.workers);
  for (const worker of candidatesOf(ledger, slips)) {
    const payouts = (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0);
    const likely = likelihoods(ledger, worker, slips, levels);
    weights[worker] = REPORT_COUNTS.reduce((sum, count, index) => {
      if (count > payouts) return sum;
      return sum + (likely[index] ?? 0) / binomialMode(count, payouts);
    }, 0);
  }
  return normalize(weights);
}

/**
 * The posterior probability of each worker that one slip is hers, when nothing tells which others
 * are. The attacker is given its window, and does not know the budget before it.
 */
export function singleSlipPosterior(ledger: Ledger, slip: Slip): Float64Array {
  const { window, detail } = slip;
  const level: PublicationLevel = {
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
