import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { httpLogSource } from '#server/transparency-log/http-log-source.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { restrictToLog, type LogSource } from '#shared/transparency-log/verify-log.ts';
import {
  compareDumpWithLog,
  checkDumpFiles,
  type DumpCheckResult,
} from '#shared/portability/verifier/check-dump.ts';
import { readDumpManifest, type VerifiedManifest } from '#shared/portability/verifier/read-dump.ts';
import type { FaultCode } from '#shared/portability/verifier/faults.ts';
import {
  faultsOfReport,
  writeReportJson,
  writeReportLines,
} from '#shared/portability/verifier/verification-report.ts';
import {
  remoteFiles,
  fileLogSource,
  type FileSource,
} from '#shared/portability/verifier/file-sources.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { localFiles } from './local-files.ts';
import { verifyLog, type LogVerificationResult } from '#shared/portability/verifier/verify-log.ts';

/**
 * Usage of the tool, which verifies a site's public record and what the site publishes. It is a
 * single file for anybody, and needs only Node.
 */
const USAGE = `Usage: node verify.mjs URL|FOLDER [--dump FOLDER|URL] [--since FILE] [--key KEY] [--pictures] [--json]
  URL      of a site, such as https://contrenote.example
  FOLDER   of a dump, or of a copy of the record: checked without the site
  --dump   a dump of the site; without it, the last one that the site publishes
  --since  a checkpoint that you kept: what stands at URL/record/checkpoint
  --key    the key to trust: it signs the record, or named the one that does
  --pictures  reads the pictures of a site too, which are many; those of a folder are read anyway
  --json   says it for programs`;

process.exitCode = await run(process.argv.slice(2));

type Options = {
  readonly dump?: string | undefined;
  readonly since?: string | undefined;
  readonly key?: string | undefined;
  readonly json?: boolean | undefined;
  readonly pictures?: boolean | undefined;
};

/**
 * Runs the tool.
 * @returns the exit code: 0 no faults, 1 faults found, 2 could not check.
 */
async function run(args: string[]): Promise<0 | 1 | 2> {
  const read = readArgs(args);
  if (read === null) return say(USAGE);
  try {
    return await verify(read.place, read.options);
  } catch (error) {
    if (error instanceof FetchFailed) return say(`${error.message}.`);
    throw error;
  }
}

function readArgs(args: string[]): { place: string; options: Options } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        dump: { type: 'string' },
        since: { type: 'string' },
        key: { type: 'string' },
        json: { type: 'boolean' },
        pictures: { type: 'boolean' },
      },
    });
    const [place] = positionals;
    return place === undefined || positionals.length > 1 ? null : { place, options: values };
  } catch {
    return null;
  }
}

async function verify(place: string, options: Options): Promise<0 | 1> {
  const site = /^https?:/.test(place) && URL.canParse(place) ? new URL(place).origin : null;
  const dump = await openDump(site, place, options.dump);
  const own = fileLogSource(
    nodeCrypto,
    dump?.files ?? localFiles(place),
    dump === null ? '' : 'record',
  );
  const source = site === null ? own : httpLogSource(site);
  const record = await verifyLog(source, {
    since: options.since === undefined ? null : await readText(options.since),
    key: options.key ?? null,
    dump: dump?.manifest.checkpoint ?? null,
  });
  const compared = dump === null ? null : await compare(site, dump, source, record, options);
  const report = { place: site ?? place, record, dump: dump?.files.name ?? null, compared };
  if (options.json === true) console.log(JSON.stringify(writeReportJson(report), null, 2));
  else for (const line of writeReportLines(report)) console.log(line);
  return faultsOfReport(report).length === 0 ? 0 : 1;
}

type OpenedDump = { readonly files: FileSource; readonly manifest: VerifiedManifest };

/** Opens the requested dump; else the latest one of the site, or the folder itself. */
async function openDump(
  site: string | null,
  place: string,
  asked: string | undefined,
): Promise<OpenedDump | null> {
  const at = asked ?? (site === null ? place : `${site}/dump/latest`);
  const files = /^https?:/.test(at) ? remoteFiles(at) : localFiles(at);
  try {
    return { files, manifest: await readDumpManifest(files) };
  } catch (error) {
    // A 404 is no fault: a site may publish no dump, and a copied record has none.
    if (asked === undefined && error instanceof FetchFailed && error.status === 404) return null;
    throw error;
  }
}

async function compare(
  site: string | null,
  { files, manifest }: OpenedDump,
  source: LogSource,
  { checkpoint, leaves, faults, copied }: LogVerificationResult,
  options: Options,
): Promise<DumpCheckResult | null> {
  // With a broken record a comparison row by row means nothing.
  if (leaves === null || faults.some(({ code }) => BROKEN.has(code))) return null;
  // For a remote dump each table is read once, and checked against the record.
  const changed = files.near ? await checkDumpFiles(files, manifest) : [];
  const base = site ?? manifest.site;
  const checked = await compareDumpWithLog({
    source: restrictToLog(source, checkpoint?.origin ?? ''),
    files,
    manifest,
    leaves,
    copied,
    addressOf: (subject) => (base === null ? undefined : `${base}/en/record?subject=${subject}`),
    pictures: files.near || options.pictures === true,
  });
  return { ...checked, faults: [...changed, ...checked.faults] };
}

const BROKEN: ReadonlySet<FaultCode> = new Set([
  'unsigned',
  'leaf-dropped',
  'other-root',
  'other-dump',
]);

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new FetchFailed(`${path} is not there`, { cause: error });
  });
}

function say(sentence: string): 2 {
  console.error(sentence);
  return 2;
}
