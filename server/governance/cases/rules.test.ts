import { describe, expect, test } from 'vitest';
import type { CaseRule } from '#shared/governance/case-handling.ts';
import { caseRights, checkMeasure, flagOutcome, type CaseSituation } from './rules.ts';

const MODERATOR = { moderator: true, established: false };
const MEMBER = { moderator: false, established: true };
const NEWCOMER = { moderator: false, established: false };
const OPEN: CaseSituation = {
  kind: 'post',
  longPause: false,
  state: 'open',
  there: true,
  hidden: null,
  covered: false,
  party: false,
  linked: false,
  mine: false,
  takenByOther: false,
  had: false,
  guarded: false,
  veiled: false,
  proposal: null,
  last: null,
  established: 30,
};
const PROPOSED = {
  ...OPEN,
  state: 'proposed',
  proposal: { mine: false, linked: false },
} as const;
const GUARDED = { ...PROPOSED, guarded: true } as const;
const HERS = ['answer', 'giveBack', 'look'] as const;
const ALONE = {
  ...OPEN,
  state: 'closed',
  last: { alone: true, mine: false, replaced: false },
} as const;

/** The rights that are granted, by name. */
function granted(rights: ReturnType<typeof caseRights>): string[] {
  const { propose, ...flags } = rights;
  const names = Object.entries(flags).flatMap(([name, has]) => (has ? [name] : []));
  return [...names, ...propose].toSorted();
}

