import { parseArgs } from 'node:util';
import {
  addExposures,
  attack,
  crowdsOf,
  SCHEMES,
  type Belief,
  type Exposure,
} from './anonymity/attack.ts';
import { measureCosts, type Costs } from './anonymity/costs.ts';
import { makeLedger, WORLDS } from './anonymity/ledger.ts';
import { attackWords, WORDS } from './anonymity/lines.ts';
import { REPORT_COUNTS } from './anonymity/posterior.ts';
import { attackSlate, SLATE_RULES, weeksToTest } from './anonymity/slate.ts';
import { attackTold, CHOICES } from './anonymity/single-report-attack.ts';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '200,2000,20000,100000' },
    years: { type: 'string', default: '1,3' },
    authors: { type: 'string', default: '200' },
    communities: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    world: { type: 'string', default: '' },
    scheme: { type: 'string', default: '' },
    belief: { type: 'string', default: '' },
    part: { type: 'string', default: '' },
  },
});
const authors = Number(values.authors);
/** Communities whose costs are averaged. */
const communities = Number(values.communities);
const seed = Number(values.seed);
const sizes = values.workers.split(',').map(Number);
const spans = values.years.split(',').map(Number);
if (
  ![authors, communities, seed, ...spans, ...sizes].every(
    (value) => Number.isInteger(value) && value > 0,
  )
) {
  throw new Error(
    'usage: anonymity.ts [--workers N,N] [--years N,N] [--authors N] [--communities N] [--seed N] [--world NAME] [--belief NAME] [--part NAME]',
  );
}
const worlds = WORLDS.filter(({ name }) => name.includes(values.world));
const schemes = SCHEMES.filter((name) => name.includes(values.scheme));

/** One worker in 50 is an established member who reports there. */
const ESTABLISHED_SHARE = 0.02;
const PUPPETS = [0, 2, 10];
/** A new platform's first reports tell of the quarter before, too. */
const BACKLOG_DAYS = 91;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : ((100 * part) / whole).toFixed(1);
}

function establishedOf(workers: number): number {
  return Math.max(3, Math.round(workers * ESTABLISHED_SHARE));
}

function formatExposure({
  authors: all,
  unique,
  ...exposure
}: Omit<Exposure, 'slips' | 'held'>): string {
  const shares = [exposure.fewerThan10, exposure.over10, exposure.over50];
  const told = [unique, ...shares.map((part) => percent(part, all))].join(' / ');
  return told.padStart(30);
}

/** What the site may believe of a platform, and how it comes to believe it. */
function beliefsOf(workers: number): [string, Belief][] {
  const established = establishedOf(workers);
  const beliefs: [string, Belief][] = [
    ['sourced', { sourced: workers, established }],
    ['no source', { sourced: null, established }],
    ['a million claimed, 10 puppets', { sourced: 1_000_000, established: established + 10 }],
  ];
  return beliefs.filter(([name]) => name.includes(values.belief));
}

function printAttacks(workers: number): void {
  print(
    `\n${workers} PAID WORKERS, ${authors} authors a cell: unique candidates / % of authors with`,
  );
  print('fewer than 10 plausible ones / with a posterior over 0.1 / over 0.5');
  print(
    `${' '.repeat(4)}${[...REPORT_COUNTS.map((count) => `${count} reports`), 'all'].map((head) => head.padStart(30)).join('')}`,
  );
  for (const world of worlds) {
    for (const years of spans) {
      const ledger = makeLedger(world, workers, years, seed, BACKLOG_DAYS);
      for (const scheme of schemes) {
        // Rows of the former scheme do not depend on what the site believes.
        const beliefs = beliefsOf(workers).slice(0, scheme === 'slips' ? undefined : 1);
        for (const [name, belief] of beliefs) {
          for (const toldBadNews of [false, true]) {
            const cells = REPORT_COUNTS.map((reports) => {
              const who = { count: authors, reports, toldBadNews, seed: seed + reports };
              return attack(ledger, scheme, belief, who);
            });
            const all = cells.reduce(addExposures);
            const news = toldBadNews ? 'told bad news' : 'any';
            print(`${world.name}, ${years} y, ${scheme}, ${name}, ${news}`);
            print(`    ${[...cells, all].map(formatExposure).join('')}`);
          }
        }
      }
    }
  }
}

