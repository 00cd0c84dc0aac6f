import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MIGRATIONS, isExpected, secondsSince } from './backup/command.ts';
import { hasSecret } from './backup/site-files.ts';
import { moveAllWaiting } from './boycotts/slots-open.ts';
import { readEnvironment, type Environment } from './env.ts';
import { createProgress } from './imports/progress.ts';
import { BadMove } from './move/bad-move.ts';
import { readMark, removeMark } from './move/marks.ts';
import { moveSite } from './move/move.ts';
import { hasEmbedded, openEmbeddedSide, openServerSide, type Side } from './move/sides.ts';
import { hasDatabase, openAnyway } from './open.ts';
import { KEPT_NOTE } from './record/sequence.ts';

const USAGE = `Usage: npm run move -- --to postgresql://USER:PASSWORD@HOST:PORT/NAME     the embedded site, into an empty PostgreSQL
       npm run move -- --from postgresql://USER:PASSWORD@HOST:PORT/NAME   back, into a DATA_DIR without a database
       npm run move -- --reopen   uses a database again that the site has left
Stop the site first. Killed and given again, a move goes on.`;

const OPTIONS = {
  to: { type: 'string' },
  from: { type: 'string' },
  reopen: { type: 'boolean' },
} as const;

type Command = { readonly kind: 'to' | 'from'; readonly url: string } | { readonly kind: 'reopen' };

process.exitCode = await run(process.argv.slice(2), process.env);
// What the schema engine opened would keep the process for seconds.
process.exit();

/** Moves the site; the exit code: 0 done, 1 not possible now, 2 not understood. */
async function run(args: string[], source: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const command = readCommand(args);
  if (command === null) return refuse(USAGE, 2);
  try {
    const env = readEnvironment(source);
    if (command.kind === 'reopen') await reopen(env);
    else if (command.kind === 'to') await moveTo(env, command.url);
    else await moveFrom(env, command.url);
    return 0;
  } catch (error) {
    if (error instanceof BadMove || isExpected(error)) return refuse(error.message, 1);
    throw error;
  }
}

function refuse<Code>(sentence: string, code: Code): Code {
  console.error(sentence);
  return code;
}

function readCommand(args: string[]): Command | null {
  try {
    const { to, from, reopen: again } = parseArgs({ args, options: OPTIONS }).values;
    const commands: Command[] = [
      ...(to === undefined ? [] : [{ kind: 'to', url: to } as const]),
      ...(from === undefined ? [] : [{ kind: 'from', url: from } as const]),
      ...(again === true ? [{ kind: 'reopen' } as const] : []),
    ];
    return commands.length === 1 ? (commands[0] ?? null) : null;
  } catch {
    return null;
  }
}

async function moveTo(env: Environment, url: string): Promise<void> {
  if (!hasEmbedded(env)) {
    throw new BadMove(`There is no embedded database in ${env.dataDir}. Set DATA_DIR.`);
  }
  await between(
    () => openEmbeddedSide(env),
    () => openServerSide(url),
    (source, target) => move(env, source, target),
  );
  console.log(
    `From now on the site is at ${withoutPassword(url)}. Start it with DATABASE_URL set to that.`,
  );
  describeFolder(env);
  console.log(
    `${join(env.dataDir, 'db')} is not read any more: delete it once you have a backup of the new database.`,
  );
}

async function moveFrom(env: Environment, url: string): Promise<void> {
  if (!(await hasSecret(env))) {
    throw new BadMove(
      `The key of the site is not here. Put secret.key into ${env.dataDir} first, or set SECRET_KEY.`,
    );
  }
  await between(
    () => openServerSide(url),
    () => openEmbeddedSide(env),
    (source, target) => move(env, source, target),
  );
  console.log(`From now on the site is in ${env.dataDir}. Start it without DATABASE_URL.`);
  describeFolder(env);
}

async function move(env: Environment, source: Side, target: Side): Promise<void> {
  const begun = Date.now();
  console.log(`From ${source.place} to ${target.place}.`);
  const work = {
    migrations: MIGRATIONS,
    settle: () => moveAllWaiting(env, source.database),
    progress: createProgress(console.log, () => new Date()),
    say: console.log,
  };
  const moved = await moveSite(source, target, new Date(), work);
  const { tables, rows, acts } = moved;
  console.log(`Moved: ${tables} tables, ${rows} rows, each compared, in ${secondsSince(begun)}.`);
  console.log(`Its record is what was signed: ${acts} acts.`);
}

/** Opens both sides, and closes what was opened, whatever happens. */
async function between(
  openSource: () => Promise<Side>,
  openTarget: () => Promise<Side>,
  work: (source: Side, target: Side) => Promise<void>,
): Promise<void> {
  const source = await openSource();
  try {
    const target = await openTarget();
    try {
      await work(source, target);
    } finally {
      await target.database.close();
    }
  } finally {
    await source.database.close();
  }
}

/** What the site goes on needing of its data folder, wherever its database is. */
function describeFolder(env: Environment): void {
  const needed = [
    [env.secretKey === null ? 'secret.key' : '', 'the key of the site'],
    [env.s3 === null ? 'files' : '', 'all pictures'],
    [KEPT_NOTE, 'what was signed last of the record'],
    ['witnesses.txt', 'the witnesses you know'],
    ['tables', 'your own tables'],
    ['dump', 'the published dumps'],
  ].flatMap(([name = '', what = '']) =>
    name !== '' && existsSync(join(env.dataDir, name)) ? [`${name} (${what})`] : [],
  );
  if (needed.length === 0) return;
  console.log(
    `Files stay where they are. The site goes on needing, in ${env.dataDir}: ${needed.join(', ')}.`,
  );
  console.log('On another machine, copy them there first.');
}

/** Takes the mark away by which a database that the site has left refuses to be used. */
async function reopen(env: Environment): Promise<void> {
  if (!hasDatabase(env)) {
    throw new BadMove(`There is no database in ${env.dataDir}. Set DATA_DIR or DATABASE_URL.`);
  }
  const database = await openAnyway(env);
  try {
    const mark = await readMark(database.sql);
    if (mark === null) throw new BadMove('This database can be used: no move has left it.');
    if (mark.role === 'target')
      throw new BadMove('A move into this database is not finished: there is no whole site in it.');
    await removeMark(database.sql);
    console.log('This database can be used again. What was written elsewhere since is not in it.');
  } finally {
    await database.close();
  }
}

function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgresql://${host}${pathname}`;
}
