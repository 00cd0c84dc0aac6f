import { createRandom } from '#demo/random.ts';
import { DELAY_CLASS_DAYS } from '#shared/evidence/publication/meter.ts';
import { crowdsOf, type Belief } from './attack.ts';
import { NOT_PAID, PAID, type Ledger } from './ledger.ts';
import { classOf, publish, type Slip } from './slips.ts';

/** Numbers of the last 12 months, once from all reports and once from slips. */
type Figures = { received: number; classes: number[]; median: number; p95: number };

/** What the scheme costs, as means over the weeks after the first 13 months. */
export type Costs = {
  reportsPerDay: number;
  slipsPerReport: number;
  heldPerReport: number;
  /** Mean days from a report to its Monday. */
  age: number;
  /** Share of slips of paid payouts with a delay. */
  detailed: number;
  /** Mean signed and absolute errors, in points of a percentage. */
  receivedBias: number;
  receivedError: number;
  classBias: number[];
  /** Mean signed errors of median and 95th percentile, in days. */
  medianBias: number;
  p95Bias: number;
};

const SHARES_REPORTED = [0.1, 0.2, 0.3, 0.8];
const MEAN_SHARE_REPORTED = 0.35;
/** Stands for the delays over 30 days. */
const LONGEST_DELAY_DAYS = 45;
const CLASSES = DELAY_CLASS_DAYS.map((_, index) => index);

function quantile(classes: readonly number[], share: number): number {
  let below = 0;
  for (const [index, part] of classes.entries()) {
    const from = DELAY_CLASS_DAYS[index - 1] ?? 0;
    const to = Math.min(DELAY_CLASS_DAYS[index] ?? 0, LONGEST_DELAY_DAYS);
    if (below + part >= share) return from + ((share - below) / part) * (to - from) + 0.5;
    below += part;
  }
  return LONGEST_DELAY_DAYS;
}

function figuresOf(received: number, classCounts: readonly number[]): Figures {
  const total = classCounts.reduce((sum, count) => sum + count, 0);
  const classes = classCounts.map((count) => count / total);
  return { received, classes, median: quantile(classes, 0.5), p95: quantile(classes, 0.95) };
}

function trueFigures(ledger: Ledger, rows: readonly number[]): Figures {
  const received = rows.filter((row) => ledger.outcome[row] !== NOT_PAID).length / rows.length;
  const paid = rows.filter((row) => ledger.outcome[row] === PAID);
  const delays = paid.map((row) => ledger.delay[row] ?? 0).toSorted((a, b) => a - b);
  const counts = CLASSES.map(
    (index) => paid.filter((row) => classOf(ledger, row, 'delay') === index).length,
  );
  return {
    ...figuresOf(received, counts),
    median: delays[Math.floor(delays.length * 0.5)] ?? 0,
    p95: delays[Math.floor(delays.length * 0.95)] ?? 0,
  };
}

function slipFigures(slips: readonly Slip[]): Figures {
  const received = slips.filter(({ outcome }) => outcome !== NOT_PAID).length / slips.length;
  const detailed = slips.filter(({ detail }) => detail === 'delay');
  return figuresOf(
    received,
    CLASSES.map((index) => detailed.filter(({ value }) => value === index).length),
  );
}

/** Members who report to the site, all together so many times a day, over the whole ledger. */
export function measureCosts(
  ledger: Ledger,
  belief: Belief,
  reportsPerDay: number,
  seed: number,
): Costs {
  const random = createRandom(seed);
  const crowdOn = crowdsOf(ledger, belief);
  const reporters = (reportsPerDay * ledger.days) / ledger.day.length / MEAN_SHARE_REPORTED;
  const reports: number[] = [];
  const slips: Slip[] = [];
  let held = 0;
  let age = 0;
  for (let worker = 0; worker < ledger.workers; worker++) {
    if (!random.chance(reporters)) continue;
    const share = random.pick(SHARES_REPORTED);
    const first = ledger.first[worker] ?? 0;
    const payouts = (ledger.first[worker + 1] ?? 0) - first;
    const rows = Array.from({ length: payouts }, (_, index) => first + index).filter(() =>
      random.chance(share),
    );
    const published = publish(ledger, rows, crowdOn, random);
    reports.push(...rows);
    slips.push(...published.slips);
    held += published.held;
    age += published.ages.reduce((sum, days) => sum + days, 0);
  }
  const errors = weeklyErrors(ledger, reports, slips);
  const mean = (valueOf: (error: Figures) => number): number =>
    errors.reduce((sum, error) => sum + valueOf(error), 0) / errors.length;
  const paid = slips.filter(({ outcome }) => outcome === PAID);
  return {
    reportsPerDay: reports.length / ledger.days,
    slipsPerReport: slips.length / reports.length,
    heldPerReport: held / reports.length,
    age: age / slips.length,
    detailed: paid.filter(({ detail }) => detail !== 'none').length / paid.length,
    receivedBias: 100 * mean(({ received }) => received),
    receivedError: 100 * mean(({ received }) => Math.abs(received)),
    classBias: CLASSES.map((index) => 100 * mean(({ classes }) => classes[index] ?? 0)),
    medianBias: mean(({ median }) => median),
    p95Bias: mean(({ p95 }) => p95),
  };
}

/** The difference of the figures from slips to those from all reports, each week. */
function weeklyErrors(
  ledger: Ledger,
  reports: readonly number[],
  slips: readonly Slip[],
): Figures[] {
  const errors: Figures[] = [];
  for (let day = 400; day < ledger.days; day += 7) {
    const isRecent = (at: number): boolean => at > day - 365 && at <= day;
    const rows = reports.filter((row) => isRecent(ledger.day[row] ?? 0));
    const shown = slips.filter(({ monday }) => isRecent(monday));
    if (rows.length === 0 || shown.length === 0) continue;
    const truth = trueFigures(ledger, rows);
    const told = slipFigures(shown);
    errors.push({
      received: told.received - truth.received,
      classes: told.classes.map((share, index) => share - (truth.classes[index] ?? 0)),
      median: told.median - truth.median,
      p95: told.p95 - truth.p95,
    });
  }
  return errors;
}
