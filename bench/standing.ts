import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { simulateRun, type Outcome } from './standing-runs.ts';
import { formatReport } from './standing-table.ts';

/** Processes that share the runs. */
const PARTS = 2;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string' },
  },
});
const count = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  throw new Error('usage: standing.ts [--runs N] [--seed N], whole numbers');
}

/** The outcomes of each run of one part: every second run. */
function simulatePart(part: number): Outcome[][] {
  const mine = Array.from({ length: count }, (_, run) => run).filter((run) => run % PARTS === part);
  return mine.map((run) => simulateRun(run, seed));
}

async function startPart(part: number): Promise<Outcome[][]> {
  const script = process.argv[1] ?? '';
  const options = ['--runs', String(count), '--seed', String(seed), '--part', String(part)];
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
  process.stdout.write(`${formatReport(byRun, seed)}\n`);
} else {
  process.stdout.write(JSON.stringify(simulatePart(Number(values.part))));
}
