import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';
import type { PageContext } from '#web/page.ts';
import type { PLEDGE_NEWS } from './pledge-news.ts';

/** The sentences of what becomes of pledges, on every page of a member: asking for them would name her. */
export type PledgeNewsWords = Readonly<
  Record<(typeof PLEDGE_NEWS)[number] | 'untitled' | 'close' | 'page', string>
>;

export function pledgeNewsWords({ t, href }: Pick<PageContext, 't' | 'href'>): PledgeNewsWords {
  const { news, untitled, close } = t.boycotts.carry;
  const said = { title: SENTENCE_PLACEHOLDER };
  return {
    on: news.on(said),
    maybe: news.maybe(said),
    vote: news.vote(said),
    ended: news.ended(said),
    failed: news.failed(said),
    offer: news.offer(said),
    untitled,
    close,
    page: `${href('boycotts')}/`,
  };
}
