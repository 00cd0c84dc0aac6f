import { describe, expect, test } from 'vitest';
import type { BoycottInput } from '#shared/collective/boycotts.ts';
import { closingBallotStart } from './ballots.ts';
import {
  ballotResult,
  type VotesByRank,
  endOfBoycott,
  outcomeOfBallots,
  type BallotOfBoycott,
} from '#shared/collective/ballot-rules.ts';
import { findProposalErrors } from './proposal-errors.ts';
import {
  maxProposedThreshold,
  maxThresholdFor,
  roundDownForPublication,
} from './pledge-count-rules.ts';
import { countedPledges } from '#shared/collective/pledge-counts.ts';
import { dueBoycottStep, type BoycottStepCounts, type BoycottStepFields } from './steps.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

const none = { established: 0, newMembers: 0 };
const counts: BoycottStepCounts = { seconders: 0, eligible: none, pledges: none };
const stepping: BoycottStepFields = {
  state: 'proposed',
  pace: 'ordinary',
  threshold: 20,
  debateHours: 72,
  pledgeHours: 168,
  onDays: 7,
  reached: false,
  stepEndsAt: at(0),
};

describe('counted: new members never count for more than established ones', () => {
  test.each([
    [10, 0, 10],
    [10, 4, 14],
    [10, 40, 20],
    [0, 40, 0],
  ])('%i established and %i new are %i', (established, newMembers, all) => {
    expect(countedPledges({ established, newMembers })).toBe(all);
  });
});

describe('highestThreshold: half of those who could pledge, at most', () => {
  test.each([
    [20, 0, 10],
    [21, 0, 10],
    [12, 100, 12],
    [0, 100, 0],
  ])('of %i established and %i new: %i', (established, newMembers, threshold) => {
    expect(maxThresholdFor({ established, newMembers })).toBe(threshold);
  });
});

test.each([0, 20, 48, 50, 99, 100, 199, 200, 480, 500, 999, 1_000, 123_456])(
  'the highest threshold proposed for %i people allows half of them, and tells their class alone',
  (people) => {
    const shown = roundDownForPublication(people);
    const most = maxProposedThreshold(shown);
    expect(most).toBeGreaterThanOrEqual(maxThresholdFor({ established: people, newMembers: 0 }));
    // It is half of the last number that is rounded down to the same, if any can begin.
    expect(roundDownForPublication(2 * most + 1)).toBe(Math.max(shown, 20));
    expect(roundDownForPublication(2 * most + 2)).toBeGreaterThan(shown);
  },
);

describe('nextStep', () => {
  const eligible = { established: 60, newMembers: 0 };
  const pledges = (established: number, newMembers = 0): Partial<BoycottStepCounts> => ({
    pledges: { established, newMembers },
  });
  const pledging = { state: 'pledging', stepEndsAt: at(48) } as const;

  test.each<[string, Partial<BoycottStepFields>, Partial<BoycottStepCounts>, unknown]>([
    ['two seconders wait', { stepEndsAt: at(1) }, { seconders: 2 }, null],
    [
      'the third opens the debate',
      { stepEndsAt: at(1) },
      { seconders: 3 },
      { to: 'debated', until: at(72) },
    ],
    ['without them it fails', {}, { seconders: 2 }, { to: 'failed', failure: 'no-seconders' }],
    [
      'a debate lasts until its deadline',
      { state: 'debated', stepEndsAt: at(1) },
      { eligible },
      null,
    ],
    [
      'then pledging begins',
      { state: 'debated' },
      { eligible },
      { to: 'pledging', until: at(168), threshold: 20 },
    ],
    [
      'with a threshold of half of the eligible at most',
      { state: 'debated', threshold: 500 },
      { eligible },
      { to: 'pledging', until: at(168), threshold: 30 },
    ],
    [
      'or it fails where fewer than 20 could pledge',
      { state: 'debated' },
      { eligible: { established: 19, newMembers: 0 } },
      { to: 'failed', failure: 'too-few-eligible' },
    ],
    [
      'new members beyond the established ones make no 20',
      { state: 'debated', pace: 'fast' },
      { eligible: { established: 9, newMembers: 90 } },
      { to: 'failed', failure: 'too-few-eligible' },
    ],
    ['pledging waits below its threshold', pledging, pledges(19), null],
    ['the threshold leaves a day more', pledging, pledges(20), { to: 'reached', until: at(24) }],
    [
      'of a fast one six hours',
      { ...pledging, pace: 'fast' },
      pledges(10, 10),
      { to: 'reached', until: at(6) },
    ],
    [
      'within the deadline',
      { ...pledging, stepEndsAt: at(3) },
      pledges(20),
      { to: 'reached', until: at(3) },
    ],
    ['new pledges count as far as established ones', pledging, pledges(9, 200), null],
    ['once reached it waits for its last call', { ...pledging, reached: true }, pledges(20), null],
    [
      'at its end it is on',
      { ...pledging, reached: true, stepEndsAt: at(0) },
      pledges(20),
      { to: 'on', until: at(168) },
    ],
    [
      'also where the threshold came last',
      { ...pledging, stepEndsAt: at(0) },
      pledges(20),
      { to: 'on', until: at(168) },
    ],
    [
      'below it fails',
      { ...pledging, stepEndsAt: at(0) },
      pledges(19),
      { to: 'failed', failure: 'too-few-pledges' },
    ],
    ['it is on until its last day', { state: 'on', stepEndsAt: at(1) }, {}, null],
    ['then it ends', { state: 'on' }, {}, { to: 'ended' }],
    ['what failed stays so', { state: 'failed', stepEndsAt: null }, {}, null],
    ['what ended stays so', { state: 'ended', stepEndsAt: null }, {}, null],
  ])('%s', (_, change, counting, step) => {
    expect(dueBoycottStep({ ...stepping, ...change }, { ...counts, ...counting }, NOW)).toEqual(
      step,
    );
  });
});

