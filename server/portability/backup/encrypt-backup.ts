import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { InvalidBackup } from './invalid-backup.ts';
import { readBytes } from './byte-reader.ts';

/** Magic bytes of an encrypted file; 16 bytes of salt follow, then the chunks. */
export const ENCRYPTED_MAGIC = Buffer.from('contrenote backup, sealed 1\n');
export const MIN_PASSPHRASE_LENGTH = 12;

const SALT_BYTES = 16;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** Parameters of scrypt: a guess of the passphrase takes 64 MB and a quarter of a second. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

/**
 * Encrypts a stream with a passphrase: AES-256-GCM over chunks of 64 KiB, numbered and the last one
 * marked, so that none can be changed, moved or dropped. The key is derived with scrypt and a fresh
 * salt.
 */
export async function* encryptStream(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(passphrase, salt);
  yield Buffer.concat([ENCRYPTED_MAGIC, salt]);
  const reader = readBytes(source);
  let chunk = await reader.takeUpTo(CHUNK_BYTES);
  for (let number = 0; ; number += 1) {
    const next = await reader.takeUpTo(CHUNK_BYTES);
    const last = next.length === 0;
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, last));
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
    if (last) return;
    chunk = next;
  }
}

/**
 * Decrypts the output of `encryptStream`.
 * @throws InvalidBackup for a wrong passphrase, or changed or truncated data.
 */
export async function* decryptStream(
  source: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Buffer> {
  const reader = readBytes(source);
  const magic = await reader.take(ENCRYPTED_MAGIC.length);
  if (!magic.equals(ENCRYPTED_MAGIC)) throw new InvalidBackup('This file is not a sealed backup.');
  const key = await keyOf(passphrase, await reader.take(SALT_BYTES));
  let sealed = await reader.takeUpTo(CHUNK_BYTES + TAG_BYTES);
  for (let number = 0; ; number += 1) {
    const next = await reader.takeUpTo(CHUNK_BYTES + TAG_BYTES);
    const last = next.length === 0;
    yield open(key, nonceOf(number, last), sealed, number);
    if (last) return;
    sealed = next;
  }
}

function open(key: Buffer, nonce: Buffer, sealed: Buffer, number: number): Buffer {
  if (sealed.length < TAG_BYTES) throw new InvalidBackup('The backup was cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new InvalidBackup(
      number === 0
        ? 'This passphrase does not open the backup, or its beginning was changed.'
        : 'The backup was changed or cut short: take another one.',
    );
  }
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, SCRYPT, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
