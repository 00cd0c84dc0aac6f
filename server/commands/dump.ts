import { join } from 'node:path';
import { NotADump, writeDump } from '#server/portability/dump/write.ts';
import { BadEnvironment, readEnvironment } from '#server/core/env.ts';
import { isOutdated } from '#server/database/migration-phases.ts';
import { hasDatabase, openDatabase, openStore } from '#server/operations/open.ts';
import { openRecordKeys } from '#server/transparency-log/keys.ts';
import { openSecrets } from '#server/core/secrets.ts';

const USAGE = 'Usage: npm run dump -- FOLDER     writes all that is public into the folder';

process.exitCode = await run(process.argv.slice(2), process.env);

/** Writes a public dump. Exit code: 0 done, 1 not possible now, 2 wrong usage. */
async function run(args: string[], environment: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const [folder] = args;
  if (folder === undefined || folder.startsWith('-') || args.length > 1) return refuse(USAGE, 2);
  try {
    const env = readEnvironment(environment);
    if (!hasDatabase(env)) {
      return refuse(
        `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`,
        1,
      );
    }
    const database = await openDatabase(env);
    try {
      if (await isOutdated(database, join(process.cwd(), 'prisma', 'migrations'))) {
        return refuse(
          'The database is not up to date. Start the site once, or npm run db:migrate.',
          1,
        );
      }
      const begun = Date.now();
      const keys = openRecordKeys(env, openSecrets(env.secretKey, env.dataDir));
      const { publicUrl, dataDir } = env;
      const parts = { database, store: await openStore(env), keys, publicUrl, dataDir };
      const { files } = await writeDump(parts, folder, new Date());
      const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
      const seconds = (Date.now() - begun) / 1000;
      console.log(
        `${files.length} files, ${megabytes.toFixed(1)} MB, in ${seconds.toFixed(1)} s: ${folder}`,
      );
      return 0;
    } finally {
      await database.close();
    }
  } catch (error) {
    const expected = [BadEnvironment, NotADump].some((kind) => error instanceof kind);
    if (!(error instanceof Error) || !expected) throw error;
    return refuse(error.message, 1);
  }
}

function refuse<Code>(sentence: string, code: Code): Code {
  console.error(sentence);
  return code;
}
