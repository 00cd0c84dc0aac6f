import type { ViewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import type {
  CheckRule,
  DoubtReasonCode,
  StatementBlock,
} from '#shared/evidence/proof-verification.ts';
import {
  checkRights,
  checkDecisionKindOf,
  mayAuthorUncoverPicture,
  whyNoProofStatement,
  type CheckForViewer,
} from './rules.ts';

const member: ViewerRoles = { established: false, moderator: false };
const established: ViewerRoles = { established: true, moderator: false };
const moderator: ViewerRoles = { established: false, moderator: true };
const both: ViewerRoles = { established: true, moderator: true };

describe('who may confirm or doubt a proof', () => {
  const proof = { isVerifiable: true, mine: false, covered: false };
  test.each<[string, ViewerRoles | null, Partial<typeof proof>, StatementBlock | null]>([
    ['an established member', established, {}, null],
    ['a moderator who is established', both, {}, null],
    ['a member who is not', member, {}, 'not-established'],
    ['a moderator who is not', moderator, {}, 'not-established'],
    ['a visitor', null, {}, 'signed-out'],
    ['its author', established, { mine: true }, 'author'],
    ['anybody, covered', established, { covered: true }, 'covered'],
    ['anybody, without a picture', established, { isVerifiable: false }, 'no-proof'],
  ])('%s', (_, who, change, expected) => {
    expect(whyNoProofStatement(who, { ...proof, ...change })).toBe(expected);
  });
});

test.each<[boolean, boolean, boolean, boolean]>([
  [true, true, false, true],
  [false, true, false, false],
  [true, false, false, false],
  [true, true, true, false],
])(
  'mine %s, on a word %s, held by a decision %s: may show it again %s',
  (mine, flagged, held, may) => {
    expect(mayAuthorUncoverPicture({ mine, flagged, held })).toBe(may);
  },
);

describe('who may answer and settle a question', () => {
  const open: CheckForViewer = {
    reason: 'amount',
    state: 'open',
    ofThisPicture: true,
    covered: false,
    party: false,
    linked: false,
    answered: false,
    counted: 2,
    established: 20,
    decidedAlone: null,
    decidedByMe: false,
  };
  const alone = { state: 'upheld', decidedAlone: true } as const;
  const personal = { reason: 'personal-data', covered: true } as const;
  type Row = [string, ViewerRoles | null, Partial<CheckForViewer>, string];
  test.each<Row>([
    ['a visitor', null, {}, ''],
    ['a member', member, {}, ''],
    ['an established member', established, {}, 'look opine'],
    ['who answered', established, { answered: true }, 'look takeBack'],
    ['a party', established, { party: true }, ''],
    ['a party who answered before', established, { party: true, answered: true }, 'takeBack'],
    ['a moderator', moderator, {}, 'look decide'],
    ['a moderator who is established', both, {}, 'look opine decide'],
    ['a moderator who is a party', both, { party: true }, ''],
    ['a moderator in lockstep with one', both, { linked: true }, 'look opine'],
    ['a moderator who answered', both, { answered: true }, 'look takeBack'],
    ['with one opinion', moderator, { counted: 1 }, 'look'],
    [
      'with one of a small community',
      moderator,
      { counted: 1, established: 19 },
      'look decide alone',
    ],
    [
      'with none of a small community',
      moderator,
      { counted: 0, established: 0 },
      'look decide alone',
    ],
    ['covered, a member', established, personal, 'look'],
    ['covered, a moderator', both, { ...personal, counted: 1 }, 'look opine decide'],
    ['covered, no opinion', moderator, { ...personal, counted: 0 }, 'look'],
    ['settled', both, { state: 'upheld', decidedAlone: false }, 'look'],
    ['settled, who answered', both, { state: 'upheld', answered: true }, 'look takeBack'],
    ['dropped', both, { state: 'dismissed' }, 'look'],
    ['settled alone, an established member', established, alone, 'look opine'],
    ['settled alone, another moderator', moderator, alone, 'look decide'],
    ['settled alone, no opinions', moderator, { ...alone, counted: 1, established: 3 }, 'look'],
    ['settled alone, by her', both, { ...alone, decidedByMe: true }, 'look'],
    ['settled alone, of another picture', both, { ...alone, ofThisPicture: false }, 'look'],
  ])('%s', (_, who, change, expected) => {
    const rights = checkRights(who, { ...open, ...change });
    const may = (['look', 'opine', 'takeBack', 'decide'] as const).filter((one) => rights[one]);
    expect([...may, ...(rights.decide && rights.alone ? ['alone'] : [])].join(' ')).toBe(expected);
  });

  test('sees a covered picture only as a moderator who may still decide', () => {
    const sees = (who: ViewerRoles, change: Partial<CheckForViewer>): boolean =>
      checkRights(who, { ...open, ...personal, ...change }).seePicture;
    expect(sees(moderator, {})).toBe(true);
    expect(sees(established, {})).toBe(false);
    expect(sees(moderator, { party: true })).toBe(false);
    expect(sees(moderator, { state: 'upheld', decidedAlone: false })).toBe(false);
  });
});

describe('a decision', () => {
  test.each<[CheckRule, DoubtReasonCode, string]>([
    ['sound', 'amount', 'dismiss-check'],
    ['unfounded', 'personal-data', 'dismiss-check'],
    ['not-genuine', 'amount', 'uphold-check'],
    ['not-genuine', 'recycled', 'uphold-check'],
    ['not-shown', 'unreadable', 'uphold-check'],
    ['personal-data', 'personal-data', 'uphold-check'],
    ['personal-data', 'amount', 'bad-input'],
    ['not-genuine', 'personal-data', 'bad-input'],
    ['not-shown', 'recycled', 'bad-input'],
  ])('by %s on "%s" → %s', (rule, reason, expected) => {
    const outcome = (): string => {
      try {
        return checkDecisionKindOf(rule, reason);
      } catch (error) {
        return error instanceof AppError ? error.code : 'unexpected';
      }
    };
    expect(outcome()).toBe(expected);
  });
});
