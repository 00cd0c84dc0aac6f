import { createHash } from 'node:crypto';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { nodeBytes, bytesEqual, type Hash } from '#shared/transparency-log/merkle.ts';
import {
  openCheckpoint,
  readCheckpoint,
  readNote,
  readVerifierKey,
  type Checkpoint,
} from '#shared/transparency-log/signed-notes.ts';
import { treeRoot } from '#shared/transparency-log/tiles.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { startLog, findCurrentLog, type LogSettings } from './current-log.ts';
import {
  hashLeaf,
  readLeaves,
  rebuildTiles,
  openDatabaseTree,
  readTreeSize,
} from './hash-tiles.ts';

const LEAVES_AT_ONCE = 2048;

/** Parses the checkpoint of a signed note; null where it is not one. */
export function parseCheckpointNote(note: string | null): Checkpoint | null {
  return note === null ? null : readCheckpoint(readNote(note)?.body ?? '');
}

/**
 * Verifies the log of a restored database: recomputes the tree from the entries, and compares it with
 * the last signed checkpoint and the stored tiles.
 * @param note the last signed checkpoint when the backup was made; null where there was none.
 * @returns sentences on what is wrong; empty where nothing is.
 */
export async function findLogFaults(sql: Sql, note: string | null): Promise<string[]> {
  const size = await rebuildTiles(sql);
  const checkpoint = parseCheckpointNote(note);
  const roots = await rootsOfActs(sql, new Set([size, checkpoint?.size ?? size]));
  const faults: string[] = [];
  if (note !== null && checkpoint !== null) {
    const root = roots.get(checkpoint.size);
    if (root === undefined || !bytesEqual(root, checkpoint.root))
      faults.push(
        `The first ${checkpoint.size} acts of the record are not those that were signed.`,
      );
    if (!(await isSignedByALog(sql, note)))
      faults.push('What was signed last is signed by no log of this record.');
  }
  const whole = roots.get(size);
  if (
    size > 0 &&
    (whole === undefined || !bytesEqual(await treeRoot(openDatabaseTree(sql, size)), whole))
  )
    faults.push('The tiles of the record are not those of its acts.');
  return faults;
}

/**
 * Whether the checkpoint kept in the data folder is consistent with this database: larger than its
 * tree, or with the same root at its size.
 */
export async function isConsistentWithLastNote(sql: Sql, kept: string): Promise<boolean> {
  const checkpoint = parseCheckpointNote(kept);
  if (checkpoint === null) return false;
  const size = await readTreeSize(sql);
  if (checkpoint.size > size) return true;
  const root = await treeRoot(openDatabaseTree(sql, size), checkpoint.size).catch(() => null);
  return root !== null && bytesEqual(root, checkpoint.root);
}

/**
 * Starts a new log after a restore where the data folder does not know what was signed after the
 * backup. Where it does, the next start compares and starts one by itself.
 * @returns whether a log was started.
 */
export async function startLogAfterRestore(
  tx: Db,
  site: LogSettings,
  { inBackup, keptHere }: { readonly inBackup: string | null; readonly keptHere: string | null },
  now: Date,
): Promise<boolean> {
  if (keptHere !== null || (await findCurrentLog(tx)) === null) return false;
  await startLog(tx, site, 'restored', inBackup ?? '', now);
  return true;
}

/** The note with the larger tree of two; null where neither is a checkpoint. */
export function noteOfLargerTree(one: string | null, other: string | null): string | null {
  const [first, second] = [
    parseCheckpointNote(one)?.size ?? -1,
    parseCheckpointNote(other)?.size ?? -1,
  ];
  if (first < 0 && second < 0) return null;
  return second > first ? other : one;
}

async function isSignedByALog(sql: Sql, note: string): Promise<boolean> {
  const logs = await sql(
    statement({ key: col.text }, 'SELECT key FROM record_log ORDER BY number DESC'),
  );
  for (const { key: line } of logs) {
    const key = await readVerifierKey(nodeCrypto.sha256, line);
    if (key !== null && (await openCheckpoint(nodeCrypto, note, key)) !== null) return true;
  }
  return false;
}

/** Computes the tree's roots at some sizes from the entries alone, without the stored tiles. */
async function rootsOfActs(
  sql: Sql,
  sizes: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Hash>> {
  const roots = new Map<number, Hash>();
  // Complete subtrees, largest first, into which a tree of this size decomposes.
  const subtrees: { readonly leaves: number; readonly hash: Hash }[] = [];
  for (let size = 0; size < Math.max(...sizes);) {
    const leaves = await readLeaves(sql, size, LEAVES_AT_ONCE);
    if (leaves.length === 0) break;
    for (const leaf of leaves) {
      let added = { leaves: 1, hash: hashLeaf(leaf) };
      for (let last = subtrees.at(-1); last?.leaves === added.leaves; last = subtrees.at(-1)) {
        subtrees.pop();
        added = { leaves: 2 * added.leaves, hash: hashNode(last.hash, added.hash) };
      }
      subtrees.push(added);
      size += 1;
      if (sizes.has(size)) roots.set(size, rootOfSubtrees(subtrees.map(({ hash }) => hash)));
    }
  }
  return roots;
}

function rootOfSubtrees(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => hashNode(left, right));
}

function hashNode(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(nodeBytes(left, right)).digest();
}
