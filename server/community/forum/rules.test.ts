import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import type { Viewer } from '#server/http/viewer.ts';
import {
  firstPostLimitsOf,
  checkThreadDecision,
  enforceFirstPostLinkLimit,
  enforceFirstPostLimit,
  enforceSlowMode,
  postRights,
  threadRights,
} from './rules.ts';

const MEMBER: Viewer = {
  id: 'member',
  pseudonym: 'Une',
  language: 'fr',
  established: false,
  roles: [],
};
const MODERATOR: Viewer = { ...MEMBER, roles: ['moderator'] };
const NOW = new Date('2026-11-20T23:59:00Z');

function outcome(check: () => void): string {
  try {
    check();
    return 'fits';
  } catch (error) {
    if (!(error instanceof AppError)) return 'unexpected';
    const [field] = Object.entries(error.fields ?? {});
    if (field !== undefined) return `${field[0]} ${field[1].code}`;
    return `${error.code} ${error.retryAfterSeconds ?? ''}`.trim();
  }
}

describe('threadRights', () => {
  test.each([
    ['a visitor', null, {}, [true, false, false, false]],
    ['a visitor, once closed', null, { closed: true }, [false, false, false, false]],
    ['a member', MEMBER, {}, [true, false, false, false]],
    ['who began it', MEMBER, { mine: true }, [true, true, false, false]],
    [
      'who began it, once answered',
      MEMBER,
      { mine: true, answered: true },
      [true, false, false, true],
    ],
    [
      'who began it, once closed',
      MEMBER,
      { mine: true, closed: true },
      [false, false, false, false],
    ],
    [
      'who began it, once answered and closed',
      MEMBER,
      { mine: true, answered: true, closed: true },
      [false, false, false, true],
    ],
    ['a moderator', MODERATOR, {}, [true, false, true, false]],
    ['a moderator, once closed', MODERATOR, { closed: true }, [false, false, true, false]],
    ['a moderator who began it', MODERATOR, { mine: true }, [true, true, false, false]],
  ] as const)('%s', (_, viewer, thread, [reply, rename, moderate, solve]) => {
    const plain = { mine: false, closed: false, answered: false };
    const proposeGuide = 'mine' in thread && !('closed' in thread);
    const rights = { reply, rename, moderate, solve, proposeGuide };
    expect(threadRights(viewer, { ...plain, ...thread })).toEqual(rights);
  });
});

describe('postRights', () => {
  test.each([
    ['a visitor', null, {}, [false, false, false, false]],
    ['another member', MEMBER, {}, [false, false, true, true]],
    ['another member, once hidden', MEMBER, { hidden: true }, [false, false, false, false]],
    ['another member, once closed', MEMBER, { closed: true }, [false, false, false, true]],
    ['a moderator', MODERATOR, {}, [false, false, true, true]],
    ['its author', MEMBER, { mine: true }, [true, true, true, false]],
    ['its author, once hidden', MEMBER, { mine: true, hidden: true }, [true, true, false, false]],
    ['its author, once closed', MEMBER, { mine: true, closed: true }, [false, true, false, false]],
    [
      'its author, once withdrawn',
      MEMBER,
      { mine: true, withdrawn: true },
      [false, false, false, false],
    ],
  ] as const)('%s', (_, viewer, post, [edit, withdraw, quote, react]) => {
    const plain = { mine: false, withdrawn: false, hidden: false, closed: false };
    const rights = { edit, withdraw, quote, react };
    expect(postRights(viewer, { ...plain, ...post })).toEqual(rights);
  });
});

