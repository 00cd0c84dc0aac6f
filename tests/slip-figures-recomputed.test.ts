import { expect, test } from 'vitest';
import { createRandom, type Random } from '#demo/random.ts';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { createTestApp } from '#tests/support/app.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';

/**
 * A stranger computes all numbers about payouts from the released slips, as docs/verify.md says, without
 * a line of the program.
 */

type Slip = {
  readonly monday: string;
  readonly outcome: string;
  readonly detail: string | null;
  readonly detailClass: number | null;
  readonly established: boolean;
  readonly solicited: boolean;
};

const BOUNDS = [0, 3, 7, 14, 30, 45];

function recompute(slips: readonly Slip[], day: string): object {
  const counted = slips.filter((slip) => !slip.solicited && slip.monday <= day);
  const since = new Date(Date.parse(day) - 365 * 86_400_000).toISOString().slice(0, 10);
  const year = counted.filter((slip) => slip.monday > since);
  const paid = year.filter((slip) => slip.outcome === 'paid');
  const all = weightOf(year, year);
  const good = weightOf(paid, year);
  const told = year.filter((slip) => slip.detail === 'delay');
  const delays = told.length;
  const classes = [0, 1, 2, 3, 4].map((index) =>
    wholeWeightOf(
      told.filter((slip) => slip.detailClass === index),
      told,
    ),
  );
  const weight = wholeWeightOf(told, told);
  return {
    until:
      counted
        .map((slip) => slip.monday)
        .toSorted()
        .at(-1) ?? null,
    paid: paid.length,
    notPaid: year.length - paid.length,
    shareReceived: year.length < 10 ? null : good / all,
    delayShares: delays < 5 ? [] : classes.map((one) => one / weight),
    delays,
    medianDelayDays: delays < 5 ? null : dayBy(50, classes, weight),
    delay95Days: delays < 5 ? null : dayBy(95, classes, weight),
    months: monthsUntil(day).map((month) => {
      const own = counted.filter((slip) => slip.monday.startsWith(month));
      const ownPaid = own.filter((slip) => slip.outcome === 'paid').length;
      return { month, paid: ownPaid, notPaid: own.length - ownPaid };
    }),
    standing: standingOf(year, day),
  };
}

/** The weight of some of the slips of a year. */
function weightOf(some: readonly Slip[], year: readonly Slip[]): number {
  const established = year.filter((slip) => slip.established).length;
  const others = year.length - established;
  const each = Math.min(0.25, Math.max(1, 0.25 * established) / others);
  return some.reduce((sum, slip) => sum + (slip.established ? 1 : each), 0);
}

/** The weight of some of the slips with a delay, times four, and times the number of new accounts where these are many. */
function wholeWeightOf(some: readonly Slip[], told: readonly Slip[]): number {
  const established = told.filter((slip) => slip.established).length;
  const others = told.length - established;
  const isCapped = others > Math.max(4, established);
  const each = isCapped ? Math.max(4, established) : 1;
  return some.reduce(
    (sum, slip) => sum + (slip.established ? 4 * (isCapped ? others : 1) : each),
    0,
  );
}

/** The day by which `percent` of the payouts are paid; whole numbers only, so that nothing is rounded. */
function dayBy(percent: number, classes: readonly number[], weight: number): number {
  let before = 0;
  for (const [index, count] of classes.entries()) {
    const [from = 0, to = 0] = [BOUNDS[index], BOUNDS[index + 1]];
    if (100 * (before + count) >= percent * weight) {
      const part = (percent * weight - 100 * before) * (to - from);
      return from + Math.floor(part / (100 * count)) + 1;
    }
    before += count;
  }
  throw new Error('no class reaches it');
}

function monthsUntil(day: string): string[] {
  const last = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  return Array.from({ length: 24 }, (_, index) => {
    const at = new Date(last);
    at.setUTCMonth(last.getUTCMonth() - 23 + index);
    return at.toISOString().slice(0, 7);
  });
}

