import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { mergeEntries, type WorkbookEntry } from '#shared/workbook.ts';

const DATABASE = 'contrenote-workbook';
const VERSION = 1;
const CHANNEL = 'contrenote-workbook';

interface Schema extends DBSchema {
  entries: { key: string; value: WorkbookEntry };
  /** What belongs to the book but is no entry: the timer, what waits to be published. */
  meta: { key: string; value: unknown };
}

/** The worker's book on this device. Nothing in here knows the network. */
export type Book = {
  /** A random name of this device, for entries that are changed on two of them. */
  readonly device: string;
  /** Every entry, deleted ones included. */
  readonly all: () => Promise<WorkbookEntry[]>;
  /** Keeps entries as changed now, on this device; with them, all or nothing, a value of `meta`. */
  readonly put: (
    entries: readonly WorkbookEntry[],
    also?: { readonly key: string; readonly value: unknown },
  ) => Promise<void>;
  /**
   * Keeps entries that come from elsewhere with the time of their change: the later version of each
   * stands, so what was written meanwhile in another tab is not lost.
   */
  readonly replaceAll: (merged: readonly WorkbookEntry[]) => Promise<void>;
  readonly meta: {
    readonly get: <Value>(key: string) => Promise<Value | undefined>;
    readonly set: (key: string, value: unknown) => Promise<void>;
  };
  /** Calls after each change of this tab and of others; returns what ends it. */
  readonly onChange: (listener: () => void) => () => void;
  /** Takes the whole book off this device. */
  readonly erase: () => Promise<void>;
};

/** Opens the book of this device, and makes it the first time. */
export async function openBook(): Promise<Book> {
  const database = await openDB<Schema>(DATABASE, VERSION, {
    upgrade: (made) => {
      made.createObjectStore('entries', { keyPath: 'id' });
      made.createObjectStore('meta');
    },
    // A later version waits in another tab: let it have the book.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  const device = await nameOfDevice(database);
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Set<() => void>();
  const tellHere = (): void => listeners.forEach((listener) => listener());
  channel.addEventListener('message', tellHere);
  const tell = (): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    channel.postMessage(null);
    tellHere();
  };

  return {
    device,
    all: () => database.getAll('entries'),
    put: async (entries, also) => {
      const writing = database.transaction(['entries', 'meta'], 'readwrite');
      const store = writing.objectStore('entries');
      if (also !== undefined) await writing.objectStore('meta').put(also.value, also.key);
      const keep = async (entry: WorkbookEntry): Promise<void> => {
        const known = await store.get(entry.id);
        // A clock that was set back must not make a change look older than what it changes.
        const changedAt = Math.max(Date.now(), (known?.changedAt ?? 0) + 1);
        await store.put(keepPublished({ ...entry, changedAt, device }, known));
      };
      await eachSome(entries, keep);
      await writing.done;
      tell();
    },
    replaceAll: async (merged) => {
      const { store, done } = database.transaction('entries', 'readwrite');
      const here = await store.getAll();
      const known = new Set(here);
      const changed = mergeEntries(here, merged).filter((entry) => !known.has(entry));
      await eachSome(changed, (entry) => store.put(entry));
      await done;
      tell();
    },
    meta: {
      get: async <Value>(key: string) => (await database.get('meta', key)) as Value | undefined,
      set: async (key, value) => {
        await database.put('meta', value, key);
        tell();
      },
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    erase: async () => {
      const erasing = database.transaction(['entries', 'meta'], 'readwrite');
      const meta = erasing.objectStore('meta');
      await Promise.all([erasing.objectStore('entries').clear(), meta.clear()]);
      await meta.put(device, 'device');
      await erasing.done;
      tell();
    },
  };
}

/** A random name, for an entry or a device; fits the key under which it is published once. */
export function newEntryId(): string {
  // Not randomUUID, which a site without https does not have.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Asked for together they come ten times sooner than one by one; too many would hold the page up.
const AT_ONCE = 100;

async function eachSome<Value>(
  values: readonly Value[],
  act: (value: Value) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += AT_ONCE) {
    await Promise.all(values.slice(at, at + AT_ONCE).map(act));
  }
}

/** What was published stays known as published, whichever tab saves an older view of the entry. */
function keepPublished(entry: WorkbookEntry, known: WorkbookEntry | undefined): WorkbookEntry {
  if (known === undefined || known.kind === 'deleted' || entry.kind === 'deleted') return entry;
  return { ...entry, published: entry.published ?? known.published };
}

async function nameOfDevice(database: IDBPDatabase<Schema>): Promise<string> {
  const { store, done } = database.transaction('meta', 'readwrite');
  const known = await store.get('device');
  const device = typeof known === 'string' ? known : newEntryId();
  if (known === undefined) await store.put(device, 'device');
  await done;
  return device;
}
