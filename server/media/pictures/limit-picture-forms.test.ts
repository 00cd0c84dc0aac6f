import { expect, test } from 'vitest';
import { limitPictureFormsByKey } from './limit-picture-forms.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('four about one thing at once, the others in order, and who fails gives her place back', async () => {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const work = [0, 1, 2, 3, 4, 5].map((number) =>
    limitPictureFormsByKey('one thread', async () => {
      started.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 0) throw new Error('failed');
      return number;
    }).catch(() => 'failed'),
  );
  await settle();
  expect(started).toEqual([0, 1, 2, 3]);
  ends[0]?.();
  await settle();
  expect(started).toEqual([0, 1, 2, 3, 4]);
  ends[1]?.();
  await settle();
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  for (const end of ends) end();
  expect(await Promise.all(work)).toEqual(['failed', 1, 2, 3, 4, 5]);
});

test('a storm about one thing leaves places for what is about another', async () => {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const begin = (what: string): Promise<void> =>
    limitPictureFormsByKey(what, async () => {
      started.push(what);
      await new Promise<void>((resolve) => ends.push(resolve));
    });
  const storm = Array.from({ length: 50 }, () => begin('one thread'));
  const other = begin('another');
  await settle();
  expect(started.filter((what) => what === 'another')).toHaveLength(1);
  expect(started.length).toBeLessThan(8);
  while (started.length < 51) {
    for (const end of ends.splice(0)) end();
    await settle();
  }
  for (const end of ends.splice(0)) end();
  await Promise.all([...storm, other]);
});
