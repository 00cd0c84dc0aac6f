import type { z } from 'zod/mini';
import type { ownTokensResponse } from '#shared/collective/pledges.ts';
import { loadItem, removeItem, saveItem } from '#web/enhance/device-storage.ts';

/** Local storage key of what this device has to tell an account of its pledges; the account follows. */
const NEWS = 'contrenote.pledge-news.';

/**
 * What became of a boycott that this device has a pledge in.
 * - on: it is on; maybe: the same, where only another device knows whether she pledged
 * - vote: a ballot is open
 * - offer: before it is on, organisers told of an offer
 */
export const PLEDGE_NEWS = ['on', 'maybe', 'vote', 'ended', 'failed', 'offer'] as const;

export type PledgeNews = {
  readonly boycott: string;
  readonly title: string;
  readonly kind: (typeof PLEDGE_NEWS)[number];
  /** Distinguishes what she has dismissed from what is new. */
  readonly key: string;
};

type Stored = {
  readonly news: readonly PledgeNews[];
  readonly dismissed: readonly string[];
};
/** The site's list, the same for every member. */
type Listed = z.infer<typeof ownTokensResponse>;
export type SiteNews = Listed['news'][number];
type ToldOffer = Listed['offers'][number];

/** The pledges of this device; of `maybe` only another device knows whether they were sent. */
export type OwnPledges = ReadonlyMap<string, 'pledged' | 'maybe'>;

/**
 * Keeps what became of this device's pledges. What was kept of a failed boycott stays for as long as the
 * site lists it, since its credential is gone.
 */
export function keepPledgeNews(
  account: string,
  {
    news: site,
    offers,
  }: { readonly news: readonly SiteNews[]; readonly offers: readonly ToldOffer[] },
  pledges: OwnPledges,
): void {
  const before = load(account);
  const steps = site.flatMap((one) => {
    const known = before.news.filter(
      (kept) => kept.boycott === one.boycott && one.state === 'failed',
    );
    const pledge = pledges.get(one.boycott);
    return pledge === undefined ? known : newsOf(one, pledge);
  });
  const told = offers.filter(({ boycott }) => pledges.has(boycott)).map(newsOfOffer);
  const news = [...told, ...steps];
  const listed = new Set([...site, ...offers].map(({ boycott }) => boycott));
  const dismissed = before.dismissed.filter((key) => listed.has(key.split(' ')[0] ?? ''));
  save(account, { news, dismissed });
}

function newsOfOffer({ boycott, title, message }: ToldOffer): PledgeNews {
  return { boycott, title, kind: 'offer', key: `${boycott} offer ${message}` };
}

function newsOf(
  { boycott, title, state, ballots }: SiteNews,
  pledge: 'pledged' | 'maybe',
): readonly PledgeNews[] {
  const tell = (kind: PledgeNews['kind'], about = ''): PledgeNews => ({
    boycott,
    title,
    kind,
    key: `${boycott} ${kind} ${about}`.trim(),
  });
  if (state !== 'on') return [tell(state)];
  if (pledge === 'maybe') return [tell('maybe')];
  return [tell('on'), ...ballots.map((ballot) => tell('vote', ballot))];
}

/** The news that the account has not dismissed; the latest step of a boycott alone. */
export function listPledgeNews(account: string): readonly PledgeNews[] {
  const { news, dismissed } = load(account);
  const unseen = news.filter(({ key }) => !dismissed.includes(key));
  return [...new Map(unseen.map((one) => [one.boycott, one])).values()];
}

/** Dismisses news, and what stands before it of the same boycott. */
export function dismissPledgeNews(account: string, { boycott }: PledgeNews): void {
  const stored = load(account);
  const keys = stored.news.filter((one) => one.boycott === boycott).map(({ key }) => key);
  const dismissed = [...new Set([...stored.dismissed, ...keys])];
  save(account, { ...stored, dismissed });
}

/** Deletes all that was kept of pledges, of one boycott or of all. */
export function forgetPledgeNews(account: string, boycott: string | null = null): void {
  const { news, dismissed } = load(account);
  const left = news.filter((one) => boycott !== null && one.boycott !== boycott);
  save(account, { news: left, dismissed: left.length === 0 ? [] : dismissed });
}

function load(account: string): Stored {
  const none: Stored = { news: [], dismissed: [] };
  try {
    return (JSON.parse(loadItem(NEWS + account) ?? 'null') as Stored | null) ?? none;
  } catch {
    return none;
  }
}

function save(account: string, stored: Stored): void {
  if (stored.news.length + stored.dismissed.length === 0) removeItem(NEWS + account);
  else saveItem(NEWS + account, JSON.stringify(stored));
}
