import {
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type StoreNames,
} from 'idb';
import { mergeEntries, type LiveEntry, type WorkbookEntry } from '#shared/identity/workbook.ts';

const DATABASE = 'contrenote-workbook';
const VERSION = 1;
const CHANNEL = 'contrenote-workbook';
const COPY = 'copy';
const COPY_MARK = 'copyMark';

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
  /** The same as this page knows them: after the first time, only what changed is read again. */
  readonly latest: () => Promise<readonly WorkbookEntry[]>;
  /** One entry; undefined where there is none, or it was deleted. */
  readonly get: (id: string) => Promise<LiveEntry | undefined>;
  /** Keeps entries as changed now, on this device; with them, all or nothing, a value of `meta`. */
  readonly put: (
    entries: readonly WorkbookEntry[],
    also?: { readonly key: string; readonly value: unknown },
  ) => Promise<void>;
  /** Changes an entry as it is now, however old the view of it; a deleted one stays deleted. */
  readonly update: (id: string, change: (now: LiveEntry) => LiveEntry) => Promise<void>;
  /**
   * Keeps entries that come from elsewhere with the time of their change: the later version of each
   * stands, so what was written meanwhile in another tab is not lost.
   */
  readonly replaceAll: (merged: readonly WorkbookEntry[]) => Promise<void>;
  readonly meta: {
    readonly get: <Value>(key: string) => Promise<Value | undefined>;
    readonly set: (key: string, value: unknown) => Promise<void>;
    /** Changes a value as it is now, whatever other tabs do meanwhile; returns what is kept. */
    readonly update: <Value>(
      key: string,
      change: (now: Value | undefined) => Value,
    ) => Promise<Value>;
  };
  /** What the encrypted copy starts from, and what it leaves. */
  readonly copy: {
    /** Its state, with all entries, and a mark that each change of the state and an erasure renew. */
    readonly read: <State>() => Promise<{
      readonly state: State | null;
      readonly mark: string;
      readonly entries: WorkbookEntry[];
    }>;
    /**
     * Keeps a state, and the entries that the copy brought, all or nothing. Where the mark is no
     * longer the book's, nothing is kept: what was stopped or erased meanwhile does not come back.
     * A mark of null is any.
     * @returns whether it was kept.
     */
    readonly keep: (
      mark: string | null,
      state: unknown,
      brought?: readonly WorkbookEntry[],
    ) => Promise<boolean>;
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

  // A clock that was set back must not make a change look older than what it changes.
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
        await meta.put(newEntryId(), COPY_MARK);
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
      // An exchange with the copy that is under way ends here.
      await meta.put(newEntryId(), COPY_MARK);
      await erasing.done;
      tell('all');
    },
  };
}

/** Which entries were changed, by their ids. */
type Changed = readonly string[] | 'all';

/**
 * The entries as this page knows them. Thousands take a slow phone a tenth of a second and more to
 * read, so that after a tap only the one that it changed is read again.
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
    // One after the other: a later one knows what an earlier one has read.
    read: () => {
      const run = reading.then(readStale);
      reading = run.catch(() => (stale = 'all'));
      return run;
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

type EntryStore = IDBPObjectStore<Schema, StoreNames<Schema>[], 'entries', 'readwrite'>;

/** Keeps the later version of each entry. */
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
