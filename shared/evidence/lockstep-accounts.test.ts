import { describe, expect, test } from 'vitest';
import { findLockstepAccounts, type PostingStep } from './lockstep-accounts.ts';

type Told = readonly [platform: string, day: number];

function stepsOf(
  account: string,
  told: readonly Told[],
  direction: PostingStep['direction'],
): PostingStep[] {
  return told.map(([platform, day]) => ({ account, platform, about: 'pay', direction, day }));
}
const praise = (account: string, ...told: Told[]): PostingStep[] =>
  stepsOf(account, told, 'praise');
const YEAR_DAYS = 365;

describe('accounts are in step', () => {
  test('who say the same about three platforms at the same times', () => {
    const steps = [
      ...praise('a', ['p1', 20], ['p2', 90], ['p3', 200]),
      ...praise('b', ['p1', 21], ['p2', 92], ['p3', 199]),
      ...praise('c', ['p1', 22], ['p2', 91], ['p3', 201]),
    ];
    expect(findLockstepAccounts(steps, YEAR_DAYS)).toEqual([['a', 'b', 'c']]);
  });

  test('also two alone, where they meet too often to be two', () => {
    const told: Told[] = ['p1', 'p2', 'p3', 'p4', 'p5'].map((platform, i) => [platform, 40 * i]);
    expect(
      findLockstepAccounts([...praise('a', ...told), ...praise('b', ...told)], YEAR_DAYS),
    ).toEqual([['a', 'b']]);
  });
});

describe('accounts are not in step', () => {
  const crowd = ['a', 'b', 'c', 'd'];
  test.each<[string, (account: string, index: number) => PostingStep[]]>([
    [
      'about two platforms only',
      (account) => praise(account, ['p1', 20], ['p2', 90], ['p1', 200], ['p2', 300]),
    ],
    [
      'who all joined in one week and told then what they knew',
      (account) => praise(account, ['p1', 20], ['p2', 21], ['p3', 22], ['p4', 22]),
    ],
    [
      'three days apart',
      (account, index) =>
        praise(account, ['p1', 20 + 3 * index], ['p2', 90 + 3 * index], ['p3', 200 + 3 * index]),
    ],
    [
      'of opposite opinions',
      (account, index) =>
        stepsOf(
          account,
          [
            ['p1', 20],
            ['p2', 90],
            ['p3', 200],
          ],
          index % 2 === 0 ? 'praise' : 'blame',
        ).slice(0, index < 2 ? 3 : 2),
    ],
    [
      'who post every week, and so meet everybody',
      (account, index) =>
        Array.from({ length: 50 }, (_, week) => 7 * week + index).flatMap((day) =>
          praise(account, ['p1', day], ['p2', day], ['p3', day]),
        ),
    ],
  ])('%s', (_, make) => {
    expect(findLockstepAccounts(crowd.flatMap(make), YEAR_DAYS)).toEqual([]);
  });

  test('two who met three times: among many members that is chance', () => {
    const told: Told[] = [
      ['p1', 20],
      ['p2', 90],
      ['p3', 200],
    ];
    expect(
      findLockstepAccounts([...praise('a', ...told), ...praise('b', ...told)], YEAR_DAYS),
    ).toEqual([]);
  });
});

test('what one says of a platform’s pay and another of its tasks is no meeting', () => {
  const told: Told[] = [
    ['a', 10],
    ['b', 60],
    ['c', 110],
  ];
  const work = stepsOf('two', told, 'praise').map((step) => ({ ...step, about: 'work' as const }));
  const pay = ['one', 'three'].flatMap((account) => stepsOf(account, told, 'praise'));
  expect(findLockstepAccounts([...pay, ...work, ...stepsOf('four', told, 'praise')], 365)).toEqual([
    ['four', 'one', 'three'],
  ]);
});

test('who works all year on the same days as everybody is in step with nobody', () => {
  const months = Array.from({ length: 12 }, (_, month) => month * 30);
  const told = ['a', 'b', 'c'].flatMap((platform) => months.map((day): Told => [platform, day]));
  const steps = ['one', 'two', 'three', 'four'].flatMap((account) =>
    stepsOf(account, told, 'praise').map((step) => ({ ...step, about: 'work' as const })),
  );
  expect(findLockstepAccounts(steps, 365)).toEqual([]);
});
