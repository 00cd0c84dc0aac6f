import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type DumpRow, type VerifiedManifest } from './read-dump.ts';

/** The columns of a thread that moderators decide, by the names that a dump gives them. */
type Decided = Record<string, unknown>;

const THREADS = 'whole/threads.jsonl';
const DECISIONS = 'whole/thread-decisions.jsonl';

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
