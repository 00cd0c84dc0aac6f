import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PledgeCredential } from './pledge-credential.ts';

const DATABASE = 'contrenote-pledges';
const VERSION = 1;
const CHANNEL = 'contrenote-pledges';

interface Schema extends DBSchema {
  /** The store keeps the name that older versions gave it on devices. */
  slips: { key: [account: string, boycott: string]; value: PledgeCredential };
}

/** The pledge keys of this device, one per account and boycott. No network access here. */
export type CredentialStore = {
  readonly all: () => Promise<PledgeCredential[]>;
  readonly get: (account: string, boycott: string) => Promise<PledgeCredential | undefined>;
  /** Adds a credential, unless another tab was faster. @returns the stored one. */
  readonly add: (credential: PledgeCredential) => Promise<PledgeCredential>;
  /** Updates a credential atomically across tabs; undefined when it is gone. */
  readonly update: (
    of: Pick<PledgeCredential, 'account' | 'boycott'>,
    change: (now: PledgeCredential) => PledgeCredential,
  ) => Promise<PledgeCredential | undefined>;
  readonly forget: (of: Pick<PledgeCredential, 'account' | 'boycott'>) => Promise<void>;
  /** Deletes all keys of an account from this device. */
  readonly forgetAll: (account: string) => Promise<void>;
  /** Subscribes to changes in this and other tabs; returns the unsubscribe function. */
  readonly onChange: (listener: () => void) => () => void;
};

let opened: Promise<CredentialStore> | null = null;

/** Opens the key database of this device. @throws when the browser has no storage. */
export function openCredentialStore(): Promise<CredentialStore> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<CredentialStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(DATABASE, VERSION, {
    upgrade: (made) => {
      made.createObjectStore('slips', { keyPath: ['account', 'boycott'] });
    },
    // A newer version in another tab waits for the database: close it.
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
    add: async (credential) => {
      const { store, done } = database.transaction('slips', 'readwrite');
      const known = await store.get([credential.account, credential.boycott]);
      if (known === undefined) await store.put(credential);
      await done;
      tell();
      return known ?? credential;
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
