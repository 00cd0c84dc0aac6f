import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type StoreNames,
} from 'idb';
import { mergeEntries, type LiveEntry, type WorkbookEntry } from '#shared/evidence/workbook.ts';
import { WORKBOOK_DATABASE } from './workbook-database.ts';

const VERSION = 1;
const CHANNEL = 'contrenote-workbook';
const COPY = 'copy';
const COPY_MARK = 'copyMark';

interface Schema extends DBSchema {
  entries: { key: string; value: WorkbookEntry };
  /** Values besides entries: the timer, the outbox. */
  meta: { key: string; value: unknown };
}

/** The workbook on this device (IndexedDB). No network access here. */
export type WorkbookStore = {
  /** Random name of this device, to order concurrent changes. */
  readonly device: string;
  /** Every entry, including tombstones. */
  readonly all: () => Promise<WorkbookEntry[]>;
  /** Does the same as `all`, cached by this page: only changed entries are read again. */
  readonly latest: () => Promise<readonly WorkbookEntry[]>;
  /** One entry; undefined when missing or deleted. */
  readonly get: (id: string) => Promise<LiveEntry | undefined>;
  /** Stores entries as changed now on this device; atomically with a value of `meta`. */
  readonly put: (
    entries: readonly WorkbookEntry[],
    also?: { readonly key: string; readonly value: unknown },
  ) => Promise<void>;
  /** Updates the current version of an entry; a deleted one stays deleted. */
  readonly update: (id: string, change: (now: LiveEntry) => LiveEntry) => Promise<void>;
  /**
   * Merges entries from elsewhere by their time of change: the later version wins, so concurrent
   * changes of another tab are not lost.
   */
  readonly replaceAll: (merged: readonly WorkbookEntry[]) => Promise<void>;
  readonly meta: {
    readonly get: <Value>(key: string) => Promise<Value | undefined>;
    readonly set: (key: string, value: unknown) => Promise<void>;
    /** Updates a value atomically across tabs; returns the stored one. */
    readonly update: <Value>(
      key: string,
      change: (now: Value | undefined) => Value,
    ) => Promise<Value>;
  };
  /** State of the encrypted copy. */
  readonly copy: {
    /**
     * The copy's state, all entries, and a mark that changes with each change of the state and an
     * erasure.
     */
    readonly read: <State>() => Promise<{
      readonly state: State | null;
      readonly mark: string;
      readonly entries: WorkbookEntry[];
    }>;
    /**
     * Stores a state and the merged entries atomically, if the mark is still current, so that
     * nothing stopped or erased meanwhile comes back. A null mark matches any.
     * @returns whether it was stored.
     */
    readonly keep: (
      mark: string | null,
      state: unknown,
      brought?: readonly WorkbookEntry[],
    ) => Promise<boolean>;
  };
  /** Subscribes to changes in this and other tabs; returns the unsubscribe function. */
  readonly onChange: (listener: () => void) => () => void;
  /** Deletes the whole workbook from this device. */
  readonly erase: () => Promise<void>;
};

