import {
  dismissPledgeNews,
  listPledgeNews,
  type PledgeNews,
} from '#web/collective/pledges/pledge-news.ts';
import type { PledgeNewsWords } from '#web/collective/pledges/pledge-news-words.ts';
import { createElement, fillPlaceholder } from '#web/evidence/workbook/dom-helpers.ts';

const SHOWN = 'pledge-news';

/**
 * Shows what became of this device's pledges, above the page's content; a tap dismisses it. Nothing is
 * loaded for it, since that would name who pledged.
 */
export function showPledgeNews(footer: HTMLElement, account: string): void {
  document.querySelectorAll(`.${SHOWN}`).forEach((line) => line.remove());
  const news = listPledgeNews(account);
  if (news.length === 0) return;
  const words = JSON.parse(footer.dataset['pledgeNews'] ?? '{}') as PledgeNewsWords;
  document.querySelector('main')?.prepend(...news.map((one) => lineOf(one, words, account)));
}

function lineOf(news: PledgeNews, words: PledgeNewsWords, account: string): HTMLElement {
  const sentence = fillPlaceholder(words[news.kind], news.title || words.untitled);
  const link = createElement('a', { href: words.page + news.boycott, dir: 'auto' }, sentence);
  const close = createElement(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': words.close },
    '×',
  );
  const line = createElement(
    'p',
    { class: `banner ${SHOWN}`, role: 'status', 'data-turbo-temporary': '' },
    link,
    close,
  );
  link.addEventListener('click', () => dismissPledgeNews(account, news));
  close.addEventListener('click', () => {
    dismissPledgeNews(account, news);
    line.remove();
  });
  return line;
}