describe('what somebody may do about a case', () => {
  test.each([
    [
      'a moderator, open',
      MODERATOR,
      OPEN,
      [
        'batch',
        'cover',
        'dismiss',
        'hide',
        'likeness',
        'look',
        'pause',
        'readFlags',
        'remove',
        'take',
        'veil',
      ],
    ],
    ['a member, open', MEMBER, OPEN, []],
    ['a moderator who is a party', MODERATOR, { ...OPEN, party: true }, []],
    [
      'a moderator in step with a party',
      MODERATOR,
      { ...OPEN, linked: true },
      ['look', 'readFlags'],
    ],
    [
      'another moderator has it',
      MODERATOR,
      { ...OPEN, takenByOther: true },
      ['likeness', 'look', 'pause', 'readFlags'],
    ],
    [
      'it is hers',
      MODERATOR,
      { ...OPEN, mine: true },
      [
        'batch',
        'cover',
        'dismiss',
        'hide',
        'likeness',
        'look',
        'pause',
        'readFlags',
        'release',
        'remove',
        'veil',
      ],
    ],
    [
      'its author took it back',
      MODERATOR,
      { ...OPEN, there: false },
      ['dismiss', 'look', 'readFlags', 'take'],
    ],
    [
      'veiled once',
      MODERATOR,
      { ...OPEN, veiled: true },
      [
        'batch',
        'cover',
        'dismiss',
        'hide',
        'likeness',
        'look',
        'pause',
        'readFlags',
        'remove',
        'take',
      ],
    ],
    [
      'hidden before',
      MODERATOR,
      { ...OPEN, hidden: 'hide' },
      ['cover', 'dismiss', 'likeness', 'look', 'pause', 'readFlags', 'remove', 'restore', 'take'],
    ],
    ['a member, proposed', MEMBER, PROPOSED, ['answer', 'look']],
    [
      'a moderator, proposed',
      MODERATOR,
      PROPOSED,
      ['answer', 'likeness', 'look', 'pause', 'readFlags'],
    ],
    ['a newcomer, proposed', NEWCOMER, PROPOSED, []],
    ['a party, proposed', MEMBER, { ...PROPOSED, party: true }, []],
    ['in step with a party, proposed', MEMBER, { ...PROPOSED, linked: true }, []],
    [
      'who proposed it',
      MODERATOR,
      { ...PROPOSED, proposal: { mine: true, linked: false } },
      ['likeness', 'look', 'pause', 'readFlags', 'withdraw'],
    ],
    ['a member, guarded', MEMBER, GUARDED, ['takeSecondReview']],
    [
      'a moderator, guarded',
      MODERATOR,
      GUARDED,
      ['answer', 'likeness', 'look', 'pause', 'readFlags'],
    ],
    ['a newcomer, guarded', NEWCOMER, GUARDED, []],
    ['a party, guarded', MEMBER, { ...GUARDED, mine: true, had: true, party: true }, []],
    ['in step, guarded', MEMBER, { ...GUARDED, mine: true, had: true, linked: true }, []],
    ['guarded, hers', MEMBER, { ...GUARDED, mine: true, had: true }, HERS],
    ['guarded, hers until now', MEMBER, { ...GUARDED, had: true }, ['answer', 'takeSecondReview']],
    ['guarded, another has it', MEMBER, { ...GUARDED, takenByOther: true }, []],
    [
      'a moderator, guarded, a member has it',
      MODERATOR,
      { ...GUARDED, takenByOther: true },
      ['answer', 'likeness', 'look', 'pause', 'readFlags'],
    ],
    [
      'in step with who proposed it',
      MEMBER,
      { ...PROPOSED, proposal: { mine: false, linked: true } },
      [],
    ],
    ['before a jury', MODERATOR, { ...OPEN, state: 'jury' }, ['look', 'pause', 'readFlags']],
    ['decided alone', MODERATOR, ALONE, ['look', 'pause', 'readFlags', 'reopen']],
    ['decided alone, a member', MEMBER, ALONE, []],
    [
      'decided alone by herself',
      MODERATOR,
      { ...ALONE, last: { alone: true, mine: true, replaced: false } },
      ['look', 'pause', 'readFlags'],
    ],
    [
      'decided alone, and replaced since',
      MODERATOR,
      { ...ALONE, last: { alone: true, mine: false, replaced: true } },
      ['look', 'pause', 'readFlags'],
    ],
    [
      'decided by two',
      MODERATOR,
      { ...ALONE, last: { alone: false, mine: false, replaced: false } },
      ['look', 'pause', 'readFlags'],
    ],
    [
      'a pause that holds',
      MODERATOR,
      { ...OPEN, kind: 'pause', hidden: 'hide' },
      ['dismiss', 'likeness', 'look', 'readFlags', 'restore', 'take'],
    ],
    [
      'a review',
      MODERATOR,
      { ...OPEN, kind: 'review' },
      ['cover', 'dismiss', 'hide', 'look', 'readFlags', 'remove', 'take', 'veil'],
    ],
    [
      'a review with covered words',
      MODERATOR,
      { ...OPEN, kind: 'review', covered: true },
      ['cover', 'dismiss', 'hide', 'look', 'readFlags', 'remove', 'take', 'uncover', 'veil'],
    ],
    [
      'an incident, whose words are not covered',
      MODERATOR,
      { ...OPEN, kind: 'incident' },
      ['dismiss', 'hide', 'look', 'readFlags', 'remove', 'take', 'veil'],
    ],
    ['a long pause, a member', MEMBER, { ...PROPOSED, kind: 'pause', longPause: true }, []],
    ['a small community', MEMBER, { ...OPEN, established: 19 }, ['alone']],
  ] as const)('%s', (_, who, situation, expected) => {
    expect(granted(caseRights(who, situation))).toEqual(expected);
  });
});

test.each([
  ['remove', 'R4', true],
  ['remove', 'R6', true],
  ['remove', 'R5', false],
  ['hide', 'R5', true],
] as const)('%s by %s: %s', (kind, rule: CaseRule, fits) => {
  const check = () => checkMeasure(kind, rule);
  if (fits) expect(check).not.toThrow();
  else expect(check).toThrow('bad-input');
});

test.each([
  ['hide', false, 'upheld'],
  ['remove', true, 'upheld'],
  ['dismiss', false, 'not-upheld'],
  ['dismiss', true, 'unfounded'],
  ['restore', false, 'not-upheld'],
] as const)('after %s, unfounded %s, the flags are %s', (kind, unfounded, expected) => {
  expect(flagOutcome(kind, unfounded)).toBe(expected);
});
