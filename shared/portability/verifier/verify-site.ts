import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { restrictToLog, type LogSource } from '#shared/transparency-log/check-log.ts';
import { checkDumpFiles, compareDumpWithLog, type DumpCheckResult } from './check-dump.ts';
import { CHECKPOINTS_FILE } from './check-record-files.ts';
import type { FaultCode } from './faults.ts';
import type { FileSource } from './file-sources.ts';
import { hasFile } from './manifest-files.ts';
import { readDumpManifest, readDumpRows, type VerifiedManifest } from './read-dump.ts';
import type { VerificationReport } from './verification-report.ts';
import { verifyLog, type LogVerificationResult } from './verify-log.ts';

export type OpenedDump = { readonly files: FileSource; readonly manifest: VerifiedManifest };

/** What is verified: a record, and a dump of the site where there is one. */
export type VerifiedSite = {
  /** Name of the record's place in the report: a site's address, or a folder. */
  readonly place: string;
  /** Address of the site, for links to what is at fault; null for a folder. */
  readonly site: string | null;
  readonly log: LogSource;
  readonly dump: OpenedDump | null;
  /** Whether to read the pictures of a remote dump too; those of a local one are always read. */
  readonly pictures: boolean;
  /** A checkpoint kept earlier, as its note; null without one. */
  readonly since: string | null;
  /** The verifier key to trust; null accepts any. */
  readonly key: string | null;
};

/** Opens a dump; null where there is none: a site may publish no dump, and a copied record has none. */
export async function openDumpIfAny(files: FileSource): Promise<OpenedDump | null> {
  try {
    return { files, manifest: await readDumpManifest(files) };
  } catch (error) {
    if (error instanceof FetchFailed && error.status === 404) return null;
    throw error;
  }
}

/**
 * Verifies a record and compares a dump with it.
 * @throws FetchFailed where something cannot be read.
 */
export async function verifySite(verified: VerifiedSite): Promise<VerificationReport> {
  const { place, log, dump, since, key } = verified;
  const record = await verifyLog(log, {
    since,
    key,
    dump: dump?.manifest.checkpoint ?? null,
    sizes: dump === null ? [] : await readCheckpointSizes(dump),
  });
  const compared = dump === null ? null : await compare(verified, dump, record);
  return { place, record, dump: dump?.files.name ?? null, compared };
}

/** Faults of a record after which comparing it row by row means nothing. */
const BROKEN: ReadonlySet<FaultCode> = new Set([
  'unsigned',
  'leaf-dropped',
  'other-root',
  'other-dump',
]);

async function compare(
  { site, log, pictures }: VerifiedSite,
  { files, manifest }: OpenedDump,
  { checkpoint, leaves, faults, copied, roots }: LogVerificationResult,
): Promise<DumpCheckResult | null> {
  if (leaves === null || faults.some(({ code }) => BROKEN.has(code))) return null;
  // For a remote dump each table is read once, and checked against the record.
  const changed = files.near ? await checkDumpFiles(files, manifest) : [];
  const base = site ?? manifest.site;
  const checked = await compareDumpWithLog({
    source: restrictToLog(log, checkpoint?.origin ?? ''),
    files,
    manifest,
    leaves,
    roots,
    copied,
    addressOf: (subject) => (base === null ? undefined : `${base}/en/record?subject=${subject}`),
    pictures: files.near || pictures,
  });
  return { ...checked, faults: [...changed, ...checked.faults] };
}

/** The sizes of the tree at which the checkpoints of a dump were signed. */
export async function readCheckpointSizes({ files, manifest }: OpenedDump): Promise<number[]> {
  const sizes: number[] = [];
  if (!hasFile(manifest, CHECKPOINTS_FILE)) return sizes;
  for await (const { size } of readDumpRows(files, CHECKPOINTS_FILE)) sizes.push(Number(size));
  return sizes;
}
