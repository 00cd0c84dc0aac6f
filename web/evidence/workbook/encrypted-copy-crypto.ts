import { MAX_COPY_BYTES, MIN_COPY_BYTES } from '#shared/evidence/workbook-copy.ts';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { normalizePassphrase } from './passphrase.ts';

/**
 * The encrypted copy of a workbook, format as in docs/decisions/workbook-copy.md:
 *
 *    0   4  "CNWB"
 *     4   1  version of this format, 1
 *     5   4  rounds of PBKDF2-SHA-256, big-endian
 *     9  16  salt of the passphrase
 *    25  12  nonce, fresh with each copy
 *    37   …  AES-256-GCM of (length, 4 bytes; JSON, gzip; zeros), then its tag of 16 bytes
 *
 * The whole is 4 KiB or a doubling of it. The first 25 bytes and the purpose are additional data.
 */

/** Rounds of PBKDF2, as OWASP recommends for SHA-256. */
export const PBKDF2_ROUNDS = 600_000;
/** Maximum rounds accepted: more would only slow the device down. */
const MAX_ROUNDS = 10_000_000;

const MAGIC = 'CNWB';
const FORMAT = 1;
const PURPOSE = 'contrenote workbook copy';
const SALT_AT = 9;
const NONCE_AT = 25;
const SEALED_AT = 37;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;

/** The key of a workbook's copies; not extractable. */
export type CopyKey = {
  readonly key: CryptoKey;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
};

/** Why a copy cannot be opened. */
export type CopyFault = 'wrong-passphrase' | 'damaged' | 'newer-format' | 'too-large';
export class CopyError extends Error {
  readonly fault: CopyFault;

  constructor(fault: CopyFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Derives a key for a new copy, with a fresh salt. */
export function makeCopyKey(passphrase: string): Promise<CopyKey> {
  return deriveKey(passphrase, crypto.getRandomValues(new Uint8Array(16)), PBKDF2_ROUNDS);
}

/**
 * Derives the key of an existing copy from its passphrase.
 * @throws CopyError wrong-passphrase, damaged or newer-format.
 */
export async function unlockCopy(
  passphrase: string,
  copy: Uint8Array<ArrayBuffer>,
): Promise<{ key: CopyKey; entries: WorkbookEntry[] }> {
  const { salt, rounds } = readHead(copy);
  const key = await deriveKey(passphrase, salt, rounds);
  return { key, entries: await decryptCopy(key, copy) };
}

async function deriveKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CopyKey> {
  const words = new TextEncoder().encode(normalizePassphrase(passphrase));
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
  return { key, salt, rounds };
}

/**
 * Encrypts a workbook; never twice the same.
 * @throws CopyError too-large.
 */
export async function encryptCopy(
  { key, salt, rounds }: CopyKey,
  entries: readonly WorkbookEntry[],
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await pipe(new TextEncoder().encode(JSON.stringify(entries)), 'compress');
  const bytes = new Uint8Array(sizeFor(SEALED_AT + LENGTH_BYTES + packed.length + TAG_BYTES));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint8(MAGIC.length, FORMAT);
  view.setUint32(MAGIC.length + 1, rounds);
  bytes.set(salt, SALT_AT);
  bytes.set(crypto.getRandomValues(new Uint8Array(SEALED_AT - NONCE_AT)), NONCE_AT);

  const plain = new Uint8Array(bytes.length - SEALED_AT - TAG_BYTES);
  new DataView(plain.buffer).setUint32(0, packed.length);
  plain.set(packed, LENGTH_BYTES);
  bytes.set(
    new Uint8Array(await crypto.subtle.encrypt(parametersOf(bytes), key, plain)),
    SEALED_AT,
  );
  return bytes;
}

/**
 * Decrypts a copy.
 * @throws CopyError wrong-passphrase for another key, or changed bytes.
 */
export async function decryptCopy(
  { key }: CopyKey,
  copy: Uint8Array<ArrayBuffer>,
): Promise<WorkbookEntry[]> {
  readHead(copy);
  const opened = await crypto.subtle
    .decrypt(parametersOf(copy), key, copy.subarray(SEALED_AT))
    .catch(() => {
      throw new CopyError('wrong-passphrase');
    });
  const length = new DataView(opened).getUint32(0);
  const packed = new Uint8Array(opened, LENGTH_BYTES, length);
  const json = new TextDecoder().decode(await pipe(packed, 'decompress'));
  // Authenticated: made by a device with the passphrase, so it is trusted like our own.
  return JSON.parse(json) as WorkbookEntry[];
}

/** Whether a key belongs to a copy: another passphrase has another salt. */
export function isKeyOfCopy({ salt }: CopyKey, copy: Uint8Array<ArrayBuffer>): boolean {
  return readHead(copy).salt.every((byte, index) => byte === salt[index]);
}

function readHead(copy: Uint8Array<ArrayBuffer>): {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
} {
  const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  const magic = new TextDecoder().decode(copy.subarray(0, MAGIC.length));
  if (copy.length < MIN_COPY_BYTES || magic !== MAGIC) throw new CopyError('damaged');
  if (view.getUint8(MAGIC.length) !== FORMAT) throw new CopyError('newer-format');
  const rounds = view.getUint32(MAGIC.length + 1);
  // A malicious server could otherwise make the device derive for hours, or with too few rounds.
  if (rounds < PBKDF2_ROUNDS || rounds > MAX_ROUNDS) throw new CopyError('damaged');
  return { salt: copy.slice(SALT_AT, NONCE_AT), rounds };
}

function parametersOf(copy: Uint8Array<ArrayBuffer>): AesGcmParams {
  const purpose = new TextEncoder().encode(PURPOSE);
  const head = copy.subarray(0, NONCE_AT);
  const additionalData = new Uint8Array(purpose.length + head.length);
  additionalData.set(purpose);
  additionalData.set(head, purpose.length);
  return { name: 'AES-GCM', iv: copy.slice(NONCE_AT, SEALED_AT), additionalData };
}

/** The padded size for a number of bytes: the server sees only one of ten sizes. */
function sizeFor(bytes: number): number {
  let size = MIN_COPY_BYTES;
  while (size < bytes) size *= 2;
  if (size > MAX_COPY_BYTES) throw new CopyError('too-large');
  return size;
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  way: 'compress' | 'decompress',
): Promise<Uint8Array<ArrayBuffer>> {
  const through =
    way === 'compress' ? new CompressionStream('gzip') : new DecompressionStream('gzip');
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
