import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { formatFront, formatTables, measure } from './standing/report.ts';
import { allRows, type Row, type Value } from './standing/rows.ts';

/** Processes that share the rows. */
const PARTS = 2;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
/** Fewest runs of a row that gets only a share of them: each mix with payouts that wait and that are refused. */
const MIN_RUNS = 24;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '' },
    part: { type: 'string' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (![runs, seed].every(Number.isInteger) || runs < 1) {
  throw new Error('usage: standing.ts [--runs N] [--seed N] [--rows WORD], whole numbers');
}
const rows = allRows().filter(({ table }) => table.includes(values.rows));

function runsOf({ weight }: Row): number {
  return weight === 1 ? runs : Math.min(runs, Math.max(MIN_RUNS, Math.round(runs * weight)));
}

/** The values of all rows in one part's runs: every second run, so that both parts have as much to do. */
function measurePart(part: number): Value[][] {
  return rows.map((row) =>
    Array.from({ length: runsOf(row) }, (_, run) => run)
      .filter((run) => run % PARTS === part)
      .map((run) => row.run(run, seed)),
  );
}

async function startPart(part: number): Promise<Value[][]> {
  const script = process.argv[1] ?? '';
  const given = { runs, seed, rows: values.rows, part };
  const options = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, script, ...options],
    { maxBuffer: MAX_OUTPUT_BYTES },
  );
  return (JSON.parse(stdout) as (Value | 'none')[][]).map((row) =>
    row.map((value) => (value === 'none' ? undefined : value)),
  );
}

if (values.part === undefined) {
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, part) => startPart(part)));
  const measured = rows.map((row, index) =>
    measure(
      row,
      parts.flatMap((part) => part[index] ?? []),
    ),
  );
  process.stdout.write(
    `Seed ${seed}; ${runs} runs of each row with an aim, a fifth of the others.\n\n${formatTables(measured)}\n${formatFront(measured)}`,
  );
} else {
  const own = measurePart(Number(values.part));
  process.stdout.write(
    JSON.stringify(own, (_key, value: unknown) => (value === undefined ? 'none' : value)),
  );
}
