import { describe, expect, test } from 'vitest';
import type { Viewer } from '#server/http/viewer.ts';
import type { BoycottState } from '#shared/collective/boycotts.ts';
import { boycottRights, type BoycottRightsFacts } from './rights.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

describe('boycottRights', () => {
  const viewer: Viewer = {
    id: 'abcabcabcabc',
    pseudonym: 'Ana',
    language: 'fr',
    established: true,
    roles: [],
  };
  const facts: BoycottRightsFacts = {
    state: 'proposed',
    reached: false,
    hidden: false,
    mine: false,
    seconded: false,
    worksThere: true,
    changes: 0,
    stepEndsAt: at(24 * 4),
    debateHours: 72,
    ripe: false,
    outcome: null,
    lookedBack: false,
    endedOn: null,
    callOffAskedAt: null,
  };
  const may = (change: Partial<BoycottRightsFacts>, who: Viewer | null = viewer): string[] =>
    Object.entries(boycottRights(who, { ...facts, ...change }, NOW)).flatMap(([right, has]) =>
      has ? [right] : [],
    );
  const hers = (
    state: BoycottState,
    more: Partial<BoycottRightsFacts> = {},
  ): Partial<BoycottRightsFacts> => ({
    mine: true,
    state,
    ...more,
  });
  const ended = { outcome: 'unsaid', endedOn: '2026-11-20' };

  test.each<[string, Partial<BoycottRightsFacts>, string[]]>([
    ['who works there seconds', {}, ['second']],
    ['who does not cannot', { worksThere: false }, []],
    [
      'not in the last quarter of it',
      hers('debated', { stepEndsAt: at(17) }),
      ['callOff', 'withdraw', 'nameOrganiser'],
    ],
    ['who seconded takes it back', { seconded: true }, ['unsecond']],
    ['nobody seconds what is hidden', { hidden: true }, []],
    ['nobody seconds what is debated', { state: 'debated' }, []],
    ['its proposer does not second it', hers('proposed'), ['callOff', 'withdraw', 'nameOrganiser']],
    [
      'she changes it while it is debated',
      hers('debated'),
      ['change', 'callOff', 'withdraw', 'nameOrganiser'],
    ],
    ['twenty times', hers('debated', { changes: 20 }), ['callOff', 'withdraw', 'nameOrganiser']],
    ['she calls it off before the threshold', hers('pledging'), ['callOff']],
    ['not after it', hers('pledging', { reached: true }), []],
    ['while it is on she has the pledgers asked', hers('on'), ['callOff']],
    ['once a week', hers('on', { callOffAskedAt: at(-24 * 6) }), []],
    ['and again after it', hers('on', { callOffAskedAt: at(-24 * 7) }), ['callOff']],
    ['she says what came of it', hers('ended', ended), ['withdraw', 'sayOutcome', 'lookBack']],
    [
      'not what the pledgers said',
      hers('ended', { ...ended, outcome: 'won' }),
      ['withdraw', 'lookBack'],
    ],
    [
      'not after two weeks',
      hers('ended', { ...ended, endedOn: '2026-11-12' }),
      ['withdraw', 'lookBack'],
    ],
    [
      'she looks back once',
      hers('ended', { ...ended, lookedBack: true }),
      ['withdraw', 'sayOutcome'],
    ],
    ['within half a year', hers('ended', { ...ended, endedOn: '2026-05-30' }), ['withdraw']],
    ['she takes a failed one back', hers('failed'), ['withdraw']],
    ['others do nothing of it', { state: 'ended', ...ended }, []],
  ])('%s', (_, change, rights) => {
    expect(may(change)).toEqual(rights);
  });

  test('a visitor does nothing', () => {
    expect(may({}, null)).toEqual([]);
  });
});
