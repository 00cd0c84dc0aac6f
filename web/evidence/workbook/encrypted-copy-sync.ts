import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import {
  CopyError,
  isKeyOfCopy,
  makeCopyKey,
  decryptCopy,
  encryptCopy,
  unlockCopy,
  type CopyFault,
  type CopyKey,
} from './encrypted-copy-crypto.ts';
import type { WorkbookStore } from './workbook-store.ts';

/** State of the encrypted copy on this device: its key, and the version last synced. */
export type EncryptedCopyState = {
  readonly key: CopyKey;
  /** Version of the copy last saved or read; 0 before the first. */
  readonly version: number;
  readonly bytes: number;
  readonly savedAt: number | null;
  /** A fingerprint of the copy's content, so that nothing is sent twice. */
  readonly fingerprint: string;
};

/** The result of a synchronisation. */
export type CopySyncResult =
  | 'saved'
  | 'unchanged'
  | 'off'
  | 'signed-out'
  | 'no-line'
  /** The copy was deleted by another device, or another member is signed in. */
  | 'gone'
  /** Another device replaced the copy by one with another passphrase. */
  | 'other-passphrase'
  | 'too-many'
  | 'failed'
  | CopyFault;

type CopyBook = Pick<WorkbookStore, 'copy'>;
type Fetched = { version: number; bytes: number; copy: Uint8Array<ArrayBuffer> | null };

const PATH = '/api/workbook/copy';
// Each retry means that another device saved in between; after this many something else is wrong.
const TRIES = 6;

/** The state of the copy on this device; null without one. */
export async function readCopyState(book: CopyBook): Promise<EncryptedCopyState | null> {
  return (await book.copy.read<EncryptedCopyState>()).state;
}

/** Whether the workbook changed since the copy was saved. */
export async function isCopyBehind(book: CopyBook): Promise<boolean> {
  const { state, entries } = await book.copy.read<EncryptedCopyState>();
  return state !== null && state.fingerprint !== (await fingerprintOf(entries));
}

/** Makes the first copy, with a passphrase that she has written down. */
export async function createEncryptedCopy(
  book: CopyBook,
  passphrase: string,
): Promise<CopySyncResult> {
  const { mark } = await book.copy.read();
  const key = await makeCopyKey(passphrase);
  const state: EncryptedCopyState = { key, version: 0, bytes: 0, savedAt: null, fingerprint: '' };
  if (!(await book.copy.keep(mark, state))) return 'off';
  const result = await syncEncryptedCopy(book);
  // Another device created a copy with its own passphrase first.
  if (result === 'other-passphrase') await forgetCopyKey(book);
  return result;
}

/** Merges another device's copy into this workbook, with its passphrase. */
export async function joinEncryptedCopy(
  book: CopyBook,
  passphrase: string,
): Promise<CopySyncResult> {
  try {
    const { mark } = await book.copy.read();
    const { version, bytes, copy } = await fetchCopy(0);
    if (copy === null) return 'failed';
    const { key, entries } = await unlockCopy(passphrase, copy);
    const state: EncryptedCopyState = { key, version, bytes, savedAt: null, fingerprint: '' };
    if (!(await book.copy.keep(mark, state, entries))) return 'off';
    return await syncEncryptedCopy(book);
  } catch (error) {
    return toResult(error);
  }
}

/** Deletes the key on this device; the copy stays on the server. */
export async function forgetCopyKey(book: CopyBook): Promise<void> {
  await book.copy.keep(null, null);
}

/** Deletes the copy on the server, and its key on this device. */
export async function deleteEncryptedCopy(book: CopyBook): Promise<CopySyncResult> {
  try {
    await send('POST', `${PATH}/delete`, {});
  } catch (error) {
    if (toResult(error) !== 'gone') return toResult(error);
  }
  await forgetCopyKey(book);
  return 'saved';
}

/** Fetches the size of the server's copy in bytes; null without one, a result when it fails. */
export async function fetchCopySize(): Promise<number | null | CopySyncResult> {
  try {
    return (await fetchCopy(0)).bytes;
  } catch (error) {
    const result = toResult(error);
    return result === 'gone' ? null : result;
  }
}

