import { InvalidBackup } from './invalid-backup.ts';
import { readBytes } from './byte-reader.ts';

export type BackupFile = { readonly name: string; readonly bytes: Buffer };

const BLOCK = 512;
const MAX_NAME = 100;
/** Maximum size of a file inside a backup; a larger one is no backup and must not fill memory. */
const MAX_ENTRY_BYTES = 256 * 1024 * 1024;
const CHECKSUM_AT = 148;

/** Makes a tar entry (POSIX ustar) of header, bytes and padding, which any tar can read. */
export function tarEntry({ name, bytes }: BackupFile, modifiedAt: Date): Buffer[] {
  if (Buffer.byteLength(name) > MAX_NAME) throw new Error(`${name} is too long for a tar`);
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): number => header.write(text, at, 'latin1');
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  put(name, 0);
  put(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  put(`${octal(bytes.length, 11)}\0${octal(Math.floor(modifiedAt.getTime() / 1000), 11)}\0`, 124);
  put('        0', CHECKSUM_AT);
  put('ustar\u000000', 257);
  put(`${octal(sumOf(header), 6)}\0 `, CHECKSUM_AT);
  return [header, bytes, Buffer.alloc(paddingOf(bytes.length))];
}

/** The two empty blocks that end a tar. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/**
 * Reads the files of a tar in sequence, each whole.
 * @throws InvalidBackup when it is no tar or truncated.
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<BackupFile> {
  const reader = readBytes(source);
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const said = parseInt(header.toString('latin1', CHECKSUM_AT, CHECKSUM_AT + 8), 8);
    header.fill(' ', CHECKSUM_AT, CHECKSUM_AT + 8);
    if (said !== sumOf(header)) throw new InvalidBackup('This file is not a backup of this site.');
    const name = header.toString('latin1', 0, MAX_NAME).replace(/\0.*$/s, '');
    const size = parseInt(header.toString('latin1', 124, 136), 8);
    if (!(size <= MAX_ENTRY_BYTES)) throw new InvalidBackup(`${name} in the backup is too large.`);
    const bytes = await reader.take(size);
    await reader.take(paddingOf(size));
    yield { name, bytes };
  }
  await reader.end();
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
