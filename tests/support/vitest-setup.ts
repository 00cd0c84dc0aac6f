import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { checkRowsAgainstShapes } from '#server/database/sql.ts';
import { cleanUp } from './cleanup.ts';
import { HANGS, HANG_MS } from './hang-timeout.ts';
import { takePairsBack } from './rsa-pairs.ts';

// Collected, because a job that goes on after an error would hide it.
const mismatches: string[] = [];
checkRowsAgainstShapes((mismatch) => mismatches.push(mismatch.message));

/** Shortly before its time-out, a test reports what it waits for. */
const SAY_MS = HANG_MS * 0.95;
/** Options of ps: all processes except kernel threads. */
const PROCESSES = '--ppid 2 -p 2 -N --forest -o pid,ppid,stat,wchan:20,etimes,args';
let saying: NodeJS.Timeout | undefined;
beforeEach(({ task }) => {
  saying = setTimeout(() => {
    const { stdout } = spawnSync('ps', PROCESSES.split(' '), { encoding: 'utf8' });
    const waiting = process.getActiveResourcesInfo().toSorted().join(' ');
    appendFileSync(HANGS, `${task.name} hangs on: ${waiting}\n${stdout}\n`);
  }, SAY_MS);
});
afterEach(() => clearTimeout(saying));

// Runs before each test file, so this hook is the last to run.
afterAll(async () => {
  await cleanUp();
  takePairsBack();
  expect(mismatches.splice(0), 'SQL with rows of another shape than it states').toEqual([]);
});
