import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readVerifierKey, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import { findLastFork, findSuccession } from '#shared/transparency-log/check-log.ts';
import type { SeenLog } from '#shared/transparency-log/verification-findings.ts';
import type { LogDescription } from '#shared/transparency-log/log-entries.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';

/**
 * State of a witness, in files of its folder: one for each address it checked, and one for each log, by
 * origin and public key. Detects a log that shows different histories at two addresses, and an address
 * whose log was replaced by another.
 */
export type WitnessState = {
  /** Last checkpoints seen at this address and of each of its logs. */
  readonly recall: (address: string, logs: readonly LogDescription[]) => Promise<SeenLog[]>;
  /** Whether the address was checked before. */
  readonly knows: (address: string) => Promise<boolean>;
  /**
   * Stores checkpoints of the current log and of the logs that it verifiably follows, which have ended.
   * @param accepted also of logs that it only claims to follow; a person has examined it.
   */
  readonly keep: (
    address: string,
    logs: readonly LogDescription[],
    now: SeenLog,
    accepted: boolean,
  ) => Promise<void>;
};

export function openWitnessState(folder: string): WitnessState {
  const read = (name: string): Promise<SeenLog | null> => readSeen(join(folder, name));
  return {
    recall: async (address, logs) => {
      const names = [addressFile(address), ...(await logFiles(logs.slice(findLastFork(logs))))];
      const seen = await Promise.all(names.map(read));
      const distinct = new Map(seen.flatMap((one) => (one === null ? [] : [[one.note, one]])));
      return [...distinct.values()];
    },
    knows: async (address) => (await read(addressFile(address))) !== null,
    keep: async (address, logs, now, accepted) => {
      const line = accepted
        ? logs.slice(findLastFork(logs))
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

async function logFiles(logs: readonly LogDescription[]): Promise<string[]> {
  const keys = await Promise.all(logs.map(({ key }) => readVerifierKey(nodeCrypto.sha256, key)));
  // By the parsed key, since whitespace would make the line a different one.
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
 * Reads a stored checkpoint; null only where the file does not exist.
 * @throws FetchFailed where it cannot be read: treating that as "never seen" would sign anything.
 */
async function readSeen(path: string): Promise<SeenLog | null> {
  const text = await readFileIfExists(path);
  if (text === null) return null;
  try {
    const { key, note } = JSON.parse(text) as Record<string, unknown>;
    if (typeof key === 'string' && typeof note === 'string') return { key, note };
  } catch {
    // The throw below reports it.
  }
  throw new FetchFailed(`${path} is damaged: put it back from a backup, or remove it to forget`);
}

/**
 * Reads a file; null where it does not exist.
 * @throws FetchFailed where it exists and cannot be read.
 */
export async function readFileIfExists(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new FetchFailed(`${path} cannot be read`, { cause: error });
  }
}

/** Writes a file atomically and syncs it to disk: later signatures must never contradict it. */
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
