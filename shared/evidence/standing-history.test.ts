import { expect, test } from 'vitest';
import { standingAfter, type StandingChange } from './standing-history.ts';

const change = (day: string, before: string | null, after: string): StandingChange => ({
  day,
  before,
  after,
});
const first = change('2026-01-01', null, 'unknown');

test.each<[string, StandingChange[], ReturnType<typeof standingAfter>]>([
  ['no change', [], null],
  ['the first', [first], { state: 'unknown', since: '2026-01-01' }],
  [
    'two in one day, in any order',
    [
      change('2026-03-01', 'promising', 'reliable'),
      change('2026-03-01', 'unknown', 'promising'),
      first,
    ],
    { state: 'reliable', since: '2026-03-01' },
  ],
  [
    'there and back',
    [
      first,
      change('2026-03-01', 'unknown', 'promising'),
      change('2026-04-01', 'promising', 'unknown'),
    ],
    { state: 'unknown', since: '2026-04-01' },
  ],
  [
    'a change that is missing between',
    [first, change('2026-03-01', 'promising', 'reliable')],
    null,
  ],
  ['a first one that is missing', [change('2026-03-01', 'unknown', 'promising')], null],
])('%s', (_, changes, expected) => {
  expect(standingAfter(changes)).toEqual(expected);
});
