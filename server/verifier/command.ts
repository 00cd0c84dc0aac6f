import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { NoAnswer, recordOver } from '#server/record/http-source.ts';
import { sayFault, type Fault } from './faults.ts';
import { filesAt, filesIn, recordIn, type Files } from './sources.ts';
import { verifyRecord } from './verify.ts';

/**
 * Anybody's check of a site's public record and of what it publishes. One file, that needs nothing but
 * Node.
 */
const USAGE = `Usage: node verify.mjs URL|FOLDER [--dump FOLDER|URL] [--since FILE] [--key KEY] [--json]
  URL      of a site, such as https://contrenote.example
  FOLDER   of a dump, or of a copy of the record: checked without the site
  --dump   a dump of the site; without it, the last one that the site publishes
  --since  a checkpoint that you kept: what stands at URL/record/checkpoint
  --key    the key that has to sign the record
  --json   says it for programs`;

process.exitCode = await run(process.argv.slice(2));

type Options = {
  readonly dump?: string | undefined;
  readonly since?: string | undefined;
  readonly key?: string | undefined;
  readonly json?: boolean | undefined;
};

/** The exit code: 0 nothing wrong, 1 faults found, 2 it could not look. */
async function run(args: string[]): Promise<0 | 1 | 2> {
  const read = readArgs(args);
  if (read === null) return say(USAGE);
  try {
    return await verify(read.place, read.options);
  } catch (error) {
    if (error instanceof NoAnswer) return say(`${error.message}.`);
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
      },
    });
    const [place] = positionals;
    return place === undefined || positionals.length > 1 ? null : { place, options: values };
  } catch {
    return null;
  }
}

async function verify(place: string, options: Options): Promise<0 | 1> {
  const site = URL.canParse(place) && /^https?:/.test(place) ? new URL(place).origin : null;
  const dump = await openDump(site, place, options.dump);
  const record = await verifyRecord(
    site === null
      ? recordIn(dump?.files ?? filesIn(place), dump === null ? '' : 'record')
      : recordOver(site),
    {
      since: options.since === undefined ? null : await readText(options.since),
      key: options.key ?? null,
      dump: dump?.checkpoint ?? null,
    },
  );
  const report: Report = { place: site ?? place, record, compared: null };
  if (options.json === true) console.log(JSON.stringify(forPrograms(report)));
  else for (const line of sentences(report)) console.log(line);
  return faultsOf(report).length === 0 ? 0 : 1;
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new NoAnswer(`${path} is not there`, { cause: error });
  });
}

function say(sentence: string): 2 {
  console.error(sentence);
  return 2;
}
