import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { checkAnswers } from '#server/database/sql.ts';
import { endAll } from './endings.ts';
import { HANGS, HANG_MS } from './hang.ts';
import { takePairsBack } from './rsa-pairs.ts';

// A job that goes on after an error does not hide it.
const mismatches: string[] = [];
checkAnswers((mismatch) => mismatches.push(mismatch.message));

/** A test that is about to be ended for hanging says first what it still waits for. */
const SAY_MS = HANG_MS * 0.95;
/** The processes of this machine, without the kernel's. */
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

// Runs before each file of tests: this is the last of its hooks.
afterAll(async () => {
  await endAll();
  takePairsBack();
  expect(mismatches.splice(0), 'SQL with rows of another shape than it states').toEqual([]);
});
