import { createRandom, type Random } from '#demo/random.ts';

/** How a platform pays, and how much the attacker's ledger tells workers apart. */
export type World = {
  name: string;
  /** Paid on the 1st and the 15th, or when the worker asks. */
  payDays: boolean;
  /** Payouts of the minimum and its multiples, or log-normal amounts. */
  fixedAmounts: boolean;
  /** Share of requests that are refused, or never paid. */
  unpaid: number;
  /** Unpaid requests fall on a tenth of the workers, in two months of a year. */
  clustered: boolean;
};

/**
 * A platform's ledger: all payouts of all workers, each worker's in order of the day on which she
 * can report them. The payouts of worker `w` are those from `first[w]` to `first[w + 1] - 1`.
 */
export type Ledger = {
  workers: number;
  days: number;
  first: Int32Array;
  /** The worker of each payout. */
  worker: Int32Array;
  /** All payouts in order of their day; those of day `d` start at `dayStart[d]`. */
  byDay: Int32Array;
  dayStart: Int32Array;
  /** The day on which it was received, refused, or waited long enough to count as unpaid. */
  day: Int16Array;
  /** PAID or NOT_PAID. */
  outcome: Uint8Array;
  /** Days from request to receipt; meaningless when not paid. */
  delay: Int16Array;
  /** Two significant digits of the amount, in cents. */
  amount: Int32Array;
  askedOn: Int16Array;
  method: Uint8Array;
};

export const PAID = 0;
export const NOT_PAID = 1;

const YEAR = 365;
/** Days after which a request that waits counts as unpaid. */
const UNPAID_AFTER = 30;
/** Mean days for which somebody works on a platform. */
const MEAN_STAY = 540;
const METHODS = [0.6, 0.3, 0.1];

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

function twoDigits(cents: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(cents)) - 1);
  return Math.round(cents / step) * step;
}

function pickMethod(random: Random): number {
  const draw = random.next();
  let sum = 0;
  return METHODS.findIndex((share) => (sum += share) > draw);
}

type Payout = {
  day: number;
  outcome: number;
  delay: number;
  amount: number;
  askedOn: number;
  method: number;
};

function nextPayDay(day: number): number {
  const inMonth = day % 30;
  return day - inMonth + (inMonth < 15 ? 15 : 30);
}

/**
 * The payouts of one worker. Those of the days before the first one, up to `backlog`, can be reported
 * on the first.
 */
function payoutsOf(world: World, days: number, backlog: number, random: Random): Payout[] {
  const joined = random.next() * (days + MEAN_STAY) - MEAN_STAY;
  const left = joined + exponential(random, MEAN_STAY);
  const every = 30 / Math.exp(normal(random) * 0.5);
  const usual = Math.exp(Math.log(2000) + normal(random) * 0.6);
  const method = pickMethod(random);
  const inCluster = random.next() < 0.1;
  const payouts: Payout[] = [];
  for (let day = joined; day < left && day < days;) {
    day += world.payDays ? Math.max(14, exponential(random, every)) : exponential(random, every);
    const askedOn = Math.floor(day);
    if (askedOn < -backlog || askedOn >= days) continue;
    const cents = world.fixedAmounts
      ? 1000 * Math.max(1, Math.round((usual / 1000) * random.next() * 2))
      : usual * Math.exp(normal(random) * 0.4);
    const inBadMonth = askedOn >= 0 && askedOn % YEAR < 60;
    const share = world.clustered
      ? inCluster && inBadMonth
        ? 0.8
        : world.unpaid / 4
      : world.unpaid;
    const delay = world.payDays
      ? nextPayDay(askedOn) + 1 + Math.floor(random.next() * 3) - askedOn
      : Math.max(1, Math.round(6 * Math.exp(normal(random) * 0.7)));
    const unpaid = random.next() < share;
    const outcome = unpaid ? NOT_PAID : PAID;
    payouts.push({
      day: Math.max(0, askedOn + (unpaid ? UNPAID_AFTER : delay)),
      outcome,
      delay: unpaid ? -1 : delay,
      amount: twoDigits(cents),
      askedOn,
      method,
    });
  }
  return payouts.filter(({ day }) => day < days).toSorted((a, b) => a.day - b.day);
}

function indexByDay(day: Int16Array, days: number): Pick<Ledger, 'byDay' | 'dayStart'> {
  const dayStart = new Int32Array(days + 1);
  for (const one of day) dayStart[one + 1] = (dayStart[one + 1] ?? 0) + 1;
  for (let at = 0; at < days; at++)
    dayStart[at + 1] = (dayStart[at + 1] ?? 0) + (dayStart[at] ?? 0);
  const next = dayStart.slice();
  const byDay = new Int32Array(day.length);
  day.forEach((one, row) => {
    const position = next[one] ?? 0;
    byDay[position] = row;
    next[one] = position + 1;
  });
  return { byDay, dayStart };
}

/** The payouts of the days from `from` on, and before `to`. */
export function rowsOfDays(ledger: Ledger, from: number, to: number): Int32Array {
  const { dayStart, days } = ledger;
  const start = dayStart[Math.min(Math.max(0, from), days)] ?? 0;
  return ledger.byDay.subarray(start, dayStart[Math.min(Math.max(0, to), days)] ?? 0);
}

/**
 * A ledger of `years`, in the last of which `workers` were paid at least once.
 *
 * @param backlog days before the first one whose payouts can be reported, on the first
 */
export function makeLedger(
  world: World,
  workers: number,
  years: number,
  seed: number,
  backlog = 0,
): Ledger {
  const random = createRandom(seed);
  const days = Math.round(years * YEAR);
  const all: Payout[][] = [];
  for (let paid = 0; paid < workers;) {
    const payouts = payoutsOf(world, days, backlog, random);
    if (payouts.length === 0) continue;
    all.push(payouts);
    if (payouts.some((payout) => payout.day >= days - YEAR && payout.outcome !== NOT_PAID)) paid++;
  }
  const rows = all.flat();
  const first = new Int32Array(all.length + 1);
  const worker = new Int32Array(rows.length);
  all.forEach((payouts, index) => {
    const from = first[index] ?? 0;
    first[index + 1] = from + payouts.length;
    worker.fill(index, from, from + payouts.length);
  });
  const day = Int16Array.from(rows, (row) => row.day);
  return {
    workers: all.length,
    days,
    first,
    worker,
    ...indexByDay(day, days),
    day,
    outcome: Uint8Array.from(rows, (row) => row.outcome),
    delay: Int16Array.from(rows, (row) => row.delay),
    amount: Int32Array.from(rows, (row) => row.amount),
    askedOn: Int16Array.from(rows, (row) => row.askedOn),
    method: Uint8Array.from(rows, (row) => row.method),
  };
}

export const WORLDS: readonly World[] = [
  { name: 'on demand', payDays: false, fixedAmounts: false, unpaid: 0.04, clustered: false },
  { name: 'pay-days', payDays: true, fixedAmounts: true, unpaid: 0.04, clustered: false },
  {
    name: 'unpaid in clusters',
    payDays: false,
    fixedAmounts: false,
    unpaid: 0.04,
    clustered: true,
  },
  { name: 'a quarter unpaid', payDays: false, fixedAmounts: false, unpaid: 0.25, clustered: false },
];