/** Opens the workbook of this device, creating it the first time. */
export async function openWorkbookStore(): Promise<WorkbookStore> {
  const database = await openDB<Schema>(WORKBOOK_DATABASE, VERSION, {
    upgrade: (made) => {
      made.createObjectStore('entries', { keyPath: 'id' });
      made.createObjectStore('meta');
    },
    // A newer version in another tab waits for the database: close it.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  const device = await nameOfDevice(database);
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Set<() => void>();
  const latest = followEntries(database);
  const tellHere = (changed: Changed): void => {
    latest.changed(changed);
    listeners.forEach((listener) => listener());
  };
  channel.addEventListener('message', ({ data }) => tellHere(data as Changed));
  const tell = (changed: Changed): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    channel.postMessage(changed);
    tellHere(changed);
  };

  // If the clock was set back, a change must not look older than what it changes.
  const stamp = (entry: WorkbookEntry, known: WorkbookEntry | undefined): WorkbookEntry => {
    const changedAt = Math.max(Date.now(), (known?.changedAt ?? 0) + 1);
    return keepPublished({ ...entry, changedAt, device }, known);
  };

  return {
    device,
    all: () => database.getAll('entries'),
    latest: latest.read,
    get: async (id) => {
      const entry = await database.get('entries', id);
      return entry?.kind === 'deleted' ? undefined : entry;
    },
    put: async (entries, also) => {
      const writing = database.transaction(['entries', 'meta'], 'readwrite');
      const store = writing.objectStore('entries');
      if (also !== undefined) await writing.objectStore('meta').put(also.value, also.key);
      await eachSome(entries, async (entry) => store.put(stamp(entry, await store.get(entry.id))));
      await writing.done;
      tell(entries.map(({ id }) => id));
    },
    update: async (id, change) => {
      const { store, done } = database.transaction('entries', 'readwrite');
      const known = await store.get(id);
      if (known !== undefined && known.kind !== 'deleted') {
        await store.put(stamp(change(known), known));
      }
      await done;
      tell([id]);
    },
    replaceAll: async (merged) => {
      const { store, done } = database.transaction('entries', 'readwrite');
      await mergeInto(store, merged);
      await done;
      tell('all');
    },
    meta: {
      get: async <Value>(key: string) => (await database.get('meta', key)) as Value | undefined,
      set: async (key, value) => {
        await database.put('meta', value, key);
        tell([]);
      },
      update: async <Value>(key: string, change: (now: Value | undefined) => Value) => {
        const { store, done } = database.transaction('meta', 'readwrite');
        const value = change((await store.get(key)) as Value | undefined);
        await store.put(value, key);
        await done;
        tell([]);
        return value;
      },
    },
    copy: {
      read: async <State>() => {
        const reading = database.transaction(['entries', 'meta']);
        const meta = reading.objectStore('meta');
        const [state, mark, entries] = await Promise.all([
          meta.get(COPY),
          meta.get(COPY_MARK),
          reading.objectStore('entries').getAll(),
        ]);
        return { state: (state ?? null) as State | null, mark: String(mark ?? ''), entries };
      },
      keep: async (mark, state, brought = []) => {
        const writing = database.transaction(['entries', 'meta'], 'readwrite');
        const meta = writing.objectStore('meta');
        if (mark !== null && mark !== String((await meta.get(COPY_MARK)) ?? '')) return false;
        await meta.put(state, COPY);
        await meta.put(makeEntryId(), COPY_MARK);
        await mergeInto(writing.objectStore('entries'), brought);
        await writing.done;
        tell(brought.length === 0 ? [] : 'all');
        return true;
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
      // Invalidates a synchronisation under way.
      await meta.put(makeEntryId(), COPY_MARK);
      await erasing.done;
      tell('all');
    },
  };
}

/** Ids of changed entries; 'all' where any may have changed. */
type Changed = readonly string[] | 'all';

/**
 * Caches entries for this page. Reading thousands takes a slow phone a tenth of a second or more,
 * so after a change only that entry is read again.
 */
function followEntries(database: IDBPDatabase<Schema>): {
  readonly changed: (changed: Changed) => void;
  readonly read: () => Promise<readonly WorkbookEntry[]>;
} {
  let known = new Map<string, WorkbookEntry>();
  let stale: Set<string> | 'all' = 'all';
  let reading: Promise<unknown> = Promise.resolve();

  async function readStale(): Promise<readonly WorkbookEntry[]> {
    const asked = stale;
    stale = new Set();
    if (asked === 'all') {
      known = new Map((await database.getAll('entries')).map((entry) => [entry.id, entry]));
    } else if (asked.size > 0) {
      const { store } = database.transaction('entries');
      await eachSome([...asked], async (id) => {
        const entry = await store.get(id);
        if (entry !== undefined) known.set(id, entry);
      });
    }
    return [...known.values()];
  }

  return {
    changed: (changed) => {
      if (changed === 'all') stale = 'all';
      else if (stale !== 'all') for (const id of changed) stale.add(id);
    },
    // Serialised: a later read uses the results of an earlier one.
    read: () => {
      const run = reading.then(readStale);
      reading = run.catch(() => (stale = 'all'));
      return run;
    },
  };
}

/** A random id of an entry or a device; valid as an idempotency key. */
export function makeEntryId(): string {
  // Not randomUUID, which is unavailable without https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Concurrent requests are ten times faster; too many would block the page.
const AT_ONCE = 100;

async function eachSome<Value>(
  values: readonly Value[],
  act: (value: Value) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < values.length; at += AT_ONCE) {
    await Promise.all(values.slice(at, at + AT_ONCE).map(act));
  }
}

type EntryStore = IDBPObjectStore<Schema, StoreNames<Schema>[], 'entries', 'readwrite'>;

/** Stores the later version of each entry. */
async function mergeInto(
  store: Pick<EntryStore, 'getAll' | 'put'>,
  merged: readonly WorkbookEntry[],
): Promise<void> {
  if (merged.length === 0) return;
  const here = await store.getAll();
  const known = new Set(here);
  const changed = mergeEntries(here, merged).filter((entry) => !known.has(entry));
  await eachSome(changed, (entry) => store.put(entry));
}

/** Preserves publication when a tab saves an older view of an entry. */
function keepPublished(entry: WorkbookEntry, known: WorkbookEntry | undefined): WorkbookEntry {
  if (known === undefined || known.kind === 'deleted' || entry.kind === 'deleted') return entry;
  return { ...entry, published: entry.published ?? known.published };
}

async function nameOfDevice(database: IDBPDatabase<Schema>): Promise<string> {
  const { store, done } = database.transaction('meta', 'readwrite');
  const known = await store.get('device');
  const device = typeof known === 'string' ? known : makeEntryId();
  if (known === undefined) await store.put(device, 'device');
  await done;
  return device;
}
