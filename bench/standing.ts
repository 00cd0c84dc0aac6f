import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { RATES, simulateRun, type Outcome } from './standing-runs.ts';
import { formatReport } from './standing-table.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';

/** Processes that share the runs. */
const PARTS = 2;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    'counting-days': { type: 'string', default: String(STAMP_COUNTING_DAYS.fewest) },
    part: { type: 'string' },
  },
});
const count = Number(values.runs);
const seed = Number(values.seed);
/** Days among which the counting day of a report is drawn: the fewest unless stated. */
const countingDays = Number(values['counting-days']);
if (![count, seed, countingDays].every(Number.isInteger) || count < 1 || countingDays < 1) {
  throw new Error('usage: standing.ts [--runs N] [--seed N] [--counting-days N], whole numbers');
}

/** The outcomes of each run of one part: every second run. */
function simulatePart(part: number): Outcome[][] {
  const mine = Array.from({ length: count }, (_, run) => run).filter((run) => run % PARTS === part);
  return mine.map((run) => simulateRun(run, seed, RATES, countingDays));
}

async function startPart(part: number): Promise<Outcome[][]> {
  const script = process.argv[1] ?? '';
  const options = Object.entries({
    runs: count,
    seed,
    'counting-days': countingDays,
    part,
  }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...process.execArgv, script, ...options],
    { maxBuffer: MAX_OUTPUT_BYTES },
  );
  return JSON.parse(stdout) as Outcome[][];
}

if (values.part === undefined) {
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, part) => startPart(part)));
  const byRun = Array.from({ length: count }, (_, run) => {
    return parts[run % PARTS]?.[Math.floor(run / PARTS)] ?? [];
  });
  process.stdout.write(`${formatReport(byRun, seed, countingDays)}\n`);
} else {
  process.stdout.write(JSON.stringify(simulatePart(Number(values.part))));
}
