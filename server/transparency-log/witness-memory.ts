import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readVerifierKey, toBase64 } from '#shared/core/notes.ts';
import { beginningOf, findSuccession } from '#shared/transparency-log/record-check.ts';
import type { SeenRecord } from '#shared/transparency-log/record-findings.ts';
import type { RecordLog } from '#shared/transparency-log/record.ts';
import { nodeCrypto } from './ed25519.ts';
import { NoAnswer } from './patient-fetch.ts';

/**
 * What a witness saw, in files of its folder: one for each address that it looked at, and one for each
 * log, by its origin and public key. So whoever shows two pasts of one log at two addresses is found,
 * and an address whose log was exchanged for another too.
 */
export type WitnessMemory = {
  /** What was seen at this address, and of any of the logs that it shows. */
  readonly recall: (address: string, logs: readonly RecordLog[]) => Promise<SeenRecord[]>;
  /** Whether anything was seen at this address. */
  readonly knows: (address: string) => Promise<boolean>;
  /**
   * Keeps what was seen: of the log in force, and of those that it follows from, which ended with it.
   * @param accepted also of those it only claims to follow from: a person has looked into it.
   */
  readonly keep: (
    address: string,
    logs: readonly RecordLog[],
    now: SeenRecord,
    accepted: boolean,
  ) => Promise<void>;
};

export function openMemory(folder: string): WitnessMemory {
  const read = (name: string): Promise<SeenRecord | null> => readSeen(join(folder, name));
  return {
    recall: async (address, logs) => {
      const names = [addressFile(address), ...(await logFiles(logs.slice(beginningOf(logs))))];
      const seen = await Promise.all(names.map(read));
      const distinct = new Map(seen.flatMap((one) => (one === null ? [] : [[one.note, one]])));
      return [...distinct.values()];
    },
    knows: async (address) => (await read(addressFile(address))) !== null,
    keep: async (address, logs, now, accepted) => {
      const line = accepted
        ? logs.slice(beginningOf(logs))
        : await findSuccession(nodeCrypto, logs);
      for (const name of [addressFile(address), ...(await logFiles(line))]) {
        await writeSynced(join(folder, name), JSON.stringify(now));
      }
    },
  };
}

function addressFile(address: string): string {
  return `${hashOf(address).slice(0, 16)}.json`;
}

async function logFiles(logs: readonly RecordLog[]): Promise<string[]> {
  const keys = await Promise.all(logs.map(({ key }) => readVerifierKey(nodeCrypto.sha256, key)));
  // Not by the line as it was sent: with a space more it would be another one.
  return keys.flatMap((key) =>
    key === null
      ? []
      : [`log-${hashOf(`${key.name}\n${toBase64(key.publicKey)}`).slice(0, 32)}.json`],
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Null only where there is no such file.
 * @throws NoAnswer where it cannot be read: who takes that for "never seen" signs anything.
 */
async function readSeen(path: string): Promise<SeenRecord | null> {
  const text = await readIfThere(path);
  if (text === null) return null;
  try {
    const { key, note } = JSON.parse(text) as Record<string, unknown>;
    if (typeof key === 'string' && typeof note === 'string') return { key, note };
  } catch {
    // Said below.
  }
  throw new NoAnswer(`${path} is damaged: put it back from a backup, or remove it to forget`);
}

/** @throws NoAnswer where it is there and cannot be read. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new NoAnswer(`${path} cannot be read`, { cause: error });
  }
}

/** As a whole or not at all, and on the disk: what is signed next must never contradict it. */
async function writeSynced(path: string, text: string): Promise<void> {
  const unfinished = `${path}.new`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}
