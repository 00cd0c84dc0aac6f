import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type DumpRow, type VerifiedManifest } from './read-dump.ts';

/** The columns of a thread that moderators decide, by the names that a dump gives them. */
type Decided = Record<string, unknown>;

const THREADS = 'whole/threads.jsonl';
const DECISIONS = 'whole/thread-decisions.jsonl';
const POSTS = 'whole/posts.jsonl';
const MOVES = 'whole/thread-moves.jsonl';

/** The state of a thread without any decision. */
const UNDECIDED: Decided = {
  pinned: false,
  closedOn: null,
  closedRule: null,
  closedReason: null,
  slowSeconds: null,
  guideOn: null,
};

/**
 * Checks that threads are closed, pinned, slowed, moved and guides as the last decision about each says,
 * and not at all without one. Decisions themselves are compared with the record.
 */
export async function checkThreads(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  if (!hasFile(manifest, THREADS) || !hasFile(manifest, DECISIONS)) return [];
  const decided = new Map<string, Decided>();
  // A dump lists the decisions of each thread in order.
  for await (const row of readDumpRows(files, DECISIONS)) {
    const thread = String(row['thread']);
    decided.set(thread, { ...decided.get(thread), ...changesOf(row) });
  }
  const faults: Fault[] = [];
  for await (const row of readDumpRows(files, THREADS)) {
    const wanted = { ...UNDECIDED, ...decided.get(String(row['id'])) };
    const wrong = Object.keys(wanted).filter((column) => (row[column] ?? null) !== wanted[column]);
    if (wrong.length === 0) continue;
    faults.push({
      code: 'undecided',
      name: `thread/${String(row['id'])}`,
      detail: wrong.join(', '),
    });
  }
  return faults;
}

/**
 * Checks that each post is read in the thread that the last move of it names, or where it was written. A dump lists
 * the moves in order.
 */
export async function checkMoves(files: FileSource, manifest: VerifiedManifest): Promise<Fault[]> {
  if (!hasFile(manifest, POSTS) || !hasFile(manifest, MOVES)) return [];
  const moves = new Map<string, { move: unknown; to: unknown }>();
  for await (const { id, toThread, posts } of readDumpRows(files, MOVES)) {
    for (const post of Array.isArray(posts) ? (posts as unknown[]) : []) {
      moves.set(String(post), { move: id, to: toThread });
    }
  }
  const faults: Fault[] = [];
  for await (const { id, thread, readIn = null, movedBy = null } of readDumpRows(files, POSTS)) {
    const last = moves.get(String(id));
    const isAway = last !== undefined && last.to !== thread;
    const wanted = isAway
      ? { readIn: last.to, movedBy: last.move }
      : { readIn: null, movedBy: null };
    const wrong = [
      ...(readIn === wanted.readIn ? [] : ['readIn']),
      ...(movedBy === wanted.movedBy ? [] : ['movedBy']),
    ];
    if (wrong.length === 0) continue;
    faults.push({ code: 'undecided', name: `post/${String(id)}`, detail: wrong.join(', ') });
  }
  return faults;
}

/** Returns the columns that a decision sets. */
function changesOf({ kind, rule, reason, category, seconds, decidedOn }: DumpRow): Decided {
  switch (kind) {
    case 'pin':
      return { pinned: true };
    case 'unpin':
      return { pinned: false };
    case 'close':
      return { closedOn: decidedOn, closedRule: rule, closedReason: reason };
    case 'reopen':
      return { closedOn: null, closedRule: null, closedReason: null };
    case 'move':
      return { category };
    case 'slow':
      return { slowSeconds: seconds };
    case 'guide':
      return { guideOn: decidedOn };
    case 'unguide':
      return { guideOn: null };
    default:
      return {};
  }
}