/** Merges with other devices' changes, then saves the result. */
export async function syncEncryptedCopy(book: CopyBook): Promise<CopySyncResult> {
  try {
    for (let tries = TRIES; tries > 0; tries -= 1) {
      const result = await exchange(book);
      if (result !== 'conflict') return result;
    }
    return 'failed';
  } catch (error) {
    return toResult(error);
  }
}

async function exchange(book: CopyBook): Promise<CopySyncResult | 'conflict'> {
  const { state, mark } = await book.copy.read<EncryptedCopyState>();
  if (state === null) return 'off';
  const theirs = await fetchTheirs(state);
  if (theirs !== null && theirs.copy !== null) {
    if (!isKeyOfCopy(state.key, theirs.copy)) return 'other-passphrase';
    const entries = await decryptCopy(state.key, theirs.copy);
    const { version, bytes } = theirs;
    const fingerprint = await fingerprintOf(entries);
    const next: EncryptedCopyState = { ...state, version, bytes, savedAt: Date.now(), fingerprint };
    // The copy was turned off, erased or synced by another tab meanwhile: start again.
    if (!(await book.copy.keep(mark, next, entries))) return 'conflict';
  }
  return push(book);
}

async function push(book: CopyBook): Promise<CopySyncResult | 'conflict'> {
  // Read atomically: an erased workbook must not be taken for one that she emptied.
  const { state, mark, entries } = await book.copy.read<EncryptedCopyState>();
  if (state === null) return 'off';
  const fingerprint = await fingerprintOf(entries);
  if (state.version !== 0 && state.fingerprint === fingerprint) return 'unchanged';
  const copy = await encryptCopy(state.key, entries);
  const response = await send('POST', PATH, { base: state.version, data: toBase64(copy) }, [409]);
  if (response.status === 409) return 'conflict';
  const { version } = (await response.json()) as { version: number };
  const bytes = copy.length;
  const next: EncryptedCopyState = { ...state, version, bytes, savedAt: Date.now(), fingerprint };
  return (await book.copy.keep(mark, next)) ? 'saved' : 'conflict';
}

/** The server's copy; null before the first one. */
async function fetchTheirs({ version }: EncryptedCopyState): Promise<Fetched | null> {
  try {
    return await fetchCopy(version);
  } catch (error) {
    if (version === 0 && toResult(error) === 'gone') return null;
    throw error;
  }
}

async function fetchCopy(known: number): Promise<Fetched> {
  const response = await send('GET', `${PATH}?known=${known}`);
  const { data, ...rest } = (await response.json()) as {
    version: number;
    bytes: number;
    data: string | null;
  };
  return { ...rest, copy: data === null ? null : fromBase64(data) };
}

class RequestRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(String(status));
    this.status = status;
  }
}

async function send(
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  expected: readonly number[] = [],
): Promise<Response> {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok && !expected.includes(response.status))
    throw new RequestRefused(response.status);
  return response;
}

const REFUSALS: Readonly<Record<number, CopySyncResult>> = {
  401: 'signed-out',
  404: 'gone',
  413: 'too-large',
  429: 'too-many',
};

function toResult(error: unknown): CopySyncResult {
  if (error instanceof CopyError) return error.fault;
  if (error instanceof RequestRefused) return REFUSALS[error.status] ?? 'failed';
  // fetch throws a TypeError when there is no connection.
  return error instanceof TypeError ? 'no-line' : 'failed';
}

/** A fingerprint of entries, whatever their order. */
async function fingerprintOf(entries: readonly WorkbookEntry[]): Promise<string> {
  const versions = entries.map((entry) => {
    const { id, changedAt, device } = entry;
    const published = entry.kind === 'deleted' ? null : entry.published;
    return `${id} ${changedAt} ${device} ${published?.id ?? ''}`;
  });
  const text = new TextEncoder().encode(versions.toSorted().join('\n'));
  const digest = await crypto.subtle.digest('SHA-256', text);
  return toBase64(new Uint8Array(digest));
}

// As many arguments as every engine accepts.
const SLICE = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SLICE) {
    text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
