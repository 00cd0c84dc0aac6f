import { HASH_BYTES, bytesEqual, verifyConsistency } from './merkle.ts';
import {
  openCheckpoint,
  readCheckpoint,
  readNote,
  readVerifierKey,
  type Checkpoint,
  type NoteCrypto,
  type Note,
  type VerifierKey,
} from './signed-notes.ts';
import type { LogFinding, SeenLog } from './verification-findings.ts';
import type { LogDescription } from './log-entries.ts';
import { proveConsistency, treeRoot, tilePath, type TiledTree } from './tiles.ts';

/** Prefix of the next log's key, in a log's last checkpoint. */
export const NEXT_KEY_PREFIX = 'next-key ';

/** Access to a record: bytes below `/record/…`, and the list of logs. */
export type LogSource = {
  readonly crypto: NoteCrypto;
  /** Fetches the bytes at a path below `/record/`. @throws when the record does not answer. */
  readonly fetchBytes: (path: string) => Promise<Uint8Array>;
  /** All logs, the current one last. */
  readonly fetchLogs: () => Promise<readonly LogDescription[]>;
  /** Waits until no cache can return an earlier checkpoint; omitted without caches. */
  readonly settle?: () => Promise<void>;
};

/**
 * Folder of a log's tiles below `/record/`: the top for the first log, else the last part of its
 * name. So an address never has two contents, whatever caches keep.
 */
export function logFolderOf(origin: string): string {
  const [, name] = /\/record\/([0-9A-Za-z_-]+)$/.exec(origin) ?? [];
  return name === undefined ? '' : `${name}/`;
}

/** The record restricted to the tiles of one of its logs. */
export function restrictToLog<Source extends Pick<LogSource, 'fetchBytes'>>(
  source: Source,
  origin: string,
): Source {
  const fetchBytes = (path: string): Promise<Uint8Array> =>
    source.fetchBytes(path.startsWith('tile/') ? `${logFolderOf(origin)}${path}` : path);
  return { ...source, fetchBytes };
}

export type LogCheckResult = {
  readonly finding: LogFinding;
  /** The earlier observation that the record was compared with; null on a first visit. */
  readonly seen: SeenLog | null;
  readonly logs: readonly LogDescription[];
  /** The record's current state, to compare with on the next visit; null when invalid. */
  readonly now: SeenLog | null;
  readonly checkpoint: (Checkpoint & { readonly note: Note }) | null;
  /** The record's answer, valid or not, to keep as a proof. */
  readonly answer: SeenLog;
};

type Answer = Pick<LogCheckResult, 'checkpoint' | 'answer' | 'logs'>;

/** Severity of each finding; with several findings the most severe counts. */
const WEIGHT: Readonly<Record<LogFinding, number>> = {
  first: 0,
  same: 1,
  grown: 2,
  'new-key': 3,
  renewed: 4,
  restored: 5,
  'unconfirmed-key': 6,
  shrunk: 7,
  forked: 8,
  unsigned: 9,
};

/**
 * Checks that the record still begins with what was seen of it, and that its key signed it.
 * @throws errors of the source: not answering says nothing about the record.
 */
export function checkLog(source: LogSource, seen: SeenLog | null): Promise<LogCheckResult> {
  return checkLogAgainstAllSeen(source, async () => (seen === null ? [] : [seen]));
}

/**
 * Checks that the record still begins with all that was seen of it, at any address.
 * @param recall earlier observations of sites that show these logs.
 * @throws errors of the source.
 */
export async function checkLogAgainstAllSeen(
  source: LogSource,
  recall: (logs: readonly LogDescription[]) => Promise<readonly SeenLog[]>,
): Promise<LogCheckResult> {
  let checked = await checkOnce(source, recall);
  if (checked.finding === 'unsigned' || checked.finding === 'shrunk') {
    // A new log or key between two requests, or a stale cache, is no forgery: try again.
    await source.settle?.();
    checked = await checkOnce(source, recall);
  }
  return checked;
}

async function checkOnce(
  source: LogSource,
  recall: (logs: readonly LogDescription[]) => Promise<readonly SeenLog[]>,
): Promise<LogCheckResult> {
  const asked = await ask(source);
  const { logs, checkpoint, answer } = asked;
  const all = await recall(logs);
  if (checkpoint === null) {
    return { ...asked, finding: 'unsigned', now: null, seen: all[0] ?? null };
  }
  let [finding, seen]: [LogFinding, SeenLog | null] = ['first', null];
  for (const one of all) {
    const found = await compare(source, logs, one, checkpoint);
    if (WEIGHT[found] >= WEIGHT[finding]) [finding, seen] = [found, one];
  }
  return { ...asked, finding, now: answer, seen };
}

async function ask({ crypto, fetchLogs, fetchBytes }: LogSource): Promise<Answer> {
  const logs = await fetchLogs();
  const note = new TextDecoder().decode(await fetchBytes('checkpoint'));
  const line = logs.at(-1)?.key ?? '';
  const key = await readVerifierKey(crypto.sha256, line);
  const checkpoint = key === null ? null : await openCheckpoint(crypto, note, key);
  return { logs, checkpoint, answer: { key: line, note } };
}

async function compare(
  source: LogSource,
  logs: readonly LogDescription[],
  seen: SeenLog,
  now: Checkpoint,
): Promise<LogFinding> {
  const before = readCheckpoint(readNote(seen.note)?.body ?? '');
  if (before === null) return 'first';
  const path = await classifySuccession(source.crypto, logs, seen.key, before);
  const here = restrictToLog(source, now.origin);
  if (path === 'renewed') {
    // The cited checkpoint cannot be verified; what counts is whether all that was seen still
    // exists.
    return (await isConsistent(here, before, now)) ? 'renewed' : 'restored';
  }
  if (path !== 'same' && path !== 'new-key') return path;
  if (now.origin !== before.origin) return 'forked';
  if (now.size < before.size) return 'shrunk';
  if (!(await isConsistent(here, before, now))) return 'forked';
  return path === 'same' && now.size > before.size ? 'grown' : path;
}

