import { monthNumber } from '#shared/core/days.ts';
import { createSha256 } from '#sha256';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { ENTRY_KINDS } from '#shared/transparency-log/entry-kinds.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import { TILE_WIDTH, tilePath, tileWidth, unpackEntries } from '#shared/transparency-log/tiles.ts';
import { CommitmentComparison } from './compare-commitments.ts';
import type { ComparisonCounts } from './comparison-counts.ts';
import {
  toDumpedEntryRow,
  logSubjectOfRow,
  readDumpRows,
  toDumpedSubject,
  type DumpRow,
  type DumpedTable,
  type VerifiedManifest,
} from './read-dump.ts';
import type { Fault, FaultCode } from './faults.ts';
import { BOYCOTTS_FILE, KEYS_FILE, BoycottKeyComparison } from './compare-boycott-keys.ts';
import { parseLeaf, type LeavesBySubject } from './leaves-by-subject.ts';
import type { Hash } from '#shared/transparency-log/merkle.ts';
import { checkRecordFiles } from './check-record-files.ts';
import { checkPictures, type PictureCounts } from './check-pictures.ts';
import { checkPledges } from './check-pledges.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkAuthors } from './check-authors.ts';
import type { StampReport } from './check-stamps.ts';
import { checkMoves, checkThreads } from './check-threads.ts';
import { createRowChecks } from './create-row-checks.ts';
import type { FigureCounts, RowCheck } from './row-check.ts';
import type { FileSource } from './file-sources.ts';
import { checkMissingFiles, hasFile } from './manifest-files.ts';

export type DumpCheckResult = {
  readonly counts: ComparisonCounts;
  readonly figures: FigureCounts;
  readonly pictures: PictureCounts;
  readonly stamps: StampReport | null;
  readonly faults: readonly Fault[];
  readonly notices: readonly string[];
};

type Compared = {
  readonly source: LogSource;
  readonly files: FileSource;
  readonly manifest: VerifiedManifest;
  readonly leaves: LeavesBySubject;
  /** Roots of the tree by its size. */
  readonly roots: ReadonlyMap<number, Hash>;
  /** Returns the address of a page that shows the record of a subject. */
  readonly addressOf: (subject: string) => string | undefined;
  /** Whether to read the pictures too: for a remote dump they are many downloads. */
  readonly pictures: boolean;
  /**
   * The site was made from another one's dump, so it lacks the files of pictures that were recent
   * then.
   */
  readonly copied: boolean;
};

/** Tables whose rows are acts; all others contain subjects. */
const ACTS: ReadonlySet<string> = new Set(
  Object.values(ENTRY_KINDS).flatMap((commitment) => ('of' in commitment ? [commitment.of] : [])),
);

/**
 * Compares every public row of a dump with the record's commitment, every act of the record with
 * the dump, and every file with its name.
 */
export async function compareDumpWithLog(compared: Compared): Promise<DumpCheckResult> {
  const { files, manifest, leaves, addressOf } = compared;
  for await (const row of readDumpRows(files, 'record/openings.jsonl')) {
    const { leaf, salt, facts, words, author, authorSalt } = row;
    if (typeof leaf !== 'number') continue;
    if (typeof authorSalt === 'string') leaves.openAuthor(leaf, { salt: authorSalt });
    else if (typeof author === 'string') leaves.openAuthor(leaf, { commitment: author });
    if (typeof salt === 'string') leaves.open(leaf, salt);
    else if (typeof facts === 'string' && typeof words === 'string')
      leaves.openFacts(leaf, facts, words);
  }
  const dump = { month: monthNumber(manifest.madeOn), youngDays: manifest.youngDays };
  const waiting = await readWaiting(files, manifest);
  const comparison = new CommitmentComparison(leaves, ENTRY_KINDS, dump, addressOf, waiting);
  const { checks, counts: figures, stamps } = createRowChecks(compared, waiting);
  for (const table of manifest.tables.filter(({ name }) => ACTS.has(name))) {
    const observe = observersOf(checks, table.file);
    for await (const row of readDumpRows(files, fileOf(table))) {
      comparison.act(toDumpedEntryRow(table, row));
      observe(row);
    }
  }
  const removes = (decision: string): boolean => comparison.removes(decision);
  for (const table of manifest.tables.filter(({ name }) => !ACTS.has(name))) {
    const observe = observersOf(checks, table.file);
    for await (const row of readDumpRows(files, fileOf(table))) {
      comparison.thing(toDumpedSubject(table, row, removes));
      observe(row);
    }
  }
  await readOtherFiles(compared, checks);
  const faults = [
    ...checkMissingFiles(manifest),
    ...comparison.faults,
    ...(await Promise.all(checks.map((check) => check.faults()))).flat(),
    ...(await checkKeys(compared)),
    ...(await checkRecordFiles(compared)),
    ...(await checkThreads(files, manifest)),
    ...(await checkMoves(files, manifest)),
    ...(await checkAuthors(files, manifest)),
    ...(await checkAddresses(files, manifest)),
    ...(await checkPledges(compared.source.crypto, files, manifest)),
    ...(await nameUnmet(compared, comparison, checks)),
  ];
  const pictures = await checkPictures(compared, faults);
  return {
    counts: comparison.counts,
    figures,
    pictures: pictures.counts,
    stamps: stamps?.() ?? null,
    faults,
    notices: [
      ...noticesOf(comparison),
      ...(pictures.missing === 0
        ? []
        : [`${pictures.missing} pictures are not here: this site is a copy.`]),
    ],
  };
}

