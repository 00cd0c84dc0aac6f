import {
  isCopyBehind,
  readCopyState,
  syncEncryptedCopy,
  type CopySyncResult,
} from './encrypted-copy-sync.ts';
import type { WorkbookStore } from './workbook-store.ts';

/** Delay that combines several changes into one synchronisation. */
const PAUSE_MS = 4_000;

export type EncryptedCopyWatch = {
  /** Syncs now; during a running sync, waits for it and syncs again. */
  readonly sync: () => Promise<CopySyncResult>;
  /**
   * Subscribes to the results of all syncs, including automatic ones; returns the unsubscribe
   * function.
   */
  readonly onResult: (listener: (result: CopySyncResult) => void) => () => void;
};

const watches = new WeakMap<WorkbookStore, EncryptedCopyWatch>();

/**
 * Keeps the copy up to date while the workbook is open, if this device has a copy: on opening, some
 * seconds after a change, and when the connection returns.
 */
export function watchEncryptedCopy(book: WorkbookStore, isHere: () => boolean): EncryptedCopyWatch {
  const known = watches.get(book);
  if (known !== undefined) return known;
  const listeners = new Set<(result: CopySyncResult) => void>();
  let queue: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sync(): Promise<CopySyncResult> {
    const run = queue.then(() => syncEncryptedCopy(book));
    queue = run;
    void run.then((result) => listeners.forEach((listener) => listener(result)));
    return run;
  }
  async function syncIfOn(): Promise<void> {
    if (navigator.onLine && (await readCopyState(book)) !== null) await sync();
  }
  const leave = book.onChange(() => {
    clearTimeout(timer);
    if (!isHere()) {
      leave();
      window.removeEventListener('online', online);
      return;
    }
    timer = setTimeout(async () => {
      if (await isCopyBehind(book)) await syncIfOn();
    }, PAUSE_MS);
  });
  const online = (): void => void syncIfOn();
  window.addEventListener('online', online);
  void syncIfOn();

  const watch: EncryptedCopyWatch = {
    sync,
    onResult: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  watches.set(book, watch);
  return watch;
}