/** Whether the later of two checkpoints of one log begins with the earlier one. */
export async function isConsistent(
  source: Pick<LogSource, 'crypto' | 'fetchBytes'>,
  before: Checkpoint,
  now: Checkpoint,
): Promise<boolean> {
  if (now.size < before.size) return false;
  if (now.size === before.size) return bytesEqual(now.root, before.root);
  return treeExtends(source, before, now);
}

/**
 * How the current log follows from the one seen.
 * @param forks whether a fork at another host may have its own key: acceptable to readers of all
 * its acts who know where they are, but not to somebody who watches one site.
 */
export async function classifySuccession(
  crypto: NoteCrypto,
  logs: readonly LogDescription[],
  seenKey: string,
  before: Checkpoint,
  forks = false,
): Promise<'same' | 'new-key' | 'renewed' | 'unconfirmed-key' | 'forked' | 'shrunk'> {
  const start = logs.findIndex(({ key, origin }) => key === seenKey && origin === before.origin);
  if (start < 0) return 'forked';
  let path: 'same' | 'new-key' | 'renewed' = 'same';
  let former = await readVerifierKey(crypto.sha256, seenKey);
  for (const log of logs.slice(start + 1)) {
    const key = await readVerifierKey(crypto.sha256, log.key);
    const cited = former === null ? null : await openCheckpoint(crypto, log.cites, former);
    if (key === null || cited === null) return 'unconfirmed-key';
    if (log.began === 'key-changed') {
      if (!cited.extensions.includes(`${NEXT_KEY_PREFIX}${log.key}`)) return 'unconfirmed-key';
      if (path === 'same') path = 'new-key';
    } else {
      // After a restored backup acts may be missing, but the log must cite at least the size seen
      // before. Once the path has been renewed this no longer holds: later logs cite the new log,
      // whose size is counted from its own beginning.
      if (path !== 'renewed' && cited.size < before.size) return 'shrunk';
      if (path !== 'renewed' && cited.size === before.size && !bytesEqual(cited.root, before.root))
        return 'forked';
      // Somebody with the address but without the key could claim a fork, but a fork has another
      // address.
      const named = cited.extensions.includes(`${NEXT_KEY_PREFIX}${log.key}`);
      const fork = forks && log.began === 'forked' && hostOf(log.origin) !== hostOf(before.origin);
      if (!sameKey(former, key) && !named && !fork) return 'unconfirmed-key';
      path = 'renewed';
    }
    former = key;
  }
  return path;
}

/**
 * The logs that the current one follows from, itself included: each previous log signed its own
 * end, and names the next key. A fork at another host starts a new sequence.
 */
export async function findSuccession(
  crypto: NoteCrypto,
  logs: readonly LogDescription[],
): Promise<LogDescription[]> {
  const own = logs.slice(findLastFork(logs));
  const root = await crypto.sha256(new Uint8Array());
  const line: LogDescription[] = [];
  for (const log of own) {
    const empty = { origin: log.origin, size: 0, root, extensions: [] };
    const path = await classifySuccession(crypto, own, log.key, empty);
    if (path === 'same' || path === 'new-key' || path === 'renewed') line.push(log);
  }
  return line;
}

/** Where the current sequence begins: at the last fork at another host, else at the first log. */
export function findLastFork(logs: readonly LogDescription[]): number {
  const fork = logs.findLastIndex(
    ({ began, origin }, nth) =>
      began === 'forked' && hostOf(origin) !== hostOf(logs[nth - 1]?.origin ?? origin),
  );
  return Math.max(fork, 0);
}

function hostOf(origin: string): string {
  return origin.split('/', 1)[0] ?? '';
}

function sameKey(one: VerifierKey | null, other: VerifierKey): boolean {
  return one !== null && bytesEqual(one.publicKey, other.publicKey);
}

/** Whether the current tree begins with the previous one, by its tiles. */
export async function treeExtends(
  source: Pick<LogSource, 'crypto' | 'fetchBytes'>,
  before: Pick<Checkpoint, 'size' | 'root'>,
  now: Pick<Checkpoint, 'size' | 'root'>,
): Promise<boolean> {
  const tree = tiledTree(source, now.size);
  try {
    const proof = await proveConsistency(tree, before.size);
    return await verifyConsistency(source.crypto.sha256, before, now, proof);
  } catch (error) {
    if (error instanceof WrongTile) return false;
    throw error;
  }
}

/** Whether the record's tiles hash to the signed root. */
export async function tilesMatchRoot(
  source: Pick<LogSource, 'crypto' | 'fetchBytes'>,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
): Promise<boolean> {
  return bytesEqual(await treeRoot(tiledTree(source, size)), root);
}

class WrongTile extends Error {}

function tiledTree(
  { crypto, fetchBytes }: Pick<LogSource, 'crypto' | 'fetchBytes'>,
  size: number,
): TiledTree {
  const fetched = new Map<string, Promise<Uint8Array>>();
  return {
    size,
    sha256: crypto.sha256,
    readTile: async (tile) => {
      const path = tilePath(tile);
      const hashes = fetched.get(path) ?? fetchBytes(path);
      fetched.set(path, hashes);
      if ((await hashes).length !== tile.width * HASH_BYTES) throw new WrongTile();
      return hashes;
    },
  };
}
