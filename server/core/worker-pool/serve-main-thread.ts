import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { WorkerThreadMessage } from './worker-thread.ts';

/** The `nice` value: the main thread, which answers visitors, has priority. */
const NICENESS = 5;

/** Counterpart of `startWorkerThread` in the worker: answers one question at a time, at lower priority. */
export function serveMainThread(answer: (question: unknown) => unknown): void {
  // On Linux a priority applies to one thread; elsewhere to the whole process.
  if (process.platform === 'linux') setPriority(NICENESS);
  parentPort?.on('message', (question: unknown) => post(answer(question)));
  post('ready');
}

function post(answer: unknown): void {
  const { user, system } = process.threadCpuUsage();
  const message: WorkerThreadMessage = { answer, cpuMs: (user + system) / 1_000 };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort?.postMessage(message);
}
