import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { PledgeCredential } from './pledge-credential.ts';
import { drawCarrySecret } from './pledge-derivation.ts';

const DATABASE = 'contrenote-pledges';
const VERSION = 2;
const CHANNEL = 'contrenote-pledges';

interface Schema extends DBSchema {
  /** The store keeps the name that older versions gave it on devices. */
  slips: { key: [account: string, boycott: string]; value: PledgeCredential };
  carrySecrets: { key: string; value: CarrySecret };
}

/** The secret of which an account's next pledges are derived on this device. */
export type CarrySecret = {
  readonly account: string;
  readonly secret: Uint8Array<ArrayBuffer>;
  /** Boycotts whose token the site gave to another secret: asking again would be useless. */
  readonly takenElsewhere: readonly string[];
};

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
  /**
   * Deletes a credential, and its secret wherever it is kept here, since that would bring it back. Other
   * pledges of that secret stay, and can be carried no more.
   */
  readonly eraseWithSecret: (of: PledgeCredential) => Promise<void>;
  readonly secretOf: (account: string) => Promise<CarrySecret | undefined>;
  /** The account's secret, drawn if there is none. */
  readonly makeSecret: (account: string) => Promise<CarrySecret>;
  /** Replaces the account's secret by one that she carried here. */
  readonly adoptSecret: (account: string, secret: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Remembers that the site gave a boycott's token to another secret than this one. */
  readonly markTakenElsewhere: (of: PledgeCredential) => Promise<void>;
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
    upgrade: (made, before) => {
      if (before < 1) made.createObjectStore('slips', { keyPath: ['account', 'boycott'] });
      made.createObjectStore('carrySecrets', { keyPath: 'account' });
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
    eraseWithSecret: async ({ account, boycott, carrySecret }) => {
      const all = database.transaction(['slips', 'carrySecrets'], 'readwrite');
      const [slips, secrets] = [all.objectStore('slips'), all.objectStore('carrySecrets')];
      await slips.delete([account, boycott]);
      for (const one of await slips.getAll()) {
        const { carrySecret: its, ...rest } = one;
        if (one.account === account && isSameSecret(its, carrySecret)) await slips.put(rest);
      }
      if (isSameSecret((await secrets.get(account))?.secret, carrySecret))
        await secrets.delete(account);
      await all.done;
      tell();
    },
    secretOf: (account) => database.get('carrySecrets', account),
    makeSecret: async (account) => {
      const { store, done } = database.transaction('carrySecrets', 'readwrite');
      const known = await store.get(account);
      const secret = known ?? { account, secret: drawCarrySecret(), takenElsewhere: [] };
      if (known === undefined) await store.put(secret);
      await done;
      return secret;
    },
    adoptSecret: async (account, secret) => {
      const { store, done } = database.transaction('carrySecrets', 'readwrite');
      if (!isSameSecret((await store.get(account))?.secret, secret)) {
        await store.put({ account, secret, takenElsewhere: [] });
      }
      await done;
    },
    markTakenElsewhere: async ({ account, boycott, carrySecret }) => {
      const { store, done } = database.transaction('carrySecrets', 'readwrite');
      const known = await store.get(account);
      if (known !== undefined && isSameSecret(known.secret, carrySecret)) {
        await store.put({ ...known, takenElsewhere: [...known.takenElsewhere, boycott] });
      }
      await done;
    },
    forgetAll: async (account) => {
      await database.delete('carrySecrets', account);
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

/** Whether two secrets are there and are the same. */
export function isSameSecret(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && one.join() === other.join();
}
