import { eraseName, type ErasedName } from '#server/directory/clients/erase.ts';
import { BadEnvironment, readEnvironment, type Environment } from '#server/core/env.ts';
import { AppError } from '#server/core/errors.ts';
import { hasDatabase, openDatabase } from '#server/operations/open.ts';

const USAGE = 'Usage: npm run erase-name -- CLIENT_SLUG NAME';

process.exitCode = await run(process.argv.slice(2), process.env);

/** Erases a name of a client. Exit code: 0 done, 1 not possible now, 2 wrong usage. */
async function run([slug, ...words]: string[], source: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const name = words.join(' ').trim();
  if (slug === undefined || name === '') return refuse(USAGE, 2);
  try {
    const env = readEnvironment(source);
    if (!hasDatabase(env)) {
      return refuse(
        `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`,
        1,
      );
    }
    const erased = await erase(env, slug, name);
    if (erased === null) return refuse(`${slug} is called "${name}" nowhere.`, 2);
    console.log(describe(slug, erased));
    return 0;
  } catch (error) {
    if (error instanceof AppError) return refuse(`There is no client "${slug}".`, 2);
    if (!(error instanceof BadEnvironment)) throw error;
    return refuse(error.message, 1);
  }
}

function refuse<Code>(sentence: string, code: Code): Code {
  console.error(sentence);
  return code;
}

async function erase(env: Environment, slug: string, name: string): Promise<ErasedName | null> {
  const database = await openDatabase(env);
  try {
    return await database.prisma.$transaction((tx) => eraseName(tx, slug, name, new Date()));
  } finally {
    await database.close();
  }
}

function describe(slug: string, { slug: now, name, names, revisions }: ErasedName): string {
  return [
    `Names erased: ${names}. Changes that told it: ${revisions}. The record says so.`,
    ...(slug === now ? [] : [`The client is now "${name}", at /clients/${now}.`]),
  ].join('\n');
}
