import { openDB, type DBSchema } from 'idb';
import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { MODULUS_BITS } from '#shared/collective/blind-signing.ts';
import { parseBase64UrlNumber } from '#web/collective/blind-signing/blind-signatures.ts';
import type { RsaPrivateNumbers } from '#web/collective/blind-signing/blind-rsa.ts';
import { saveItem } from '#web/enhance/device-storage.ts';

const DATABASE = 'contrenote-organisers';
const VERSION = 1;
/**
 * Local storage key, set once a key was made here, so that other pages need not open the database.
 */
const MARK = 'contrenote.organises';
const PARTS = ['n', 'e', 'p', 'q', 'dp', 'dq', 'qi'] as const;

/** An organiser's key made on this device, which it never leaves. */
export type OrganiserKey = {
  /** The account's alias; other accounts on this device never use it. */
  readonly account: string;
  readonly boycott: string;
  readonly rank: PledgeRank;
  /** SubjectPublicKeyInfo, base64: the only part that the site has. */
  readonly publicKey: string;
  /** The private key's numbers, base64url, as exported by browsers. */
  readonly secret: Readonly<Record<(typeof PARTS)[number], string>>;
  /** SHA-256 of each blinded message that it signed, base64. */
  readonly signed: readonly string[];
};

interface Schema extends DBSchema {
  keys: { key: [account: string, boycott: string, rank: string]; value: OrganiserKey };
}

type At = Pick<OrganiserKey, 'account' | 'boycott' | 'rank'>;

export type OrganiserKeyStore = {
  readonly get: (at: At) => Promise<OrganiserKey | undefined>;
  readonly put: (keys: readonly OrganiserKey[]) => Promise<void>;
  /** Deletes all keys of an account from this device. */
  readonly forgetAll: (account: string) => Promise<void>;
};

let opened: Promise<OrganiserKeyStore> | null = null;

/** Opens the key database of this device. @throws when the browser has no storage. */
export function openOrganiserKeyStore(): Promise<OrganiserKeyStore> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<OrganiserKeyStore> {
  const database = await openDB<Schema>(DATABASE, VERSION, {
    upgrade: (made) => {
      made.createObjectStore('keys', { keyPath: ['account', 'boycott', 'rank'] });
    },
    // A newer version in another tab waits for the database: close it.
    blocking: (_, __, event) => {
      opened = null;
      (event.target as IDBDatabase).close();
    },
  });
  return {
    get: ({ account, boycott, rank }) => database.get('keys', [account, boycott, rank]),
    put: async (keys) => {
      const { store, done } = database.transaction('keys', 'readwrite');
      for (const key of keys) await store.put(key);
      await done;
      // Without the mark other pages do not look for requests to sign.
      saveItem(MARK, '1');
    },
    forgetAll: async (account) => {
      const { store, done } = database.transaction('keys', 'readwrite');
      for (const key of await store.getAllKeys()) if (key[0] === account) await store.delete(key);
      await done;
    },
  };
}

/** Generates a key of the required size. */
export async function makeOrganiserKey(at: At): Promise<OrganiserKey> {
  const pair = await crypto.subtle.generateKey(
    {
      name: 'RSA-PSS',
      hash: 'SHA-384',
      modulusLength: MODULUS_BITS,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  );
  const [spki, exported] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('jwk', pair.privateKey),
  ]);
  const secret = Object.fromEntries(PARTS.map((part) => [part, exported[part] ?? '']));
  return {
    ...at,
    publicKey: toBase64(new Uint8Array(spki)),
    secret: secret as OrganiserKey['secret'],
    signed: [],
  };
}

/** Parses the numbers of a key. */
export function privateNumbersOf({ secret }: Pick<OrganiserKey, 'secret'>): RsaPrivateNumbers {
  const numbers = PARTS.map((part) => [part, parseBase64UrlNumber(secret[part])] as const);
  return Object.fromEntries(numbers) as RsaPrivateNumbers;
}
