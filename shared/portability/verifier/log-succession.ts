import { bytesEqual, type Hash } from '#shared/transparency-log/merkle.ts';
import {
  openCheckpoint,
  readCheckpoint,
  readNote,
  readVerifierKey,
  type Checkpoint,
  type NoteCrypto,
} from '#shared/transparency-log/signed-notes.ts';
import { NEXT_KEY_PREFIX, classifySuccession } from '#shared/transparency-log/check-log.ts';
import type { LogDescription } from '#shared/transparency-log/log-entries.ts';
import type { Fault, FaultCode } from './faults.ts';

/** A stored checkpoint, and the key of the log that signed it. */
export type StoredCheckpoint = { readonly checkpoint: Checkpoint; readonly key: string };

/** Parses a checkpoint and finds the log that signed it; null when invalid or not signed by any. */
export async function openStoredCheckpoint(
  crypto: NoteCrypto,
  logs: readonly Pick<LogDescription, 'key'>[],
  note: string,
): Promise<StoredCheckpoint | null> {
  for (const { key: line } of logs) {
    const key = await readVerifierKey(crypto.sha256, line);
    const checkpoint = key === null ? null : await openCheckpoint(crypto, note, key);
    if (checkpoint !== null) return { checkpoint, key: line };
  }
  return null;
}

/** Returns the tree sizes that the logs cite, whose roots are needed to check them. */
export function citedSizes(logs: readonly LogDescription[]): number[] {
  return logs.flatMap(({ cites }) => parseCitedCheckpoint(cites)?.size ?? []);
}

/**
 * Checks that each log follows from the previous one: it cites the last checkpoint, the previous
 * log names a new key, and the leaves still begin with what was signed.
 */
export async function checkLogSuccession(
  crypto: NoteCrypto,
  logs: readonly LogDescription[],
  roots: ReadonlyMap<number, Hash>,
): Promise<{ faults: Fault[]; notices: string[] }> {
  const faults: Fault[] = [];
  const notices: string[] = [];
  for (const [nth, log] of logs.entries()) {
    const name = `log/${log.number}`;
    const former = logs[nth - 1];
    if (former === undefined) continue;
    const cited = await openStoredCheckpoint(crypto, [former], log.cites);
    if (cited === null) {
      faults.push({
        code: 'unconfirmed-key',
        name,
        detail: 'it cites nothing that the former log signed',
      });
      continue;
    }
    const { checkpoint } = cited;
    const begins = hadRootAtSize(roots, checkpoint);
    if (log.began === 'key-changed') {
      if (!checkpoint.extensions.includes(`${NEXT_KEY_PREFIX}${log.key}`))
        faults.push({ code: 'unconfirmed-key', name });
      if (!begins) faults.push({ code: 'forked', name, detail: `at ${checkpoint.size} acts` });
      continue;
    }
    if (begins) notices.push(`${name} carries on from ${checkpoint.size} acts, all of them there.`);
    else if (log.began === 'forked') {
      faults.push({ code: 'forked', name, detail: 'it is not what it says it carries on' });
    } else {
      notices.push(
        `${name}, ${log.beganOn}: a backup was restored. ${checkpoint.size} acts had been signed before; some of them may be lost.`,
      );
    }
  }
  return { faults, notices };
}

/**
 * Compares the record with a checkpoint that somebody kept.
 * @returns the faults; none when the record only grew since.
 */
export async function compareWithStoredCheckpoint(
  crypto: NoteCrypto,
  kept: StoredCheckpoint,
  logs: readonly LogDescription[],
  now: Checkpoint,
  roots: ReadonlyMap<number, Hash>,
): Promise<Fault[]> {
  const { checkpoint: before, key } = kept;
  const fault = (code: FaultCode, detail: string): Fault[] => [{ code, name: null, detail }];
  const path = await classifySuccession(crypto, logs, key, before, true);
  if (path === 'unconfirmed-key') return fault(path, `since ${before.origin}`);
  if (path === 'shrunk') {
    return fault(path, `${before.size} acts were signed, and no later log owns up to them`);
  }
  if (path === 'renewed') {
    return hadRootAtSize(roots, before)
      ? []
      : fault('restored', `the site says so itself; you had seen ${before.size} acts`);
  }
  if (path === 'forked' && logs.some(({ origin }) => origin === before.origin)) {
    return fault('forked', `a later log cites another past than was signed at ${before.size} acts`);
  }
  if (path === 'forked' || before.origin !== now.origin) {
    return fault('forked', `${before.origin} is no log that the site knows`);
  }
  if (now.size < before.size) {
    return fault('shrunk', `${now.size} acts now, ${before.size} were signed before`);
  }
  return hadRootAtSize(roots, before)
    ? []
    : fault('forked', `its first ${before.size} acts are not those that were signed before`);
}

/** Whether the leaves had this root at this size. */
export function hadRootAtSize(
  roots: ReadonlyMap<number, Hash>,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
): boolean {
  const own = roots.get(size);
  return own !== undefined && bytesEqual(own, root);
}

/** Parses a checkpoint, whoever signed it; null when invalid. */
export function parseCitedCheckpoint(text: string): Checkpoint | null {
  return readCheckpoint(readNote(text)?.body ?? '');
}
