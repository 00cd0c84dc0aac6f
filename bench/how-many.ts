import { parseArgs } from 'node:util';
import { createRandom, type Random } from '#demo/random.ts';

/**
 * What capture-recapture would say of the number of workers of a platform, from who reports here in two
 * quarters: Chapman's estimator, and Chao's lower bound from those who reported once and twice.
 */

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const random = createRandom(Number(values.seed));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

type World = {
  readonly name: string;
  readonly workers: number;
  /** Share of the workers who know of this site. */
  readonly reached: number;
  /** Mean number of reports a quarter of those who know of it. */
  readonly rate: number;
  /** Whether some report often and most hardly ever, as people do. */
  readonly uneven: boolean;
  /** Share of the workers who leave between the two quarters, and are replaced. */
  readonly turnover: number;
};

const WORLDS: readonly World[] = [
  {
    name: 'all know the site, alike',
    workers: 2_000,
    reached: 1,
    rate: 0.1,
    uneven: false,
    turnover: 0,
  },
  {
    name: 'all know it, unevenly',
    workers: 2_000,
    reached: 1,
    rate: 0.1,
    uneven: true,
    turnover: 0,
  },
  {
    name: 'one in ten knows it',
    workers: 2_000,
    reached: 0.1,
    rate: 0.5,
    uneven: true,
    turnover: 0,
  },
  {
    name: 'the same, a third leave',
    workers: 2_000,
    reached: 0.1,
    rate: 0.5,
    uneven: true,
    turnover: 0.33,
  },
  {
    name: 'the same, ten times the workers',
    workers: 20_000,
    reached: 0.1,
    rate: 0.5,
    uneven: true,
    turnover: 0.33,
  },
  { name: 'a small platform', workers: 300, reached: 0.1, rate: 0.5, uneven: true, turnover: 0.33 },
];

/** Number of reports of a quarter, Poisson. */
function reportsOf(rate: number, draw: Random): number {
  let [product, count] = [draw.next(), 0];
  for (const limit = Math.exp(-rate); product > limit; product *= draw.next()) count += 1;
  return count;
}

function simulate({ workers, reached, rate, uneven, turnover }: World) {
  let [first, second, both, once, twice] = [0, 0, 0, 0, 0];
  for (let worker = 0; worker < workers; worker += 1) {
    if (!random.chance(reached)) continue;
    // A fifth report ten times as often as the others.
    const often = random.chance(0.2) ? 10 / 2.8 : 1 / 2.8;
    const own = uneven ? rate * often : rate;
    const a = reportsOf(own, random);
    // Who left is replaced by another one, who did not report before.
    const stays = !random.chance(turnover);
    const b = reportsOf(own, random);
    if (a > 0) first += 1;
    if (b > 0) second += 1;
    if (a > 0 && b > 0 && stays) both += 1;
    for (const count of stays ? [a + b] : [a, b]) {
      if (count === 1) once += 1;
      if (count === 2) twice += 1;
    }
  }
  const chapman = ((first + 1) * (second + 1)) / (both + 1) - 1;
  const seen = first + second - both;
  const chao = seen + (once * (once - 1)) / (2 * (twice + 1));
  return { chapman, chao, both, seen };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

function spread(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) => Math.round(quantile(sorted, share)));
  return `${middle} (${low}–${high})`;
}

print(
  '| world | workers | of them know the site | members seen | in both quarters | Chapman | Chao |',
);
print('| --- | --- | --- | --- | --- | --- | --- |');
for (const world of WORLDS) {
  const made = Array.from({ length: runs }, () => simulate(world));
  print(
    `| ${world.name} | ${world.workers} | ${Math.round(world.workers * world.reached)} | ${spread(made.map(({ seen }) => seen))} | ${spread(made.map(({ both }) => both))} | ${spread(made.map(({ chapman }) => chapman))} | ${spread(made.map(({ chao }) => chao))} |`,
  );
}
