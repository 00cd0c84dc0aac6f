import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createProcessPool, type ProcessPool } from '#server/core/worker-pool/process-pool.ts';
import { startWorkerThread } from '#server/core/worker-pool/worker-thread.ts';

/** What a computation in a worker thread may take: processor time, not time of the clock. */

const CPU_MS = 100;
const workerPath = join(import.meta.dirname, 'support', 'spinning-thread.ts');

let pool: ProcessPool;
let started = 0;
afterEach(() => pool.close());

function open(maxWaiting = 10): void {
  started = 0;
  pool = createProcessPool({
    start: () => {
      started += 1;
      return startWorkerThread({ workerPath, execArgv: [], heapMb: 64, cpuMs: CPU_MS });
    },
    questionsPerChild: Infinity,
    maxChildren: 1,
    maxWaiting,
    idleMs: 60_000,
    keepsAfter: () => true,
    reportNotStarted: () => undefined,
  });
}

const ask = (spinMs: number, waitMs = 0) => pool.ask({ spinMs, waitMs });

test('a question that costs too much ends its thread, and the next one has another', async () => {
  open();
  expect(await ask(60_000)).toEqual({ kind: 'too-slow' });
  expect(await ask(1)).toEqual({ kind: 'answered', answer: 'done' });
  expect(started).toBe(2);
});

test('a thread that waits for longer than it may compute goes on', async () => {
  open();
  expect(await ask(1, 5 * CPU_MS)).toEqual({ kind: 'answered', answer: 'done' });
  expect(started).toBe(1);
});

test('each question has its own time', async () => {
  open();
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask(CPU_MS / 2)));
  expect(answers.map(({ kind }) => kind)).toEqual(Array(4).fill('answered'));
  expect(started).toBe(1);
});

test('past the queue, the answer is busy', async () => {
  open(2);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(10)));
  expect(answers.map(({ kind }) => kind)).toEqual([
    ...Array(3).fill('answered'),
    ...Array(2).fill('busy'),
  ]);
});
