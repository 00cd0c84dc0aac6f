import { expect, onTestFinished, test, vi } from 'vitest';
import { createSanitizer, type Sanitizer, type SanitizerOptions } from '#server/files/sanitizer.ts';
import * as pictures from './pictures.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createRealSanitizer, createStubbornSanitizer, tellOutcome } from './test-sanitizer.ts';

type Limits = Pick<
  SanitizerOptions,
  'timeoutMs' | 'memoryBytes' | 'imagesPerChild' | 'maxWaiting' | 'idleMs'
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
  const heavy = await pictures.drawPlain(6300, 6300).toColourspace('rgb16').png().toBuffer();
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
  ['too-slow PNG', 'slow', { timeoutMs: 200 }],
  ['too-many-pixels PNG', 'greedy', { memoryBytes: 300 * 1024 * 1024 }],
])('%s: a worker that is %s is replaced', async (refusal, name, limits) => {
  const { sanitizer, write } = await start({ timeoutMs: NEVER_MS, ...limits });
  await sanitizer.sanitize(await write('good'));
  const before = sanitizer.processIds();
  expect(await tellOutcome(sanitizer.sanitize(await write(name)))).toBe(refusal);
  await vi.waitFor(() => expect(before.filter(isRunning)).toEqual([]));
  await sanitizer.sanitize(await write('good'));
  expect(sanitizer.processIds()).not.toEqual(before);
});

test('an answer that is no bare picture is an error of ours', async () => {
  const { sanitizer, write } = await start({});
  await expect(sanitizer.sanitize(await write('html'))).rejects.toThrow('something else');
});

test('a worker that cannot start is an error of ours', async () => {
  const folder = await makeTemporaryFolder();
  const sanitizer = createSanitizer({
    temporaryFolder: folder,
    workerPath: 'none',
    execArgv: ['--eval', 'process.exit(1)'],
  });
  onTestFinished(() => sanitizer.close());
  const path = await pictures.writePicture(
    folder,
    'good',
    pictures.makeGreyPng(60, 60, Buffer.of()),
  );
  await expect(sanitizer.sanitize(path)).rejects.toThrow('did not start');
});

test('two processes work, the queue is bounded, and closing refuses the rest', async () => {
  const { sanitizer, write } = await start({ timeoutMs: NEVER_MS, maxWaiting: 1 });
  const slow = await write('slow');
  const kept = [1, 2, 3].map(() => tellOutcome(sanitizer.sanitize(slow)));
  await vi.waitFor(() => expect(sanitizer.processIds()).toHaveLength(2));
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
  await vi.waitFor(() => expect(sanitizer.processIds()).toEqual([]));
});
