import { findPart, setText } from './dom-helpers.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import type { WorkbookSnapshot, RenderPart } from './workbook-snapshot.ts';
import { isDataSaverOn } from '#web/enhance/data-saver.ts';
import { isPageCached, cachePage } from './offline-page-cache.ts';

/** Number of entries worth exporting: fewer are quickly typed again. */
const WORTH_EXPORTING = 10;
const EXPORT_EVERY_MS = 30 * 86_400_000;

/**
 * Shows how safe the workbook is on this device (persistent storage, offline, exported), and
 * deletes it on request.
 */
export function mountExportReminder(page: WorkbookPageContext): RenderPart {
  const { root, book, words } = page;
  const kept = findPart(root, 'kept');
  const offline = findPart<HTMLButtonElement>(root, 'offline');
  const erase = findPart<HTMLButtonElement>(root, 'erase-book');
  const eraseWords = erase.textContent ?? '';
  let asked = false;
  let count = 0;

  // With data saving on, asks before loading more.
  async function keepUnlessDear(): Promise<void> {
    if (isDataSaverOn() && !(await isPageCached(words))) offline.hidden = false;
    else await cachePage(words);
    await show();
  }
  void keepUnlessDear();
  offline.addEventListener('click', async () => {
    offline.disabled = true;
    offline.hidden = await cachePage(words);
    offline.disabled = false;
    await show();
  });

  erase.addEventListener('click', () => {
    if (erase.dataset['asked'] === undefined) {
      erase.dataset['asked'] = '';
      setText(erase, erase.dataset['confirm'] ?? '');
      return;
    }
    void book.erase();
    calmDown();
  });
  erase.addEventListener('blur', calmDown);

  function calmDown(): void {
    delete erase.dataset['asked'];
    setText(erase, eraseWords);
  }

  async function show(): Promise<void> {
    const said: string[] = [];
    if (await isPageCached(words)) said.push(words.keptOffline);
    const persisted = await navigator.storage?.persisted?.();
    if (persisted !== undefined) said.push(persisted ? words.persisted : words.notPersisted);
    const exportedAt = (await book.meta.get<number>('exportedAt')) ?? 0;
    if (count >= WORTH_EXPORTING && Date.now() - exportedAt > EXPORT_EVERY_MS) {
      said.push(words.exportOld);
    }
    setText(kept, said.join(' '));
  }

  return ({ entries, timer }: WorkbookSnapshot) => {
    count = entries.length;
    // Asked once there is data: some browsers prompt the user.
    if (!asked && (count > 0 || timer !== null)) {
      asked = true;
      void Promise.resolve(navigator.storage?.persist?.()).then(show);
    }
    void show();
  };
}
