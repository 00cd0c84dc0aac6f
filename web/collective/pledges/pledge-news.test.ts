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
    keepPledgeNews('me', { news: site('on'), offers: [] }, MINE);
    expect(listPledgeNews('me')).toMatchObject([{ boycott: 'a', title: 'Payez', kind: 'on' }]);
    keepPledgeNews('me', { news: site('on'), offers: [] }, new Map());
    expect(kinds()).toEqual([]);
  });

  test('go with a tap, and each new ballot is new', () => {
    keepPledgeNews('me', { news: site('on'), offers: [] }, MINE);
    const [on] = listPledgeNews('me');
    if (on !== undefined) dismissPledgeNews('me', on);
    keepPledgeNews('me', { news: site('on'), offers: [] }, MINE);
    expect(kinds()).toEqual([]);
    keepPledgeNews('me', { news: site('on', ['v1']), offers: [] }, MINE);
    expect(kinds()).toEqual(['vote']);
    const [vote] = listPledgeNews('me');
    if (vote !== undefined) dismissPledgeNews('me', vote);
    keepPledgeNews('me', { news: site('on', ['v2']), offers: [] }, MINE);
    expect(kinds()).toEqual(['vote']);
    keepPledgeNews('me', { news: site('ended'), offers: [] }, MINE);
    expect(kinds()).toEqual(['ended']);
  });

  test('of a failed boycott stay until dismissed, though its key is gone', () => {
    keepPledgeNews('me', { news: site('failed'), offers: [] }, MINE);
    keepPledgeNews('me', { news: site('failed'), offers: [] }, new Map());
    expect(kinds()).toEqual(['failed']);
    keepPledgeNews('me', { news: [], offers: [] }, new Map());
    expect(kinds()).toEqual([]);
  });

  test('say no more than is known where another device may have pledged', () => {
    keepPledgeNews('me', { news: site('on', ['v1']), offers: [] }, new Map([['a', 'maybe']]));
    expect(kinds()).toEqual(['maybe']);
  });

  test('tell of an offer before the start, once for each message', () => {
    const offers = [
      { boycott: 'a', title: 'Payez', message: 'm1' },
      { boycott: 'c', title: 'Un troisième', message: 'm2' },
    ];
    keepPledgeNews('me', { news: [], offers }, MINE);
    const [offer, ...more] = listPledgeNews('me');
    expect([offer?.kind, offer?.boycott, more]).toEqual(['offer', 'a', []]);
    if (offer !== undefined) dismissPledgeNews('me', offer);
    keepPledgeNews('me', { news: [], offers }, MINE);
    expect(kinds()).toEqual([]);
    const next = [{ boycott: 'a', title: 'Payez', message: 'm3' }];
    keepPledgeNews('me', { news: [], offers: next }, MINE);
    expect(kinds()).toEqual(['offer']);
  });

  test('of one account are not shown to another, nor lost by its visit', () => {
    keepPledgeNews('me', { news: site('on'), offers: [] }, MINE);
    keepPledgeNews('you', { news: site('on'), offers: [] }, new Map());
    expect([kinds('you'), kinds('me')]).toEqual([[], ['on']]);
  });

  test('go with the pledge that is erased here', () => {
    keepPledgeNews('me', { news: site('on'), offers: [] }, MINE);
    forgetPledgeNews('me', 'a');
    expect(kinds()).toEqual([]);
  });
});
