import { expect, test } from 'vitest';
import { createFairQueue, type FairQueue } from './fair-queue.ts';

function queueOf(...jobs: string[]): FairQueue<string> {
  const queue = createFairQueue<string>();
  for (const job of jobs) queue.add(job[0] ?? '', job);
  return queue;
}

/** Takes jobs until none is ready, finishing each before taking the next. */
function serve(queue: FairQueue<string>): string[] {
  const served: string[] = [];
  for (;;) {
    const next = queue.take();
    if (next === null) return served;
    served.push(next.job);
    queue.done(next.asker);
  }
}

test('askers take turns, each one in her own order', () => {
  expect(serve(queueOf('a1', 'a2', 'a3', 'b1', 'b2', 'c1'))).toEqual([
    'a1',
    'b1',
    'c1',
    'a2',
    'b2',
    'a3',
  ]);
});

test('one job of an asker is under way at a time', () => {
  const queue = queueOf('a1', 'a2', 'b1');
  expect([queue.take()?.job, queue.take()?.job, queue.take()]).toEqual(['a1', 'b1', null]);
  expect([queue.size(), queue.isReady()]).toEqual([1, false]);
  queue.done('a');
  expect(queue.take()?.job).toBe('a2');
});

test('who comes back is served first, and before her own others', () => {
  const queue = queueOf('a1', 'a2', 'b1');
  expect(queue.take()?.job).toBe('a1');
  queue.putBack('a', 'a1');
  expect(serve(queue)).toEqual(['a1', 'b1', 'a2']);
});

test.each([
  [['a1', 'a2', 'a3', 'b1'], 'a3'],
  [['a1', 'b1', 'b2', 'a2', 'c1'], 'b2'],
  [['a1', 'b1', 'c1'], 'c1'],
  [[], null],
])('of %j the one that loses its place is %s', (jobs, dropped) => {
  const queue = queueOf(...jobs);
  expect(queue.dropFromLongest()).toBe(dropped);
  expect(queue.size()).toBe(Math.max(0, jobs.length - 1));
});

test('all can be taken out at once', () => {
  const queue = queueOf('a1', 'b1', 'a2');
  expect(queue.drain().toSorted()).toEqual(['a1', 'a2', 'b1']);
  expect(queue.size()).toBe(0);
});
