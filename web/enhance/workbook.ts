import type { WorkbookPageContext } from '#web/evidence/workbook/workbook-page-context.ts';
import { readWorkbookSnapshot, type RenderPart } from '#web/evidence/workbook/workbook-snapshot.ts';
import { findPart, setText } from '#web/evidence/workbook/dom-helpers.ts';
import { mountLazyParts } from '#web/evidence/workbook/lazy-parts.ts';
import { mountExportReminder } from '#web/evidence/workbook/export-reminder.ts';
import { mountEntryList } from '#web/evidence/workbook/mount-entry-list.ts';
import { createEntryPublisher } from '#web/evidence/workbook/entry-publisher.ts';
import { openWorkbookStore } from '#web/evidence/workbook/workbook-store.ts';
import { mountTimer } from '#web/evidence/workbook/mount-timer.ts';
import { mountTotals } from '#web/evidence/workbook/mount-totals.ts';
import type { ScriptSentences } from '#web/evidence/workbook/script-sentences.ts';

/** Shows the workbook of this device in the page. Only published entries leave it. */
export function enhance(root: HTMLElement): void {
  // Turbo's cached copy would contain the workbook, without a script attached.
  document.querySelector('meta[name="turbo-cache-control"]')?.setAttribute('content', 'no-cache');
  const words = JSON.parse(root.dataset['words'] ?? '{}') as ScriptSentences;
  const status = findPart(root, 'status');
  const say = (sentence: string): void => setText(status, sentence);
  openWorkbookStore().then(
    (book) => open({ root, book, words, say }),
    () => say(words.unavailable),
  );
}

async function open(page: WorkbookPageContext): Promise<void> {
  const { root, book, words, say } = page;
  const publisher = createEntryPublisher(page);
  const views: readonly RenderPart[] = [
    mountTimer(page),
    mountEntryList(page, publisher),
    mountTotals(page),
    publisher.view,
    mountExportReminder(page),
  ];
  let asked = 0;
  async function refresh(): Promise<void> {
    if (!root.isConnected) return leave();
    asked += 1;
    const mine = asked;
    const state = await readWorkbookSnapshot(book);
    // Skip rendering when another change has come: its refresh shows both.
    if (mine === asked) for (const view of views) view(state);
  }
  const leave = book.onChange(() => void refresh());
  await refresh();
  findPart(root, 'book').hidden = false;
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
