import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Slip } from './slip.ts';

const DATABASE = 'contrenote-pledges';
const VERSION = 1;
const CHANNEL = 'contrenote-pledges';

interface Schema extends DBSchema {
  slips: { key: [account: string, boycott: string]; value: Slip };
}

/** The keys that this device has made, one for each account and boycott. Nothing in here knows the network. */
export type Slips = {
  readonly all: () => Promise<Slip[]>;
  readonly get: (account: string, boycott: string) => Promise<Slip | undefined>;
  /** Keeps a new one, unless another tab was sooner. @returns the one that is kept. */
  readonly add: (slip: Slip) => Promise<Slip>;
  /** Changes one as it is now, whatever other tabs do meanwhile; undefined where it is gone. */
  readonly update: (
    of: Pick<Slip, 'account' | 'boycott'>,
    change: (now: Slip) => Slip,
  ) => Promise<Slip | undefined>;
  readonly forget: (of: Pick<Slip, 'account' | 'boycott'>) => Promise<void>;
  /** Takes all keys of an account off this device. */
  readonly forgetAll: (account: string) => Promise<void>;
  /** Calls after each change of this tab and of others; returns what ends it. */
  readonly onChange: (listener: () => void) => () => void;
};

let opened: Promise<Slips> | null = null;

/** Opens the keys of this device. @throws where the browser keeps nothing. */
export function openSlips(): Promise<Slips> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<Slips> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(DATABASE, VERSION, {
    upgrade: (made) => {
      made.createObjectStore('slips', { keyPath: ['account', 'boycott'] });
    },
    // A later version waits in another tab: let it have them.
    blocking: (_, __, event) => {
      opened = null;
      (event.target as IDBDatabase).close();
    },
  });
  const channel = new BroadcastChannel(CHANNEL);
  const listeners = new Set<() => void>();
  channel.addEventListener('message', () => listeners.forEach((listener) => listener()));
  const tell = (): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    channel.postMessage('changed');
    listeners.forEach((listener) => listener());
  };

  return {
    all: () => database.getAll('slips'),
    get: (account, boycott) => database.get('slips', [account, boycott]),
    add: async (slip) => {
      const { store, done } = database.transaction('slips', 'readwrite');
      const known = await store.get([slip.account, slip.boycott]);
      if (known === undefined) await store.put(slip);
      await done;
      tell();
      return known ?? slip;
    },
    update: async ({ account, boycott }, change) => {
      const { store, done } = database.transaction('slips', 'readwrite');
      const known = await store.get([account, boycott]);
      const next = known === undefined ? undefined : change(known);
      if (next !== undefined && next !== known) await store.put(next);
      await done;
      if (next !== known) tell();
      return next;
    },
    forget: async ({ account, boycott }) => {
      await database.delete('slips', [account, boycott]);
      tell();
    },
    forgetAll: async (account) => {
      const { store, done } = database.transaction('slips', 'readwrite');
      for (const key of await store.getAllKeys()) if (key[0] === account) await store.delete(key);
      await done;
      tell();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
