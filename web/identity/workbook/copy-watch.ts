import { isBehind, readState, syncCopy, type SyncResult } from './copy-sync.ts';
import type { Book } from './store.ts';

/** A worker notes several things in a row: they leave together. */
const PAUSE_MS = 4_000;

export type CopyWatch = {
  /** Syncs now; asked for while one runs, it waits for that one and syncs again. */
  readonly sync: () => Promise<SyncResult>;
  /** Calls after each sync, also of its own accord; returns what ends it. */
  readonly onResult: (listener: (result: SyncResult) => void) => () => void;
};

const watches = new WeakMap<Book, CopyWatch>();

/**
 * Keeps the copy up to date while the book is in the page, where this device makes one: as the book
 * is opened, some seconds after a change, and when the line comes back.
 */
export function watchCopy(book: Book, isHere: () => boolean): CopyWatch {
  const known = watches.get(book);
  if (known !== undefined) return known;
  const listeners = new Set<(result: SyncResult) => void>();
  let queue: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sync(): Promise<SyncResult> {
    const run = queue.then(() => syncCopy(book));
    queue = run;
    void run.then((result) => listeners.forEach((listener) => listener(result)));
    return run;
  }
  async function syncIfOn(): Promise<void> {
    if (navigator.onLine && (await readState(book)) !== null) await sync();
  }
  const leave = book.onChange(() => {
    clearTimeout(timer);
    if (!isHere()) {
      leave();
      window.removeEventListener('online', online);
      return;
    }
    timer = setTimeout(async () => {
      if (await isBehind(book)) await syncIfOn();
    }, PAUSE_MS);
  });
  const online = (): void => void syncIfOn();
  window.addEventListener('online', online);
  void syncIfOn();

  const watch: CopyWatch = {
    sync,
    onResult: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  watches.set(book, watch);
  return watch;
}
