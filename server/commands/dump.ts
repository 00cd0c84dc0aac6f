import { NotADumpFolder, writeDump } from '#server/portability/dump/write-dump.ts';
import { refreshFigures } from '#server/portability/dump/stale-figures.ts';
import { readEnvironment } from '#server/core/env.ts';
import { openStore } from '#server/operations/open-stores.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { CommandRefused, requireUpToDate, runCommand, withDatabase } from './run-command.ts';

const USAGE = 'Usage: npm run dump -- FOLDER     writes all that is public into the folder';

await runCommand(async (args) => {
  const [folder] = args;
  if (folder === undefined || folder.startsWith('-') || args.length > 1)
    throw new CommandRefused(USAGE, 2);
  const env = readEnvironment(process.env);
  await withDatabase(env, async (database) => {
    await requireUpToDate(database);
    const begun = Date.now();
    const keys = openLogSigningKeys(env, openSecrets(env.secretKey, env.dataDir));
    const { publicUrl, dataDir } = env;
    const parts = { database, store: await openStore(env), keys, publicUrl, dataDir };
    await refreshFigures(database, new Date());
    const { files } = await writeDump(parts, folder, new Date());
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
    const seconds = (Date.now() - begun) / 1000;
    console.log(
      `${files.length} files, ${megabytes.toFixed(1)} MB, in ${seconds.toFixed(1)} s: ${folder}`,
    );
  });
}, NotADumpFolder);
