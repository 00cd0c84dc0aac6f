import { describe, expect, test } from 'vitest';
import { findCampaigns, type Campaign, type CampaignPost } from './manipulation-detection.ts';
import { addDays, type Day } from '#shared/core/days.ts';

const START: Day = '2025-01-01';
const NOW: Day = '2026-01-01';
let next = 0;

function posts(
  count: number,
  postedOn: Day,
  overrides: Partial<CampaignPost> = {},
): CampaignPost[] {
  return Array.from({ length: count }, () => {
    const author = `author ${(next += 1)}`;
    return {
      author,
      voice: author,
      word: 'praise' as const,
      postedOn,
      young: false,
      established: false,
      proof: 'declared' as const,
      provable: true,
      ...overrides,
    };
  });
}
const fresh = { young: true };
const regular = { established: true };
const blame = { word: 'blame' } as const;
const find = (given: CampaignPost[], since = START): Campaign[] => findCampaigns(given, since, NOW);
const kinds = (given: CampaignPost[], since = START): string[] =>
  find(given, since).map(({ kind, direction }) => `${kind} of ${direction}`);
function cohortIn(given: CampaignPost[]): object | undefined {
  return find(given).find(({ kind }) => kind === 'cohort');
}

describe('a burst', () => {
  const day = '2025-11-10';
  test.each<[string, CampaignPost[], string[]]>([
    ['7 members in a week on a quiet platform', posts(7, day), ['burst of praise']],
    ['6 members are not enough', posts(6, day), []],
    ['one member who tells her whole history', posts(20, day, { author: 'a', voice: 'a' }), []],
    ['20 accounts of one voice', posts(20, day, { voice: 'one' }), ['lockstep of praise']],
    ['nor what they say neither way', posts(20, day, { word: null }), []],
    [
      'not where every week has as many',
      Array.from({ length: 44 }, (_, week) => posts(7, addDays(START, 7 * week))).flat(),
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(kinds(given)).toEqual(expected);
  });

  test('is not told of a platform that was watched for a few weeks only', () => {
    expect(kinds(posts(20, day), '2025-10-20')).toEqual([]);
  });
});

describe('a cohort', () => {
  const day = '2025-11-10';
  test('is a burst of accounts that are a few days old', () => {
    expect(cohortIn(posts(12, day, fresh))).toMatchObject({
      young: 12,
      voices: 12,
      contradiction: null,
      suspects: [],
    });
  });

  test('is none where old accounts speak as much', () => {
    const given = [...posts(8, day, fresh), ...posts(30, day)];
    expect(kinds(given)).toEqual(['burst of praise']);
  });
});

describe('suspect are', () => {
  const day = '2025-11-10';
  const crowd = posts(12, day, fresh);
  const names = crowd.map(({ author }) => author).toSorted();
  const contradicted = (more: CampaignPost[]): readonly string[] => {
    const found = find([...crowd, ...more]);
    return found.flatMap((one) => (one.kind === 'cohort' ? one.suspects : []));
  };

  test.each<[string, CampaignPost[], boolean]>([
    ['the established say the opposite', posts(5, day, { ...regular, ...blame }), true],
    ['they are four', posts(4, day, { ...regular, ...blame }), false],
    ['confirmed proofs say the opposite', posts(5, day, { proof: 'confirmed', ...blame }), true],
    ['pictures alone say it', posts(9, day, { proof: 'screenshot', ...blame }), false],
    ['a month later', posts(5, '2025-12-09', { ...regular, ...blame }), true],
    ['two months later', posts(5, '2026-01-01', { ...regular, ...blame }), false],
    [
      'a third of them agree with the crowd',
      [...posts(6, day, { ...regular, ...blame }), ...posts(3, day, regular)],
      false,
    ],
  ])('the young accounts of a cohort where %s: %s', (_, more, expected) => {
    expect(contradicted(more)).toEqual(expected ? names : []);
  });

  test('not those who became established, nor those whose proof was confirmed', () => {
    const witnesses = posts(8, day, { ...regular, ...blame });
    const cleared = [
      ...posts(1, day, { ...fresh, ...regular }),
      ...posts(1, day, { ...fresh, proof: 'confirmed' }),
    ];
    expect(contradicted([...witnesses, ...cleared])).toEqual(names);
  });

  test('none who blame, nor who blame as well: the contradiction is said alone', () => {
    const witnesses = posts(8, day, regular);
    const angry = posts(12, day, { ...fresh, ...blame });
    expect(cohortIn([...angry, ...witnesses])).toMatchObject({
      direction: 'blame',
      contradiction: { witnesses: 8, opposite: 8 },
      suspects: [],
    });
    const [first = ''] = names;
    const refusedLater = posts(1, '2025-12-20', { ...blame, author: first });
    const others = posts(8, day, { ...regular, ...blame });
    expect(contradicted([...others, ...refusedLater])).toEqual(names.slice(1));
  });

  test('none who blame a platform that is late with everybody', () => {
    const angry = posts(12, day, { ...fresh, ...blame });
    const late = posts(4, day, { ...regular, word: 'late' });
    const given = [...angry, ...late, ...posts(6, day, regular)];
    expect(find(given).flatMap((one) => (one.kind === 'cohort' ? one.suspects : []))).toEqual([]);
  });
});

describe('a gap of proof', () => {
  const day = '2025-11-10';
  test.each<[string, number, number, Partial<CampaignPost>, string[]]>([
    ['praise without, blame with', 7, 7, blame, ['proof-gap of praise']],
    ['the same with and without', 7, 7, {}, []],
    ['too few with', 9, 4, blame, []],
    ['claims that still wait can show nothing', 7, 7, { ...blame, provable: false }, []],
  ])('%s', (_, without, withProof, overrides, expected) => {
    const given = [
      ...posts(without, day),
      ...posts(withProof, day, { proof: 'screenshot', ...overrides }),
    ];
    expect(kinds(given).filter((kind) => kind.startsWith('proof-gap'))).toEqual(expected);
  });
});

test('accounts of one voice are said to be one', () => {
  const given = [...posts(6, '2025-11-10', { voice: 'one' }), ...posts(3, '2025-11-12')];
  expect(find(given)).toEqual([
    { kind: 'lockstep', direction: 'praise', from: null, to: null, accounts: 6, voices: 1 },
  ]);
});