function printWords(workers: number): void {
  print(
    `\n${workers} PAID WORKERS: months in which one report made the stamp worse, or a line of bad`,
  );
  print(
    'news appear, and of these % with fewer than 10 plausible authors / posterior over 0.1 / 0.5',
  );
  for (const world of worlds) {
    const ledger = makeLedger(world, workers, 3, seed);
    const crowdOn = crowdsOf(ledger, { sourced: workers, established: establishedOf(workers) });
    for (const words of WORDS) {
      const cells = PUPPETS.map((puppets) => {
        const exposure = attackWords(words, ledger, crowdOn, puppets, 0.05, seed);
        const shares = [exposure.fewerThan10, exposure.over10, exposure.over50]
          .map((part) => percent(part, exposure.triggered))
          .join(' / ');
        return `${puppets} puppets: ${exposure.triggered} of ${exposure.months}: ${shares}`;
      });
      print(`${world.name}, ${words}: ${cells.join('; ')}`);
    }
  }
}

function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(share * (numbers.length - 1))] ?? Number.NaN;
}

function printTold(workers: number): void {
  print(
    `\n${workers} PAID WORKERS, ${authors} authors of one report: the number of workers that the`,
  );
  print(
    'meter tells (median), plausible ones (median, 10 % point), % with fewer than 10, and % with',
  );
  print('fewer than half of what they were told');
  for (const world of worlds) {
    const ledger = makeLedger(world, workers, 3, seed);
    const belief: Belief = { sourced: workers, established: establishedOf(workers) };
    const cells = CHOICES.map((choice) => {
      const told = attackTold(ledger, belief, choice, authors, seed);
      const plausible = told.map((one) => one.plausible);
      const few = plausible.filter((count) => count < 10).length;
      const misled = told.filter((one) => 2 * one.plausible < one.told).length;
      const median = quantile(
        told.map((one) => one.told),
        0.5,
      );
      const points = [0.5, 0.1].map((share) => quantile(plausible, share)).join(', ');
      const shares = [few, misled].map((part) => percent(part, told.length)).join(', ');
      return `${choice}: ${median}; ${points}; ${shares}`;
    });
    print(`${world.name}: ${cells.join(' | ')}`);
  }
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function formatMean(numbers: readonly number[]): string {
  const mean = meanOf(numbers);
  return Number.isFinite(mean) ? mean.toFixed(2) : '-';
}

/** The mean with its standard error, which tells a bias from chance. */
function formatBias(numbers: readonly number[]): string {
  const mean = meanOf(numbers);
  const squares = numbers.map((value) => (value - mean) ** 2);
  const error = Math.sqrt(meanOf(squares) / (numbers.length - 1));
  return `${formatMean(numbers)} ± ${error.toFixed(2)}`;
}

function printCosts(workers: number): void {
  print(
    `\n${workers} PAID WORKERS, 1 report a day for 3 years, means over ${communities} communities`,
  );
  for (const world of worlds) {
    const belief: Belief = { sourced: workers, established: establishedOf(workers) };
    const runs = Array.from({ length: communities }, (_, run) =>
      measureCosts(makeLedger(world, workers, 3, seed + run), belief, 1, seed + run),
    );
    const mean = (valueOf: (costs: Costs) => number): string => formatMean(runs.map(valueOf));
    const bias = (valueOf: (costs: Costs) => number): string => formatBias(runs.map(valueOf));
    const classes = [0, 1, 2, 3, 4].map((index) => bias(({ classBias }) => classBias[index] ?? 0));
    print(
      [
        `${world.name}: ${mean((run) => run.slipsPerReport)} slips a report`,
        `held back ${mean((run) => run.heldPerReport)}`,
        `${mean((run) => run.age)} days old`,
        `with a delay ${mean((run) => run.detailed)}`,
        `received ${bias((run) => run.receivedBias)} points off`,
        `(absolute ${mean((run) => run.receivedError)})`,
        `delay classes ${classes.join(', ')} points off`,
        `median ${bias((run) => run.medianBias)} days off`,
        `95 % ${mean((run) => run.p95Bias)} days off`,
      ].join(', '),
    );
  }
}

function printSlate(workers: number): void {
  print(
    `\n${workers} PAID WORKERS, ${authors} tenth members of a slate: unique candidates / % with`,
  );
  print(
    'fewer than 10 plausible ones / with a posterior over 0.1 / over 0.5; weeks to test one worker',
  );
  for (const world of worlds) {
    const ledger = makeLedger(world, workers, 1, seed);
    for (const rule of SLATE_RULES) {
      const exposure = attackSlate(ledger, rule, authors, seed);
      const weeks = rule.falls ? `; ${weeksToTest(rule)}` : '';
      print(`${world.name}, ${rule.name}: ${formatExposure(exposure).trim()}${weeks}`);
    }
  }
}

const PARTS = {
  attacks: printAttacks,
  words: printWords,
  told: printTold,
  slate: printSlate,
  costs: printCosts,
};
for (const workers of sizes) {
  for (const [name, printPart] of Object.entries(PARTS)) {
    if (name.includes(values.part)) printPart(workers);
  }
}
