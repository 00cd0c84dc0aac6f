import type { Hash } from '#shared/transparency-log/merkle.ts';
import {
  openCheckpoint,
  readVerifierKey,
  type Checkpoint,
} from '#shared/transparency-log/signed-notes.ts';
import {
  findSuccession,
  restrictToLog,
  type LogSource,
} from '#shared/transparency-log/check-log.ts';
import {
  checkLogSuccession,
  citedSizes,
  compareWithStoredCheckpoint,
  hadRootAtSize,
  openStoredCheckpoint,
  parseCitedCheckpoint,
} from './log-succession.ts';
import type { Fault } from './faults.ts';
import { LeavesBySubject, parseLeaf } from './leaves-by-subject.ts';
import { readTree } from './read-tree.ts';

/** What is already known of the log, to compare it with. */
export type VerificationOptions = {
  /** A checkpoint kept earlier; null without one. */
  readonly since: string | null;
  /**
   * A verifier key that must sign the record, or have named the key that does; null accepts any.
   */
  readonly key: string | null;
  /** The signed checkpoint of a dump; null without one. */
  readonly dump: string | null;
  /** Further tree sizes whose roots are to be computed. */
  readonly sizes?: readonly number[];
};

export type LogVerificationResult = {
  readonly checkpoint: Checkpoint | null;
  /** The signed note of the checkpoint, as the record gave it. */
  readonly note: string;
  readonly faults: readonly Fault[];
  readonly notices: readonly string[];
  /** The site was made from another one's dump, which lacks the pictures that were recent then. */
  readonly copied: boolean;
  /** The leaves up to the dump's checkpoint, for the comparison; null without a dump. */
  readonly leaves: LeavesBySubject | null;
  /** Roots of the tree by its size. */
  readonly roots: ReadonlyMap<number, Hash>;
};

/**
 * Reads and hashes a whole record: checks signature, leaves, tiles, root, the sequence of its logs,
 * and checkpoints kept earlier.
 * @throws FetchFailed when it cannot be read.
 */
export async function verifyLog(
  asked: LogSource,
  wanted: VerificationOptions,
): Promise<LogVerificationResult> {
  const { crypto } = asked;
  const logs = await asked.fetchLogs();
  const keyLine = logs.at(-1)?.key ?? '';
  const key = await readVerifierKey(crypto.sha256, keyLine);
  const note = new TextDecoder().decode(await asked.fetchBytes('checkpoint'));
  const checkpoint = key === null ? null : await openCheckpoint(crypto, note, key);
  if (checkpoint === null) {
    const faults = [{ code: 'unsigned', name: null } as const];
    return { checkpoint, note, faults, notices: [], copied: false, leaves: null, roots: new Map() };
  }
  const source = restrictToLog(asked, checkpoint.origin);
  const faults: Fault[] = [];
  const trusted = wanted.key?.trim() ?? null;
  const line = await findSuccession(crypto, logs);
  if (trusted !== null && !line.some((log) => log.key === trusted)) {
    faults.push({ code: 'other-key', name: null, detail: keyLine });
  }
  const since = wanted.since === null ? null : parseCitedCheckpoint(wanted.since);
  const dump = wanted.dump === null ? null : parseCitedCheckpoint(wanted.dump);
  const sizes = [checkpoint, since, dump].flatMap((one) => (one === null ? [] : [one.size]));
  const leaves = dump === null ? null : new LeavesBySubject(Math.min(dump.size, checkpoint.size));
  const read = await readTree(
    source,
    checkpoint.size,
    [...sizes, ...(wanted.sizes ?? []), ...citedSizes(logs)],
    (number, bytes) => {
      const leaf = parseLeaf(bytes);
      if (leaf === null) faults.push({ code: 'leaf-changed', name: `leaf ${number}` });
      else if (leaves !== null && number < leaves.size) leaves.add(number, leaf, bytes);
    },
  );
  faults.push(...read.faults);
  const complete = read.roots.has(checkpoint.size);
  if (complete && !hadRootAtSize(read.roots, checkpoint))
    faults.push({ code: 'other-root', name: null });
  const chain = await checkLogSuccession(crypto, logs, read.roots);
  faults.push(...chain.faults);
  if (wanted.since !== null) {
    const kept = await openStoredCheckpoint(crypto, logs, wanted.since);
    faults.push(
      ...(kept === null
        ? [{ code: 'unknown-key', name: null } as const]
        : await compareWithStoredCheckpoint(crypto, kept, logs, checkpoint, read.roots)),
    );
  }
  if (dump !== null) faults.push(...belongs(dump, checkpoint, read.roots));
  const copied = logs.some(({ began }) => began === 'forked');
  return { checkpoint, note, faults, notices: chain.notices, copied, leaves, roots: read.roots };
}

/** Whether the record begins with the dump's checkpoint. */
function belongs(
  dump: Checkpoint,
  now: Checkpoint,
  roots: ReadonlyMap<number, Hash>,
): readonly Fault[] {
  if (dump.size <= now.size && hadRootAtSize(roots, dump)) return [];
  return [{ code: 'other-dump', name: null, detail: `it was made at ${dump.size} acts` }];
}
