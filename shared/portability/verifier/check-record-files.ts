import { fromHex } from '#shared/core/hex.ts';
import { bytesEqual, type Hash } from '#shared/transparency-log/merkle.ts';
import { writeLeaf, type LeafFields } from '#shared/transparency-log/write-leaf.ts';
import type { LogDescription } from '#shared/transparency-log/log-entries.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import type { Fault } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import { openStoredCheckpoint } from './log-succession.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpRows, type DumpRow, type VerifiedManifest } from './read-dump.ts';
import { namesOfOthers, textOf } from './row-check.ts';

export const CHECKPOINTS_FILE = 'whole/record-checkpoints.jsonl';
const ENTRIES_FILE = 'whole/record-entries.jsonl';
const LOGS_FILE = 'whole/record-logs.jsonl';

type Checked = {
  readonly source: LogSource;
  readonly files: FileSource;
  readonly manifest: VerifiedManifest;
  readonly leaves: LeavesBySubject;
  /** Roots of the tree by its size; includes those of the dump's checkpoints. */
  readonly roots: ReadonlyMap<number, Hash>;
};

/** Checks that the record's own tables in a dump are what the signed tree says. */
export async function checkRecordFiles(checked: Checked): Promise<Fault[]> {
  const logs = await checked.source.fetchLogs();
  return [
    ...(await checkEntries(checked)),
    ...(await checkCheckpoints(checked, logs)),
    ...(await checkLogs(checked, logs)),
  ];
}

async function checkEntries({ files, manifest, leaves }: Checked): Promise<Fault[]> {
  if (!hasFile(manifest, ENTRIES_FILE)) return [];
  const faults: Fault[] = [];
  let next = 0;
  for await (const row of readDumpRows(files, ENTRIES_FILE)) {
    const number = Number(row['leaf']);
    const leaf = writeLeaf(row as LeafFields & DumpRow);
    if (number !== next || !leaves.isLeaf(number, leaf))
      faults.push({ code: 'entry-differs', name: `leaf ${number}` });
    next = number + 1;
  }
  if (next !== leaves.size) faults.push({ code: 'entry-differs', name: `leaf ${next}` });
  return faults;
}

async function checkCheckpoints(
  { source, files, manifest, roots }: Checked,
  logs: readonly LogDescription[],
): Promise<Fault[]> {
  if (!hasFile(manifest, CHECKPOINTS_FILE)) return [];
  const faults: Fault[] = [];
  for await (const { size, root, note } of readDumpRows(files, CHECKPOINTS_FILE)) {
    const signed = await openStoredCheckpoint(source.crypto, logs, textOf(note));
    const ofTree = roots.get(Number(size));
    const fits =
      signed !== null &&
      signed.checkpoint.size === size &&
      bytesEqual(signed.checkpoint.root, fromHex(textOf(root))) &&
      (ofTree === undefined || bytesEqual(ofTree, signed.checkpoint.root));
    if (!fits) faults.push({ code: 'entry-differs', name: `checkpoint ${String(size)}` });
  }
  return faults;
}

async function checkLogs(
  { files, manifest }: Checked,
  logs: readonly LogDescription[],
): Promise<Fault[]> {
  if (!hasFile(manifest, LOGS_FILE)) return [];
  const faults: Fault[] = [];
  let nth = 0;
  for await (const row of readDumpRows(files, LOGS_FILE)) {
    const log = logs[nth];
    nth += 1;
    const isOther = log === undefined || namesOfOthers(row, log).length > 0;
    if (isOther) faults.push({ code: 'entry-differs', name: `log/${String(row['number'])}` });
  }
  return faults;
}