/** Of the established alone, halved every 90 days. */
function standingOf(year: readonly Slip[], day: string): object | null {
  const aged = (some: readonly Slip[]): number =>
    some
      .filter((slip) => slip.established)
      .map((slip) => (Date.parse(day) - Date.parse(slip.monday)) / 86_400_000)
      .reduce((sum, days) => sum + 2 ** (-days / 90), 0);
  const all = aged(year);
  const good = aged(year.filter((slip) => slip.outcome === 'paid'));
  if (all < 3) return null;
  const [a, b] = [1 + good, 1 + (all - good)];
  const mean = a / (a + b);
  const [low, high] = [betaQuantile(0.05, a, b), betaQuantile(0.95, a, b)];
  const state = (): string => {
    if (high <= 0.5) return 'not-paying';
    if (high <= 0.7) return 'doubtful';
    if (mean < 0.7) return 'unknown';
    return low >= 0.65 ? 'reliable' : 'promising';
  };
  return { state: state(), mean, low, high };
}

/** By bisection of the integral of the density, which a tanh-sinh rule computes. */
function betaQuantile(share: number, a: number, b: number): number {
  const whole = betaIntegral(1, a, b);
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (betaIntegral(middle, a, b) < share * whole) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Places and weights of the rule, on the way from 0 to 1. */
const NODES = Array.from({ length: 257 }, (_, index) => {
  const t = (index - 128) / 32;
  const sinh = (Math.PI / 2) * Math.sinh(t);
  return {
    at: 1 / (1 + Math.exp(-2 * sinh)),
    weight: ((Math.PI / 4) * Math.cosh(t)) / Math.cosh(sinh) ** 2 / 32,
  };
});

/** The integral of x^(a-1) (1-x)^(b-1) from 0 to `end`, divided by its greatest value. */
function betaIntegral(end: number, a: number, b: number): number {
  const mode = a + b > 2 ? (a - 1) / (a + b - 2) : 0.5;
  const logOf = (x: number): number =>
    (a === 1 ? 0 : (a - 1) * Math.log(x)) + (b === 1 ? 0 : (b - 1) * Math.log1p(-x));
  const top = logOf(mode);
  let sum = 0;
  for (const { at, weight } of NODES) {
    const x = end * at;
    if (x > 0 && x < 1) sum += weight * Math.exp(logOf(x) - top);
  }
  return sum * end;
}

/** Slips as a platform may have them: few or hundreds, good or bad, over two and a half years. */
function inventSlips(random: Random, day: string): Slip[] {
  const count = random.pick([0, 3, 5, 9, 10, 14, 20, 40, 60, 200]);
  const [goodShare, establishedShare] = [random.next(), random.next()];
  return Array.from({ length: count }, () => {
    const paid = random.chance(goodShare);
    const detail = paid && random.chance(0.6) ? random.pick(['delay', 'amount'] as const) : null;
    return {
      monday: addDays(mondayOf(day), -7 * random.int(0, random.pick([10, 50, 130]))),
      outcome: paid ? 'paid' : 'not-paid',
      detail,
      detailClass: detail === null ? null : random.int(0, detail === 'delay' ? 4 : 3),
      established: random.chance(establishedShare),
      solicited: random.chance(0.05),
    };
  });
}

/** What equals a value whose numbers are off by 1e-9 at most. */
function near(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? expect.closeTo(one, 9) : one,
  );
}

test('the numbers of 100 platforms follow from their slips', async () => {
  const site = await createTestApp();
  const random = createRandom(20261129);
  const day = today(site.clock.now);
  const { prisma } = site.database;
  for (let nth = 0; nth < 100; nth += 1) {
    const slug = `platform-${nth}`;
    const id = randomId();
    const names = { slug, name: slug, nameKey: slug, activity: 'other', deepLabour: false };
    await prisma.platform.create({ data: { id, ...names, createdOn: dayToDate(day) } });
    await prisma.slip.createMany({
      data: inventSlips(random, day).map((slip) => ({
        ...slip,
        id: randomId(),
        platformId: id,
        owner: randomId(),
        monday: dayToDate(slip.monday),
        window: 13,
        released: true,
      })),
    });
    await prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
    const { slips } = (await site.get(`/api/platforms/${slug}/slips`)).json<{ slips: Slip[] }>();
    const { evidence } = (await site.get(`/api/platforms/${slug}`)).json<{
      evidence: { slips: object };
    }>();
    expect(evidence.slips, slug).toEqual(near(recompute(slips, day)));
  }
});
