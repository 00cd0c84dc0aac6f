import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { ThreadMessage } from './thread.ts';

/** As of `nice`: where processors are short, the thread that answers visitors goes first. */
const NICENESS = 5;

/** The other end of `startThread`: answers one question at a time, at a lower priority. */
export function answerMainThread(answer: (question: unknown) => unknown): void {
  // Linux counts priority by thread; elsewhere this would slow down the whole process.
  if (process.platform === 'linux') setPriority(NICENESS);
  parentPort?.on('message', (question: unknown) => post(answer(question)));
  post('ready');
}

function post(answer: unknown): void {
  const { user, system } = process.threadCpuUsage();
  const message: ThreadMessage = { answer, cpuMs: (user + system) / 1_000 };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort?.postMessage(message);
}
