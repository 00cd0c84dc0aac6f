import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reservedPseudonymKey } from '#server/identity/accounts/reserved-pseudonyms.ts';
import { InvalidDump } from '#server/portability/dump/invalid-dump.ts';
import { importDump } from '#server/operations/import-dump.ts';
import { readEnvironment, type Environment } from '#server/core/env.ts';
import { listCategories } from '#server/portability/imports/source/list-categories.ts';
import {
  invalidateClaimCodes,
  writeClaimCodes,
} from '#server/portability/imports/pseudonym-claims/write-claim-codes.ts';
import { lockImports } from '#server/portability/imports/source/lock-imports.ts';
import { createProgress } from '#server/portability/imports/steps/progress.ts';
import {
  openImportReport,
  type ImportReport,
} from '#server/portability/imports/steps/import-report.ts';
import { runImport } from '#server/portability/imports/run-import.ts';
import {
  InvalidImport,
  IMPORT_FILE_FORMATS,
  openImportSource,
  type ImportSource,
} from '#server/portability/imports/source/open-source.ts';
import type { Database } from '#server/database/db.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { sourceName } from '#shared/portability/imports.ts';
import { CommandRefused, requireUpToDate, runCommand, withDatabase } from './run-command.ts';

const USAGE = `Usage: npm run import -- FILE [options]          brings a community along
       npm run import -- --list FILE            says which categories it has
       npm run import -- --new-codes SOURCE     makes new codes for who has not come yet
       npm run import -- --dump FOLDER          makes a new site out of a dump
Options: --source NAME  --name TEXT  --url ADDRESS  --format ${IMPORT_FILE_FORMATS.join('|')}
         --put ID=SLUG  (a category goes into ours of that slug; again for others)
         --leave-out ID,ID  (categories that stay behind)
         --open ID,ID|all  (forums of phpBB that come though guests could not read them)
See docs/import.md, and docs/dump.md for dumps.`;

const OPTIONS = {
  source: { type: 'string' },
  name: { type: 'string' },
  url: { type: 'string' },
  format: { type: 'string' },
  put: { type: 'string', multiple: true },
  'leave-out': { type: 'string', multiple: true },
  open: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  'new-codes': { type: 'string' },
  dump: { type: 'string' },
} as const;

type Command =
  | { readonly kind: 'list'; readonly source: ImportSource }
  | { readonly kind: 'new-codes'; readonly source: string }
  | { readonly kind: 'dump'; readonly folder: string }
  | {
      readonly kind: 'import';
      readonly source: ImportSource;
      readonly into: ReadonlyMap<string, string>;
      readonly leaveOut: ReadonlySet<string>;
    };

await runCommand(
  async (args) => {
    const command = readCommand(args);
    if (command.kind === 'list') {
      for (const line of await listCategories(command.source)) console.log(line);
      return;
    }
    const env = readEnvironment(process.env);
    if (command.kind === 'dump') await importDump(env, command.folder, new Date());
    else await act(command, env);
  },
  InvalidImport,
  InvalidDump,
);

function readCommand(args: string[]): Command {
  const { values, positionals } = parse(args);
  const newCodes = values['new-codes'];
  if (newCodes !== undefined) return { kind: 'new-codes', source: newCodes };
  if (values.dump !== undefined) {
    if (positionals.length > 0) throw new CommandRefused(USAGE, 2);
    return { kind: 'dump', folder: values.dump };
  }
  const [path] = positionals;
  const format = IMPORT_FILE_FORMATS.find((one) => one === values.format);
  const { source: id, name, url } = values;
  if (path === undefined || positionals.length > 1) throw new CommandRefused(USAGE, 2);
  if (values.format !== undefined && format === undefined) throw new CommandRefused(USAGE, 2);
  if (id !== undefined && !sourceName.safeParse(id).success) {
    const sentence =
      '--source is a short name in small letters, digits and hyphens, such as old-forum.';
    throw new CommandRefused(sentence, 2);
  }
  if (url !== undefined && !URL.canParse(url))
    throw new CommandRefused('--url is an address such as https://…', 2);
  if (!existsSync(path)) throw new CommandRefused(`There is no file ${path}.`, 2);
  const opened = (values.open ?? []).flatMap((ids) => ids.split(','));
  const source = openImportSource(path, {
    ...(format === undefined ? {} : { format }),
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    opened: opened.includes('all') ? 'all' : new Set(opened),
  });
  if (values.list === true) return { kind: 'list', source };
  const pairs = (values.put ?? []).map((pair): [string, string] => {
    const [original = '', slug = ''] = pair.split('=');
    return [original, slug];
  });
  const leaveOut = (values['leave-out'] ?? []).flatMap((ids) => ids.split(','));
  return { kind: 'import', source, into: new Map(pairs), leaveOut: new Set(leaveOut) };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch {
    throw new CommandRefused(USAGE, 2);
  }
}

async function act(
  command: Exclude<Command, { kind: 'list' | 'dump' }>,
  env: Environment,
): Promise<void> {
  await withDatabase(env, async (database) => {
    const lock = await lockImports(database.url);
    try {
      await requireUpToDate(database);
      if (command.kind === 'import') await bring(command, env, database);
      else await renewCodes(command.source, env, database);
    } finally {
      await lock.release();
    }
  });
}

async function bring(
  { source, into, leaveOut }: Extract<Command, { kind: 'import' }>,
  env: Environment,
  database: Database,
): Promise<void> {
  const begun = Date.now();
  const path = join(env.dataDir, `import-${source.id}-report.csv`);
  const report = openImportReport(path);
  const codes = codesFile(source.id, env);
  console.log(`Bringing "${source.name}" (${source.format}), as ${source.id}.`);
  try {
    const waiting = await runImport(
      {
        database,
        source,
        into,
        leaveOut,
        leftKey: reservedPseudonymKey(codes.secrets),
        origin: env.publicUrl,
        report,
        progress: createProgress(console.log, () => new Date()),
        now: new Date(),
      },
      codes,
    );
    for (const line of summaryOf(report, (Date.now() - begun) / 1_000)) console.log(line);
    console.log(`Report: ${path}`);
    console.log(`Pseudonyms that wait for their members: ${waiting}. Codes: ${codes.path}`);
  } finally {
    await report.close();
  }
}

function codesFile(source: string, env: Environment) {
  return {
    path: join(env.dataDir, `import-${source}-codes.csv`),
    secrets: openSecrets(env.secretKey, env.dataDir),
  };
}

function summaryOf(report: ImportReport, seconds: number): string[] {
  const brought = report.broughtCounts();
  const counts = report.counts();
  const all = brought.category + brought.member + brought.thread + brought.post;
  return [
    `Brought: ${brought.category} categories, ${brought.member} members, ${brought.thread} threads, ${brought.post} posts, in ${seconds.toFixed(1)} s (${Math.round(all / Math.max(0.001, seconds))} a second).`,
    `Refused: ${counts.refused}. Left out: ${counts['left-out']}. Changed: ${counts.changed}.`,
  ];
}

async function renewCodes(source: string, env: Environment, database: Database): Promise<void> {
  const known = await database.prisma.importSource.count({ where: { id: source } });
  if (known === 0) throw new InvalidImport(`Nothing was brought from a source "${source}".`);
  await database.prisma.$transaction((tx) => invalidateClaimCodes(tx, source));
  const codes = codesFile(source, env);
  const waiting = await writeClaimCodes(database, source, codes);
  console.log(`New codes: ${waiting}, in ${codes.path}. Earlier ones open nothing any more.`);
}