describe('the first posts', () => {
  test.each([
    [0, 0, { left: 5, aDay: 5, links: 2 }],
    [4, 3, { left: 2, aDay: 5, links: 2 }],
    [4, 9, { left: 0, aDay: 5, links: 2 }],
    [5, 0, null],
    [5, 100, null],
  ])('with %i of earlier days and %i today', (earlier, today, bound) => {
    expect(firstPostLimitsOf({ earlier, today })).toEqual(bound);
  });

  test.each([
    [0, 0, 2, 'fits'],
    [0, 4, 0, 'fits'],
    [0, 5, 0, 'first-posts 60'],
    [0, 0, 3, 'text too-many-links'],
    [5, 50, 30, 'fits'],
  ])('%i earlier, %i today, %i links: %s', (earlier, today, links, expected) => {
    const check = (): void => {
      enforceFirstPostLimit({ earlier, today }, NOW);
      enforceFirstPostLinkLimit({ earlier, today }, links);
    };
    expect(outcome(check)).toBe(expected);
  });
});

describe('slow mode', () => {
  test.each([
    [null, '2026-11-20T23:58:59Z', 'fits'],
    [300, null, 'fits'],
    [300, '2026-11-20T23:54:00Z', 'fits'],
    [300, '2026-11-20T23:54:01Z', 'slow-mode 1'],
    [300, '2026-11-20T23:59:00Z', 'slow-mode 300'],
    // The clock was set back after the last post.
    [300, '2026-11-21T00:59:00Z', 'fits'],
  ])('of %s seconds, last at %s: %s', (slowSeconds, last, expected) => {
    const lastOwnAt = last === null ? null : new Date(last);
    expect(outcome(() => enforceSlowMode({ slowSeconds, lastOwnAt }, NOW))).toBe(expected);
  });
});

describe('a decision', () => {
  const open = {
    title: 'Un titre',
    pinned: false,
    closed: false,
    category: 'astuces',
    slowSeconds: null,
    guided: false,
    guideText: 'abc',
  };
  test.each([
    [{ decision: 'pin' }, {}, 'fits'],
    [{ decision: 'pin' }, { pinned: true }, 'conflict'],
    [{ decision: 'unpin' }, { pinned: true }, 'fits'],
    [{ decision: 'unpin' }, {}, 'conflict'],
    [{ decision: 'close' }, {}, 'rule required'],
    [{ decision: 'close', rule: 'settled' }, {}, 'fits'],
    [{ decision: 'close', rule: 'R4' }, { closed: true }, 'conflict'],
    [{ decision: 'reopen' }, { closed: true }, 'fits'],
    [{ decision: 'reopen' }, {}, 'conflict'],
    [{ decision: 'move' }, {}, 'category required'],
    [{ decision: 'move', category: 'le-site' }, {}, 'fits'],
    [{ decision: 'move', category: 'astuces' }, {}, 'conflict'],
    [{ decision: 'slow', seconds: 300 }, {}, 'fits'],
    [{ decision: 'slow', seconds: 300 }, { slowSeconds: 300 }, 'conflict'],
    [{ decision: 'slow' }, { slowSeconds: 300 }, 'fits'],
    [{ decision: 'slow' }, {}, 'conflict'],
    [{ decision: 'rename' }, {}, 'title required'],
    [{ decision: 'rename', title: 'Un autre' }, {}, 'fits'],
    [{ decision: 'rename', title: 'Un titre' }, {}, 'conflict'],
    [{ decision: 'guide' }, {}, 'text required'],
    [{ decision: 'guide', text: 'abc' }, {}, 'fits'],
    [{ decision: 'guide', text: 'abc' }, { guided: true }, 'fits'],
    [{ decision: 'guide', text: 'abd' }, {}, 'conflict'],
    [{ decision: 'guide', text: 'abc' }, { guideText: null }, 'conflict'],
    [{ decision: 'unguide' }, { guided: true, guideText: 'abd' }, 'fits'],
    [{ decision: 'unguide' }, {}, 'conflict'],
  ] as const)('%j where %j: %s', (decision, state, expected) => {
    expect(outcome(() => checkThreadDecision(decision, { ...open, ...state }))).toBe(expected);
  });
});
