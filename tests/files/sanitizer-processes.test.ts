import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  createSanitizer,
  type Sanitizer,
  type SanitizerOptions,
} from '#server/media/files/sanitizer.ts';
import * as pictures from './pictures.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createRealSanitizer, createStubbornSanitizer, tellOutcome } from './test-sanitizer.ts';

type Limits = Pick<
  SanitizerOptions,
  | 'cpuMs'
  | 'clockMs'
  | 'memoryBytes'
  | 'imagesPerChild'
  | 'maxWaiting'
  | 'idleMs'
  | 'reportNotStarted'
>;

const NEVER_MS = 120_000;

async function start(
  limits: Limits,
  create = createStubbornSanitizer,
): Promise<{ sanitizer: Sanitizer; write: (name: string, bytes?: Buffer) => Promise<string> }> {
  const folder = await makeTemporaryFolder();
  const sanitizer = create({ temporaryFolder: folder, ...limits });
  onTestFinished(() => sanitizer.close());
  const small = await pictures.drawPlain(60, 60).png().toBuffer();
  return {
    sanitizer,
    write: (name, bytes = small) => pictures.writePicture(folder, name, bytes),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a worker killed at work refuses its image, and the next is accepted', async () => {
  const { sanitizer, write } = await start({}, createRealSanitizer);
  await sanitizer.sanitize(await write('first'));
  const [pid] = sanitizer.processIds();
  const heavy = await pictures.drawPlain(6300, 6300).png().withIccProfile('p3').toBuffer();
  const work = tellOutcome(sanitizer.sanitize(await write('heavy', heavy)));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await work).toBe('damaged PNG');
  expect(await tellOutcome(sanitizer.sanitize(await write('next')))).toBe('accepted');
  expect(sanitizer.processIds()).not.toContain(pid);
});

test.each([
  ['damaged PNG', 'crash', {}],
  ['too-slow PNG', 'spinning', { cpuMs: 200 }],
  ['busy PNG', 'slow', { clockMs: 200 }],
  ['too-many-pixels PNG', 'greedy', { memoryBytes: 300 * 1024 * 1024 }],
])('%s: a worker that is %s is replaced', async (refusal, name, limits) => {
  const { sanitizer, write } = await start({ cpuMs: NEVER_MS, clockMs: NEVER_MS, ...limits });
  // Again where a busy machine takes more than the 200 ms for a good one too.
  const sendGood = async () => tellOutcome(sanitizer.sanitize(await write('good')));
  await expect.poll(sendGood).toBe('accepted');
  const before = sanitizer.processIds();
  expect(await tellOutcome(sanitizer.sanitize(await write(name)))).toBe(refusal);
  await expect.poll(() => before.filter(isRunning)).toEqual([]);
  await expect.poll(sendGood).toBe('accepted');
  expect(sanitizer.processIds()).not.toEqual(before);
});

test('an answer that is no bare picture is an error of ours', async () => {
  const { sanitizer, write } = await start({});
  await expect(sanitizer.sanitize(await write('html'))).rejects.toThrow('something else');
});

test('a busy machine takes nothing from an image: processor time is limited, and not the clock', async () => {
  const { sanitizer, write } = await start({ cpuMs: 200, clockMs: NEVER_MS });
  // As one that gets no processor for a second, which is past its limit.
  expect(await tellOutcome(sanitizer.sanitize(await write('held')))).toBe('accepted');
});

test('a process that does not start is started again, and the image is accepted', async () => {
  const { sanitizer, write } = await start({}, (choices) =>
    createSanitizer({ ...choices, workerPath: resolve('tests/files/late-worker.ts') }),
  );
  expect(await tellOutcome(sanitizer.sanitize(await write('good')))).toBe('accepted');
});

test('where none starts the image waits for another time, and the operator is told why', async () => {
  const causes: string[] = [];
  const { sanitizer, write } = await start(
    { reportNotStarted: (cause) => causes.push(cause) },
    (choices) =>
      createSanitizer({
        ...choices,
        workerPath: 'none',
        execArgv: ['--eval', 'process.exit(1)'],
      }),
  );
  expect(await tellOutcome(sanitizer.sanitize(await write('good')))).toBe('busy PNG');
  expect(causes).toEqual(['ended with code 1']);
});

test('one image of a member is under way at a time, and members take turns', async () => {
  const { sanitizer, write } = await start({ clockMs: NEVER_MS });
  const held = await write('held');
  const done: string[] = [];
  const send = (member: string): Promise<void> =>
    sanitizer.sanitize(held, member).then(() => void done.push(member));
  await Promise.all(['first', 'second'].map(send));
  expect(sanitizer.processIds()).toHaveLength(2);
  done.length = 0;
  await Promise.all([...Array.from({ length: 4 }, () => send('greedy')), send('a'), send('b')]);
  // Their headers are read in any order; who comes first does not matter.
  for (const turn of [done.slice(0, 2), done.slice(2, 4)]) {
    expect(turn.filter((member) => member === 'greedy')).toHaveLength(1);
  }
});

test('where too many wait, who waits with most is refused', async () => {
  const { sanitizer, write } = await start({ clockMs: NEVER_MS, maxWaiting: 3 });
  const held = await write('held');
  const send = (member: string): Promise<string> => tellOutcome(sanitizer.sanitize(held, member));
  const greedy = Array.from({ length: 4 }, () => send('greedy'));
  const others = ['a', 'b', 'c'].map(send);
  expect(await Promise.all(others)).toEqual(['accepted', 'accepted', 'accepted']);
  const outcomes = (await Promise.all(greedy)).toSorted();
  expect(outcomes).toEqual(['accepted', 'accepted', 'busy PNG', 'busy PNG']);
});

test('two processes work, the queue is bounded, and closing refuses the rest', async () => {
  const { sanitizer, write } = await start({ clockMs: NEVER_MS, maxWaiting: 1 });
  const slow = await write('slow');
  const kept = [1, 2, 3].map(() => tellOutcome(sanitizer.sanitize(slow)));
  await expect.poll(() => sanitizer.processIds()).toHaveLength(2);
  expect(await tellOutcome(sanitizer.sanitize(slow))).toBe('busy PNG');
  const pids = sanitizer.processIds();
  await sanitizer.close();
  expect(await Promise.all(kept)).toEqual(['busy PNG', 'busy PNG', 'busy PNG']);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(await tellOutcome(sanitizer.sanitize(slow))).toBe('busy PNG');
});

test('a process is replaced after its share of images', async () => {
  const { sanitizer, write } = await start({ imagesPerChild: 2 });
  const good = await write('good');
  await sanitizer.sanitize(good);
  const first = sanitizer.processIds();
  await sanitizer.sanitize(good);
  await sanitizer.sanitize(good);
  expect(first).toHaveLength(1);
  expect(sanitizer.processIds()).not.toEqual(first);
});

test('a process without work ends', async () => {
  const { sanitizer, write } = await start({ idleMs: 10 });
  await sanitizer.sanitize(await write('good'));
  await expect.poll(() => sanitizer.processIds()).toEqual([]);
});
