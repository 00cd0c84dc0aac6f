import { expect, test } from 'vitest';
import { createFairLimiter, type FairLimiter } from './fair-limiter.ts';

/** A limiter, and jobs that record their name when they start and end on command. */
function make(limits: { atOnce: number; maxWaiting: number }) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const turns: FairLimiter = createFairLimiter({ ...limits, tooMany: () => new Error('too many') });
  const run = (name: string): Promise<string> => {
    // The command to end may come before the job starts.
    const ended = new Promise<void>((resolve) => ends.set(name, resolve));
    return turns.run(name[0] ?? '', async () => {
      begun.push(name);
      await ended;
      return name;
    });
  };
  return { turns, begun, run, end: (name: string) => ends.get(name)?.() };
}

test('askers take turns, and one who asks for much has one piece of work under way', async () => {
  const { begun, run, end } = make({ atOnce: 2, maxWaiting: 10 });
  const [a1, a2, a3] = [run('a1'), run('a2'), run('a3')];
  await Promise.resolve();
  expect(begun).toEqual(['a1']);
  const b1 = run('b1');
  await Promise.resolve();
  expect(begun).toEqual(['a1', 'b1']);
  const c1 = run('c1');
  end('b1');
  expect(await b1).toBe('b1');
  await Promise.resolve();
  expect(begun).toEqual(['a1', 'b1', 'c1']);
  for (const name of ['a1', 'c1']) end(name);
  await Promise.all([a1, c1]);
  end('a2');
  await a2;
  end('a3');
  expect(await a3).toBe('a3');
});

test('past what may wait, who waits with most is refused, and no other', async () => {
  const { run, end } = make({ atOnce: 1, maxWaiting: 2 });
  const a1 = run('a1');
  const a2 = run('a2');
  const a3 = run('a3').catch(String);
  const b1 = run('b1');
  expect(await a3).toBe('Error: too many');
  for (const name of ['a1', 'a2', 'b1']) end(name);
  expect(await Promise.all([a1, a2, b1])).toEqual(['a1', 'a2', 'b1']);
});

test('work that fails gives its turn back', async () => {
  const { run, end, turns } = make({ atOnce: 1, maxWaiting: 2 });
  await expect(turns.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const a2 = run('a2');
  await Promise.resolve();
  end('a2');
  expect(await a2).toBe('a2');
});
