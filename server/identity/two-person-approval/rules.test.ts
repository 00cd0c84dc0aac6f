import { describe, expect, test } from 'vitest';
import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/manipulation-detection-constants.ts';
import {
  proposedChangeRights,
  appliesImmediately,
  type ViewerRelation,
  type ViewerStatus,
} from './rules.ts';

const MEMBER: ViewerStatus = { established: false, moderator: false, accountDays: 0 };
const OLDER: ViewerStatus = { ...MEMBER, accountDays: YOUNG_ACCOUNT_DAYS + 1 };
const ESTABLISHED: ViewerStatus = { ...OLDER, established: true };
const MODERATOR: ViewerStatus = { ...OLDER, moderator: true };

const OPEN: ViewerRelation = {
  by: 'moderators',
  state: 'open',
  mine: false,
  linked: false,
  concerned: false,
  drawn: false,
  reverses: false,
  decidedReversed: false,
  reversed: false,
  reversible: true,
};

describe('what a moderator proposes', () => {
  test.each<[string, ViewerStatus, Partial<ViewerRelation>, boolean]>([
    ['another moderator answers', MODERATOR, {}, true],
    ['not who proposed it', MODERATOR, { mine: true }, false],
    ['not one voice with her', MODERATOR, { linked: true }, false],
    ['not who has an interest', MODERATOR, { concerned: true }, false],
    ['not an established member', ESTABLISHED, {}, false],
    ['an established member who was drawn', ESTABLISHED, { drawn: true }, true],
    ['not who was drawn and has an interest', ESTABLISHED, { drawn: true, concerned: true }, false],
    ['not who was drawn and is established no more', OLDER, { drawn: true }, false],
    ['nobody once it is over', MODERATOR, { state: 'refused' }, false],
  ])('%s', (_, who, more, answers) => {
    expect(proposedChangeRights(who, { ...OPEN, ...more }).answer).toBe(answers);
  });

  test.each<[string, ViewerStatus, Partial<ViewerRelation>, boolean]>([
    ['nobody outside while it is open', MEMBER, {}, false],
    ['everybody once two decided', MEMBER, { state: 'confirmed' }, true],
    ['everybody once one decided alone', MEMBER, { state: 'alone' }, true],
    ['nobody outside what was refused', MEMBER, { state: 'refused' }, false],
    ['who proposed it', MODERATOR, { mine: true, state: 'refused' }, true],
  ])('is seen by %s', (_, who, more, looks) => {
    expect(proposedChangeRights(who, { ...OPEN, ...more }).look).toBe(looks);
  });
});

describe('what one decided alone', () => {
  const alone: ViewerRelation = { ...OPEN, state: 'alone' };
  test.each<[string, ViewerStatus, Partial<ViewerRelation>, boolean]>([
    ['an established member', ESTABLISHED, {}, true],
    ['another moderator', MODERATOR, {}, true],
    ['not who decided it', MODERATOR, { mine: true, decidedReversed: true }, false],
    ['not a new member', MEMBER, {}, false],
    ['not twice', ESTABLISHED, { reversed: true }, false],
    ['not who has an interest', ESTABLISHED, { concerned: true }, false],
  ])('is turned back by %s', (_, who, more, reverses) => {
    expect(proposedChangeRights(who, { ...alone, ...more }).reverse).toBe(reverses);
  });

  test('needs a second who did not decide it, drawn or not', () => {
    const reversal = { ...OPEN, reverses: true };
    expect(proposedChangeRights(ESTABLISHED, reversal).answer).toBe(true);
    expect(proposedChangeRights(MODERATOR, { ...reversal, decidedReversed: true }).answer).toBe(
      false,
    );
    expect(proposedChangeRights(OLDER, reversal).answer).toBe(false);
  });
});

describe('a change of a client', () => {
  const change: ViewerRelation = { ...OPEN, by: 'members' };
  test.each<[string, ViewerStatus, Partial<ViewerRelation>, boolean]>([
    ['an established member', ESTABLISHED, {}, true],
    ['a moderator', MODERATOR, {}, true],
    ['a second member whose account is not new', OLDER, {}, true],
    ['not a new account', MEMBER, {}, false],
    ['not who proposed it', OLDER, { mine: true }, false],
    ['not one voice with her', OLDER, { linked: true }, false],
  ])('is confirmed by %s', (_, who, more, answers) => {
    expect(proposedChangeRights(who, { ...change, ...more }).answer).toBe(answers);
    const applied = { ...change, ...more, state: 'applied' } as const;
    expect(proposedChangeRights(who, applied).confirm).toBe(answers);
  });

  test('applies at once where who makes it is established or a moderator', () => {
    expect([MEMBER, OLDER, ESTABLISHED, MODERATOR].map(appliesImmediately)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
