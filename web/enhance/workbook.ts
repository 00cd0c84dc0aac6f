import { readState, type BookPage, type View } from '#web/evidence/workbook/workbook-page.ts';
import { part, setText } from '#web/evidence/workbook/dom-helpers.ts';
import { mountLazyParts } from '#web/evidence/workbook/lazy-parts.ts';
import { mountSafekeeping } from '#web/evidence/workbook/export-reminder.ts';
import { mountList } from '#web/evidence/workbook/mount-entry-list.ts';
import { createPublisher } from '#web/evidence/workbook/entry-publisher.ts';
import { openBook } from '#web/evidence/workbook/workbook-store.ts';
import { mountTimer } from '#web/evidence/workbook/mount-timer.ts';
import { mountTotals } from '#web/evidence/workbook/mount-totals.ts';
import type { Words } from '#web/evidence/workbook/script-sentences.ts';

/** Shows the workbook of this device in the page. Only published entries leave it. */
export function enhance(root: HTMLElement): void {
  // Turbo's cached copy would contain the workbook, without a script attached.
  document.querySelector('meta[name="turbo-cache-control"]')?.setAttribute('content', 'no-cache');
  const words = JSON.parse(root.dataset['words'] ?? '{}') as Words;
  const status = part(root, 'status');
  const say = (sentence: string): void => setText(status, sentence);
  openBook().then(
    (book) => open({ root, book, words, say }),
    () => say(words.unavailable),
  );
}

async function open(page: BookPage): Promise<void> {
  const { root, book, words, say } = page;
  const publisher = createPublisher(page);
  const views: readonly View[] = [
    mountTimer(page),
    mountList(page, publisher),
    mountTotals(page),
    publisher.view,
    mountSafekeeping(page),
  ];
  let asked = 0;
  async function refresh(): Promise<void> {
    if (!root.isConnected) return leave();
    asked += 1;
    const mine = asked;
    const state = await readState(book);
    // Another change came meanwhile, which shows both.
    if (mine === asked) for (const view of views) view(state);
  }
  const leave = book.onChange(() => void refresh());
  await refresh();
  part(root, 'book').hidden = false;
  void mountLazyParts(page);

  function followLine(): void {
    if (!root.isConnected) {
      window.removeEventListener('online', followLine);
      window.removeEventListener('offline', followLine);
    } else if (navigator.onLine) {
      say('');
      void publisher.sendWaiting();
    } else say(words.offline);
  }
  window.addEventListener('online', followLine);
  window.addEventListener('offline', followLine);
  followLine();
}