/** Returns what gives each row of a file to the checks that read it. */
function observersOf(checks: readonly RowCheck[], file: string): (row: DumpRow) => void {
  const reads = checks.flatMap((check) => check.reads[file] ?? []);
  return (row) => {
    for (const read of reads) read(row);
  };
}

/** Reads the files of which only checks read rows. */
async function readOtherFiles(
  { files, manifest }: Compared,
  checks: readonly RowCheck[],
): Promise<void> {
  const read = new Set(manifest.tables.map(({ file }) => file));
  const wanted = new Set(checks.flatMap((check) => Object.keys(check.reads)));
  for (const file of [...wanted].filter((one) => !read.has(one))) {
    const path = `whole/${file}.jsonl`;
    if (!hasFile(manifest, path)) continue;
    const observe = observersOf(checks, file);
    for await (const row of readDumpRows(files, path)) observe(row);
  }
}

/**
 * Checks that boycotts have the keys that were recorded. A dump from before keys were recorded
 * separately has nothing to compare.
 */
async function checkKeys({ files, manifest, addressOf }: Compared): Promise<Fault[]> {
  const table = (name: string) => manifest.tables.find(({ file }) => file === name);
  const [told, boycotts] = [table(KEYS_FILE), table(BOYCOTTS_FILE)];
  if (told === undefined || boycotts === undefined) return [];
  const keys = new BoycottKeyComparison();
  for await (const row of readDumpRows(files, fileOf(told))) keys.told(row);
  const faults: Fault[] = [];
  for await (const row of readDumpRows(files, fileOf(boycotts))) {
    const fault = keys.check(row);
    const address = addressOf(logSubjectOfRow(boycotts, row));
    if (fault !== null) faults.push(address === undefined ? fault : { ...fault, address });
  }
  return faults;
}

const PENDING = 'whole/record-pending.jsonl';

/**
 * Reads which subjects have acts that wait for their leaf: the dump lists them, and a later record
 * must have them.
 */
async function readWaiting(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<ReadonlySet<string>> {
  const waiting = new Set<string>();
  if (!manifest.files.some(({ path }) => path === PENDING)) return waiting;
  for await (const { subject } of readDumpRows(files, PENDING)) {
    if (typeof subject === 'string') waiting.add(subject);
  }
  return waiting;
}

const fileOf = ({ file }: DumpedTable): string => `whole/${file}.jsonl`;

function noticesOf({ unknownKinds }: CommitmentComparison): string[] {
  return unknownKinds.length === 0
    ? []
    : [`This file does not know these acts, a newer one does: ${unknownKinds.join(', ')}.`];
}

/** Reports each log entry without a counterpart in the dump, named by the entry's subject. */
async function nameUnmet(
  { source, leaves, addressOf }: Compared,
  comparison: CommitmentComparison,
  checks: readonly RowCheck[],
): Promise<Fault[]> {
  const unmet = new Map<number, FaultCode>();
  for (const { number, code } of comparison.unmet()) unmet.set(number, code);
  for (const { number, code } of checks.flatMap((check) => check.unmet?.() ?? []))
    unmet.set(number, code);
  const faults: Fault[] = [];
  let [at, entries]: [number, readonly Uint8Array[]] = [-1, []];
  for (const number of [...unmet.keys()].toSorted((one, other) => one - other)) {
    const index = Math.floor(number / TILE_WIDTH);
    if (index !== at) [at, entries] = [index, await entriesOf(source, index, leaves)];
    const leaf = parseLeaf(entries[number % TILE_WIDTH] ?? new Uint8Array());
    const code = unmet.get(number) ?? 'entry-unfounded';
    const subject = leaf?.subject ?? `leaf ${number}`;
    if (comparison.isWithin(subject) || comparison.isWaiting(subject)) continue;
    const address = addressOf(subject);
    faults.push({
      code,
      name: subject,
      ...(leaf === null ? {} : { detail: `leaf ${number}, ${leaf.act}` }),
      ...(address === undefined ? {} : { address }),
    });
  }
  return faults;
}

async function entriesOf(
  source: LogSource,
  index: number,
  { size }: LeavesBySubject,
): Promise<readonly Uint8Array[]> {
  const width = tileWidth(0, index, size);
  const path = tilePath({ level: 'entries', index, width });
  return unpackEntries(await source.fetchBytes(path)) ?? [];
}

export async function checkDumpFiles(
  files: FileSource,
  manifest: VerifiedManifest,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { path, sha256 } of manifest.files) {
    if (path.startsWith('images/')) continue;
    const hash = createSha256();
    try {
      for await (const piece of await files.stream(path)) hash.update(piece);
    } catch (error) {
      if (!(error instanceof FetchFailed) || error.status === null) throw error;
      faults.push({ code: 'file-changed', name: path, detail: 'it is not there' });
      continue;
    }
    if (hash.hex() !== sha256) faults.push({ code: 'file-changed', name: path });
  }
  return faults;
}
