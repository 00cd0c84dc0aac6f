import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { leftPseudonymKey } from '#server/identity/accounts/left-pseudonyms.ts';
import { BadDump } from '#server/portability/dump/bad-dump.ts';
import { importDump } from '#server/portability/dump/import-command.ts';
import { BadEnvironment, readEnvironment, type Environment } from '#server/core/env.ts';
import { listCategories } from '#server/portability/imports/list.ts';
import { forgetCodes, writeCodes } from '#server/portability/imports/codes.ts';
import { lockImports } from '#server/portability/imports/lock.ts';
import { createProgress } from '#server/portability/imports/progress.ts';
import { openReport, type Report } from '#server/portability/imports/report.ts';
import { runImport } from '#server/portability/imports/run.ts';
import { BadImport, FORMATS, openSource, type Source } from '#server/portability/imports/source.ts';
import type { Database } from '#server/database/db.ts';
import { isOutdated } from '#server/database/migration-phases.ts';
import { hasDatabase, openDatabase } from '#server/operations/open.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { sourceName } from '#shared/portability/imports.ts';

const USAGE = `Usage: npm run import -- FILE [options]          brings a community along
       npm run import -- --list FILE            says which categories it has
       npm run import -- --new-codes SOURCE     makes new codes for who has not come yet
       npm run import -- --dump FOLDER          makes a new site out of a dump
Options: --source NAME  --name TEXT  --url ADDRESS  --format ${FORMATS.join('|')}
         --put ID=SLUG  (a category goes into ours of that slug; again for others)
         --leave-out ID,ID  (categories that stay behind)
See docs/import.md, and docs/dump.md for dumps.`;

const OPTIONS = {
  source: { type: 'string' },
  name: { type: 'string' },
  url: { type: 'string' },
  format: { type: 'string' },
  put: { type: 'string', multiple: true },
  'leave-out': { type: 'string', multiple: true },
  list: { type: 'boolean' },
  'new-codes': { type: 'string' },
  dump: { type: 'string' },
} as const;

type Command =
  | { readonly kind: 'list'; readonly source: Source }
  | { readonly kind: 'new-codes'; readonly source: string }
  | { readonly kind: 'dump'; readonly folder: string }
  | {
      readonly kind: 'import';
      readonly source: Source;
      readonly into: ReadonlyMap<string, string>;
      readonly leaveOut: ReadonlySet<string>;
    };

process.exitCode = await run(process.argv.slice(2), process.env);

/** Imports a forum. Exit code: 0 done, 1 not possible now, 2 wrong usage. */
async function run(args: string[], environment: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  try {
    const command = readCommand(args);
    if (typeof command === 'string') return refuse(command, 2);
    if (command.kind === 'list') {
      for (const line of await listCategories(command.source)) console.log(line);
      return 0;
    }
    const env = readEnvironment(environment);
    if (command.kind === 'dump') {
      await importDump(env, command.folder, new Date());
      return 0;
    }
    if (!hasDatabase(env)) {
      return refuse(
        `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`,
        1,
      );
    }
    await act(command, env);
    return 0;
  } catch (error) {
    const expected = [BadEnvironment, BadImport, BadDump].some((kind) => error instanceof kind);
    if (!(error instanceof Error) || !expected) throw error;
    return refuse(error.message, error instanceof BadImport ? error.status : 1);
  }
}

function refuse<Code>(sentence: string, code: Code): Code {
  console.error(sentence);
  return code;
}

function readCommand(args: string[]): Command | string {
  const parsed = parse(args);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  const newCodes = values['new-codes'];
  if (newCodes !== undefined) return { kind: 'new-codes', source: newCodes };
  if (values.dump !== undefined) {
    return positionals.length > 0 ? USAGE : { kind: 'dump', folder: values.dump };
  }
  const [path] = positionals;
  const format = FORMATS.find((one) => one === values.format);
  const { source: id, name, url } = values;
  if (path === undefined || positionals.length > 1) return USAGE;
  if (values.format !== undefined && format === undefined) return USAGE;
  if (id !== undefined && !sourceName.safeParse(id).success) {
    return '--source is a short name in small letters, digits and hyphens, such as old-forum.';
  }
  if (url !== undefined && !URL.canParse(url)) return '--url is an address such as https://…';
  if (!existsSync(path)) return `There is no file ${path}.`;
  const source = openSource(path, {
    ...(format === undefined ? {} : { format }),
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
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
    return USAGE;
  }
}

async function act(
  command: Exclude<Command, { kind: 'list' | 'dump' }>,
  env: Environment,
): Promise<void> {
  const database = await openDatabase(env);
  try {
    const lock = await lockImports(database.url);
    try {
      if (await isOutdated(database, join(process.cwd(), 'prisma', 'migrations'))) {
        throw new BadImport(
          'The database is not up to date. Start the site once, or npm run db:migrate.',
          1,
        );
      }
      if (command.kind === 'import') await bring(command, env, database);
      else await renewCodes(command.source, env, database);
    } finally {
      await lock.release();
    }
  } finally {
    await database.close();
  }
}

async function bring(
  { source, into, leaveOut }: Extract<Command, { kind: 'import' }>,
  env: Environment,
  database: Database,
): Promise<void> {
  const begun = Date.now();
  const path = join(env.dataDir, `import-${source.id}-report.csv`);
  const report = openReport(path);
  const codes = codesFile(source.id, env);
  console.log(`Bringing "${source.name}" (${source.format}), as ${source.id}.`);
  try {
    const waiting = await runImport(
      {
        database,
        source,
        into,
        leaveOut,
        leftKey: leftPseudonymKey(codes.secrets),
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

function summaryOf(report: Report, seconds: number): string[] {
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
  if (known === 0) throw new BadImport(`Nothing was brought from a source "${source}".`);
  await database.prisma.$transaction((tx) => forgetCodes(tx, source));
  const codes = codesFile(source, env);
  const waiting = await writeCodes(database, source, codes);
  console.log(`New codes: ${waiting}, in ${codes.path}. Earlier ones open nothing any more.`);
}
