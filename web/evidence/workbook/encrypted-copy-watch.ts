import { isBehind, readState, syncCopy, type SyncResult } from './encrypted-copy-sync.ts';
import type { Book } from './workbook-store.ts';

/** Delay that combines several changes into one synchronisation. */
const PAUSE_MS = 4_000;

export type CopyWatch = {
  /** Syncs now; during a running sync, waits for it and syncs again. */
  readonly sync: () => Promise<SyncResult>;
  /**
   * Subscribes to the results of all syncs, including automatic ones; returns the unsubscribe
   * function.
   */
  readonly onResult: (listener: (result: SyncResult) => void) => () => void;
};

const watches = new WeakMap<Book, CopyWatch>();

/**
 * Keeps the copy up to date while the workbook is open, if this device makes one: on opening, some
 * seconds after a change, and when the connection returns.
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
