import { describe, expect, test } from 'vitest';
import { mergeEntries, type SearchEntry, type WorkbookEntry } from './workbook.ts';

const SEARCH: SearchEntry = {
  kind: 'search',
  id: 'one',
  changedAt: 10,
  device: 'phone',
  platform: 'Clickworker',
  day: '2026-11-20',
  note: null,
  published: null,
  seconds: 60,
};
const PUBLISHED = { id: 'x', path: '/fr/preuves/x' };

/** Merges in both orders: which device asks must not matter. */
function merged(one: WorkbookEntry, other: WorkbookEntry): WorkbookEntry[] {
  const there = inOrder(mergeEntries([one], [other]));
  expect(inOrder(mergeEntries([other], [one]))).toEqual(there);
  return there;
}

function inOrder(entries: readonly WorkbookEntry[]): WorkbookEntry[] {
  return entries.toSorted((one, other) => one.id.localeCompare(other.id));
}

describe('two books that went separate ways', () => {
  test('keep what only one of them has', () => {
    expect(merged(SEARCH, { ...SEARCH, id: 'two' })).toHaveLength(2);
  });

  test('agree on the later version, on the device where two are of one moment', () => {
    const later = { ...SEARCH, changedAt: 11, seconds: 70 };
    expect(merged(SEARCH, later)).toEqual([later]);
    const tablet = { ...SEARCH, device: 'tablet', seconds: 80 };
    expect(merged(SEARCH, tablet)).toEqual([tablet]);
  });

  test('do not bring back what was deleted later', () => {
    const deleted = { kind: 'deleted', id: 'one', changedAt: 12, device: 'tablet' } as const;
    expect(merged(SEARCH, deleted)).toEqual([deleted]);
  });

  test('know of what either has published, so that nothing is published twice', () => {
    const published = { ...SEARCH, published: PUBLISHED };
    const edited = { ...SEARCH, changedAt: 11, seconds: 70 };
    expect(merged(published, edited)).toEqual([{ ...edited, published: PUBLISHED }]);
  });
});
