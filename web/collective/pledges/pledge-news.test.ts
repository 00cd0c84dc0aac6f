import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  dismissPledgeNews,
  forgetPledgeNews,
  keepPledgeNews,
  listPledgeNews,
  type OwnPledges,
  type SiteNews,
} from './pledge-news.ts';

/** Who pledged is told what became of it, once for each step, on her device; others hear nothing. */

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
    removeItem: (name: string) => kept.delete(name),
  });
});

const MINE: OwnPledges = new Map([['a', 'pledged']]);
const site = (state: SiteNews['state'], ballots: string[] = []): SiteNews[] => [
  { boycott: 'a', title: 'Payez', state, ballots },
  { boycott: 'b', title: 'Un autre', state: 'on', ballots: [] },
];
const kinds = (account = 'me'): string[] => listPledgeNews(account).map(({ kind }) => kind);

describe('the news of pledges', () => {
  test('are those of boycotts that this device pledged in', () => {
    keepPledgeNews('me', site('on'), MINE);
    expect(listPledgeNews('me')).toMatchObject([{ boycott: 'a', title: 'Payez', kind: 'on' }]);
    keepPledgeNews('me', site('on'), new Map());
    expect(kinds()).toEqual([]);
  });

  test('go with a tap, and each new ballot is new', () => {
    keepPledgeNews('me', site('on'), MINE);
    const [on] = listPledgeNews('me');
    if (on !== undefined) dismissPledgeNews('me', on);
    keepPledgeNews('me', site('on'), MINE);
    expect(kinds()).toEqual([]);
    keepPledgeNews('me', site('on', ['v1']), MINE);
    expect(kinds()).toEqual(['vote']);
    const [vote] = listPledgeNews('me');
    if (vote !== undefined) dismissPledgeNews('me', vote);
    keepPledgeNews('me', site('on', ['v2']), MINE);
    expect(kinds()).toEqual(['vote']);
    keepPledgeNews('me', site('ended'), MINE);
    expect(kinds()).toEqual(['ended']);
  });

  test('of a failed boycott stay until dismissed, though its key is gone', () => {
    keepPledgeNews('me', site('failed'), MINE);
    keepPledgeNews('me', site('failed'), new Map());
    expect(kinds()).toEqual(['failed']);
    keepPledgeNews('me', [], new Map());
    expect(kinds()).toEqual([]);
  });

  test('say no more than is known where another device may have pledged', () => {
    keepPledgeNews('me', site('on', ['v1']), new Map([['a', 'maybe']]));
    expect(kinds()).toEqual(['maybe']);
  });

  test('of one account are not shown to another, nor lost by its visit', () => {
    keepPledgeNews('me', site('on'), MINE);
    keepPledgeNews('you', site('on'), new Map());
    expect([kinds('you'), kinds('me')]).toEqual([[], ['on']]);
  });

  test('go with the pledge that is erased here', () => {
    keepPledgeNews('me', site('on'), MINE);
    forgetPledgeNews('me', 'a');
    expect(kinds()).toEqual([]);
  });
});
