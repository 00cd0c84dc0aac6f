import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HASH_BYTES, leafBytes, nodeBytes, bytesEqual } from '#shared/transparency-log/merkle.ts';
import {
  checkLog,
  logFolderOf,
  tilesMatchRoot,
  restrictToLog,
  type LogSource,
} from '#shared/transparency-log/check-log.ts';
import { appendAlarm } from './alarm-file.ts';
import {
  ALARMING_FINDINGS,
  type LogFinding,
  type SeenLog,
} from '#shared/transparency-log/verification-findings.ts';
import { TILE_WIDTH, tilePath, tilesOf, unpackEntries } from '#shared/transparency-log/tiles.ts';

/** The result of mirroring: what was copied, or why nothing was. */
export type MirrorResult =
  | { readonly kind: 'alarm'; readonly finding: LogFinding }
  | { readonly kind: 'wrong-tile'; readonly path: string }
  | {
      readonly kind: 'copied';
      readonly finding: LogFinding;
      readonly size: number;
      readonly files: number;
    };

type Files = {
  readonly read: (path: string) => Promise<Buffer | null>;
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
};

/**
 * Mirrors a log into a folder, and resumes an interrupted run: checkpoints, tiles and entry bundles,
 * under their original paths. Verifies each file before keeping it; writes the checkpoint last. On an
 * alarm, stores both notes in a file. Former logs stay beside a new one.
 * @param accept continues after a restore that lost entries, once a person has examined it.
 */
export async function mirrorLog(
  asked: LogSource,
  folder: string,
  { accept = false, now: at = new Date() }: { readonly accept?: boolean; readonly now?: Date } = {},
): Promise<MirrorResult> {
  const files = filesIn(folder);
  const kept = await files.read('seen.json');
  const seen = kept === null ? null : (JSON.parse(kept.toString()) as SeenLog);
  const { finding, now, checkpoint, answer } = await checkLog(asked, seen);
  if (ALARMING_FINDINGS.has(finding)) await appendAlarm(folder, finding, seen, answer, at);
  const taken = !ALARMING_FINDINGS.has(finding) || (accept && finding === 'restored');
  if (now === null || checkpoint === null || !taken) return { kind: 'alarm', finding };
  const source = restrictToLog(asked, checkpoint.origin);
  const below = logFolderOf(checkpoint.origin);
  let copied = 0;
  const fetchBytes = async (path: string): Promise<Uint8Array> =>
    (await files.read(`${below}${path}`)) ?? source.fetchBytes(path);
  const copy = { ...source, fetchBytes };
  // From the root down: each tile is verified against the one above.
  const root = await tilesMatchRoot(copy, checkpoint).catch(() => false);
  if (!root) return { kind: 'wrong-tile', path: 'checkpoint' };
  for (const tile of [...tilesOf(checkpoint.size)].toReversed()) {
    const path = tilePath(tile);
    const known = await files.read(`${below}${path}`);
    const hashes = known ?? (await source.fetchBytes(path));
    if (hashes.length !== tile.width * HASH_BYTES) return { kind: 'wrong-tile', path };
    // A full tile's root is a hash in the level above; the tiles at the right edge were used to compute
    // the log's root.
    const above = Math.floor(tile.index / TILE_WIDTH);
    const beside = tile.width === TILE_WIDTH ? await readAbove(tile.level + 1, above) : null;
    const at = (tile.index % TILE_WIDTH) * HASH_BYTES;
    if (beside !== null && !bytesEqual(beside.subarray(at, at + HASH_BYTES), fold(hashes)))
      return { kind: 'wrong-tile', path };
    if (known === null) {
      await files.write(`${below}${path}`, hashes);
      copied += 1;
    }
    if (tile.level > 0) continue;
    const bundle = tilePath({ ...tile, level: 'entries' });
    if ((await files.read(`${below}${bundle}`)) !== null) continue;
    const bytes = await source.fetchBytes(bundle);
    if (!holdsEntries(bytes, hashes)) return { kind: 'wrong-tile', path: bundle };
    await files.write(`${below}${bundle}`, bytes);
    copied += 1;
  }
  const logs = Buffer.from(JSON.stringify(await source.fetchLogs(), null, 2));
  await files.write('log.json', logs);
  await files.write(`${below}checkpoints/${checkpoint.size}`, Buffer.from(now.note));
  await files.write(`${below}checkpoint`, Buffer.from(now.note));
  if (below !== '') await files.write('checkpoint', Buffer.from(now.note));
  await files.write('seen.json', Buffer.from(JSON.stringify(now)));
  return { kind: 'copied', finding, size: checkpoint.size, files: copied };

  /** The tile above, as just stored: the full one, or the partial one of this width. */
  async function readAbove(level: number, index: number): Promise<Buffer | null> {
    const width = Math.floor((checkpoint?.size ?? 0) / TILE_WIDTH ** level) - index * TILE_WIDTH;
    const path = tilePath({ level, index, width: Math.min(width, TILE_WIDTH) });
    return files.read(`${below}${path}`);
  }
}

function holdsEntries(bundle: Uint8Array, hashes: Uint8Array): boolean {
  const entries = unpackEntries(bundle);
  if (entries === null || entries.length * HASH_BYTES !== hashes.length) return false;
  return entries.every((entry, nth) =>
    bytesEqual(sha256(leafBytes(entry)), hashes.subarray(nth * HASH_BYTES, (nth + 1) * HASH_BYTES)),
  );
}

function fold(hashes: Uint8Array): Uint8Array {
  if (hashes.length === HASH_BYTES) return hashes;
  const half = hashes.length / 2;
  return sha256(nodeBytes(fold(hashes.subarray(0, half)), fold(hashes.subarray(half))));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function filesIn(folder: string): Files {
  return {
    read: (path) => readFile(join(folder, path)).catch(() => null),
    write: async (path, bytes) => {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, bytes);
      await rename(`${file}.new`, file);
      await dropNarrower(file);
    },
  };
}

/** Deletes partial tiles that a wider one replaces. */
async function dropNarrower(file: string): Promise<void> {
  const partial = dirname(file).endsWith('.p');
  const folder = partial ? dirname(file) : `${file}.p`;
  if (!partial) return rm(folder, { recursive: true, force: true });
  for (const name of await readdir(folder)) {
    if (name !== basename(file)) await rm(join(folder, name), { force: true });
  }
}
