import { parseArgs } from 'node:util';
import { playAccount, playQuiet, type Shift, type World } from './one-account/measure.ts';
import { ACCOUNTS, WATCHED_DAYS } from './one-account/worlds.ts';
import { quantile } from './standing/report.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (![runs, seed].every(Number.isInteger) || runs < 1) {
  throw new Error('usage: one-account.ts [--runs N] [--seed N], whole numbers');
}

const WORLDS: readonly World[] = [null, 2000].flatMap((sourced) =>
  [0.1, 0.3, 1].map((rate) => ({ rate, sourced })),
);
const SPANS = ['13 weeks', 'a year'];
const SPAN_DAYS = [91, WATCHED_DAYS];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** Median, 95 % point and most of the sizes of a figure's moves. */
function format(shifts: readonly Shift[], figure: keyof Shift, digits: number): string {
  const sizes = shifts.flatMap(({ [figure]: move }) => (move === null ? [] : Math.abs(move)));
  if (sizes.length < shifts.length / 2) return 'none yet';
  return [0.5, 0.95, 1].map((share) => quantile(sizes, share)?.toFixed(digits) ?? '-').join(' / ');
}

function formatRow({ rate, sourced }: World, shifts: readonly Shift[]): string {
  return [
    `${rate} a day, ${sourced ?? 'no'} workers sourced`.padEnd(34),
    `share ${format(shifts, 'share', 1)} points`.padEnd(32),
    `median ${format(shifts, 'median', 0)} days`.padEnd(28),
    `slips ${format(shifts, 'slips', 0)}`,
  ].join('');
}

print(
  `Seed ${seed}, ${runs} runs: how far one account moves the figures at most, median / 95 % / most.`,
);
const tables = new Map<string, string[]>();
for (const world of WORLDS) {
  const seeds = Array.from({ length: runs }, (_, run) => seed * 1e6 + 2 * run);
  const quiet = seeds.map((one) => playQuiet(world, one));
  for (const account of ACCOUNTS) {
    for (const isEstablished of [false, true]) {
      const played = quiet.map((one, run) =>
        playAccount(one, account, isEstablished, SPAN_DAYS, seeds[run] ?? 0),
      );
      for (const [at, span] of SPANS.entries()) {
        const title = `${account.name}, ${isEstablished ? 'aged' : 'new'}, ${span}`.toUpperCase();
        const shifts = played.flatMap((spans) => spans[at] ?? []);
        tables.set(title, [...(tables.get(title) ?? []), formatRow(world, shifts)]);
      }
    }
  }
}
for (const [title, rows] of tables) print(['', title, ...rows].join('\n'));
