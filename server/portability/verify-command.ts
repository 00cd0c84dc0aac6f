import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { fileLogSource, remoteFiles } from '#shared/portability/verifier/file-sources.ts';
import { readDumpManifest } from '#shared/portability/verifier/read-dump.ts';
import {
  faultsOfReport,
  writeReportJson,
  writeReportLines,
} from '#shared/portability/verifier/verification-report.ts';
import {
  openDumpIfAny,
  verifySite,
  type OpenedDump,
} from '#shared/portability/verifier/verify-site.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { localFiles } from './local-files.ts';

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
  const report = await verifySite({
    place: site ?? place,
    site,
    log: site === null ? own : httpLogSource(nodeCrypto, site),
    dump,
    pictures: options.pictures === true,
    since: options.since === undefined ? null : await readText(options.since),
    key: options.key ?? null,
  });
  if (options.json === true) console.log(JSON.stringify(writeReportJson(report), null, 2));
  else for (const line of writeReportLines(report)) console.log(line);
  return faultsOfReport(report).length === 0 ? 0 : 1;
}

/** Opens the requested dump; else the latest one of the site, or the folder itself. */
async function openDump(
  site: string | null,
  place: string,
  asked: string | undefined,
): Promise<OpenedDump | null> {
  const at = asked ?? (site === null ? place : `${site}/dump/latest`);
  const files = /^https?:/.test(at) ? remoteFiles(at) : localFiles(at);
  if (asked === undefined) return openDumpIfAny(files);
  return { files, manifest: await readDumpManifest(files) };
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new FetchFailed(`${path} is not there`, { cause: error });
  });
}

function say(sentence: string): 2 {
  console.error(sentence);
  return 2;
}