describe('closingFrom: when pledgers begin to say how it ended', () => {
  test.each([
    [3, 24],
    [7, 56],
    [14, 72],
    [60, 72],
  ])('of %i days in the last %i hours', (days, hours) => {
    expect(closingBallotStart(at(0), days)).toEqual(at(-hours));
  });
});

describe('roughly', () => {
  test.each([
    [0, 0],
    [19, 0],
    [20, 20],
    [49, 20],
    [50, 50],
    [199, 100],
    [4_999, 2_000],
    [12_345, 10_000],
  ])('%i people are at least %i', (people, said) => {
    expect(roundDownForPublication(people)).toBe(said);
  });
});

describe('ballotResult', () => {
  const votes = (
    of: Record<string, number>,
    rank: VotesByRank['rank'] = 'established',
  ): VotesByRank[] => Object.entries(of).map(([value, n]) => ({ value, rank, votes: n }));

  test.each<[string, 'offer' | 'closing' | 'call-off', VotesByRank[], string | null]>([
    ['too few voted', 'offer', votes({ won: 9 }), null],
    ['most take the offer', 'offer', votes({ won: 6, partly: 2, 'go-on': 7 }), 'won'],
    ['as part of what was asked', 'offer', votes({ won: 4, partly: 4, 'go-on': 7 }), 'partly'],
    ['half are not most', 'offer', votes({ won: 6, partly: 2, 'go-on': 8 }), 'go-on'],
    ['most call it off', 'call-off', votes({ 'call-off': 8, 'go-on': 7 }), 'call-off'],
    ['half go on', 'call-off', votes({ 'call-off': 8, 'go-on': 8 }), 'go-on'],
    ['more say lost than anything else', 'closing', votes({ won: 4, partly: 3, lost: 5 }), 'lost'],
    ['two say the same', 'closing', votes({ won: 5, lost: 5 }), null],
    [
      'too few established members voted, however many new ones',
      'offer',
      [...votes({ partly: 6 }), ...votes({ partly: 9 }, 'new')],
      null,
    ],
    [
      'new members alone do not call it off',
      'call-off',
      [...votes({ 'call-off': 2, 'go-on': 5 }), ...votes({ 'call-off': 20 }, 'new')],
      'go-on',
    ],
    [
      'new members alone do not say how it ended',
      'closing',
      [...votes({ lost: 4, won: 6 }), ...votes({ lost: 20 }, 'new')],
      null,
    ],
  ])('%s (%s)', (_, kind, said, result) => {
    expect(ballotResult(kind, said, { established: 25, newMembers: 15 })).toBe(result);
  });
});

describe('checkProposal: what is missing', () => {
  const input = {
    pace: 'ordinary',
    target: 'platform',
    debateHours: 72,
    pledgeHours: 72,
    onDays: 7,
  } as BoycottInput;
  test.each<[string, Partial<BoycottInput>, string[]]>([
    ['nothing', {}, []],
    ['which client', { target: 'client' }, ['client']],
    ['which task', { target: 'task' }, ['task']],
    [
      'a length that is offered',
      { debateHours: 71, pledgeHours: 1, onDays: 8 },
      ['debateHours', 'pledgeHours', 'onDays'],
    ],
    ['a debate as long as an ordinary one needs', { debateHours: 24 }, ['debateHours']],
    ['nothing of a fast one', { pace: 'fast', debateHours: 24, pledgeHours: 48 }, []],
    ['a debate as short as a fast one needs', { pace: 'fast', debateHours: 168 }, ['debateHours']],
  ])('%s', (_, change, fields) => {
    expect(Object.keys(findProposalErrors({ ...input, ...change }))).toEqual(fields);
  });
});

describe('outcomeOfBallots', () => {
  const ballot = (
    kind: BallotOfBoycott['kind'],
    hours: number,
    result: string | null,
  ): BallotOfBoycott => ({
    id: `${kind}-${hours}`,
    kind,
    openedAt: second(at(hours - 72)),
    closesAt: second(at(hours)),
    result,
  });
  const second = (moment: Date): string => moment.toISOString().replace('.000Z', 'Z');
  const until = endOfBoycott(NOW, 7);

  test.each([
    ['no ballot', [], 'unsaid'],
    ['a closing ballot', [ballot('closing', 168, 'partly')], 'partly'],
    ['one with too few votes', [ballot('closing', 168, null)], 'unsaid'],
    ['an offer that was taken', [ballot('offer', 80, 'won')], 'won'],
    ['one that was not', [ballot('offer', 80, 'go-on'), ballot('closing', 168, 'lost')], 'lost'],
    ['a call-off', [ballot('call-off', 90, 'call-off')], 'called-off'],
    [
      'the first of two',
      [ballot('call-off', 90, 'call-off'), ballot('offer', 80, 'partly')],
      'partly',
    ],
    [
      'an offer that closes with the boycott',
      [ballot('offer', 168, 'won'), ballot('closing', 168, 'lost')],
      'lost',
    ],
  ] as const)('%s', (_, ballots, outcome) => {
    expect(outcomeOfBallots(ballots, until)).toBe(outcome);
  });
});
