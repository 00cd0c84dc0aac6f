import { join } from 'node:path';
import type { Environment } from '#server/core/env.ts';
import { writeClaimCodes } from '#server/portability/imports/pseudonym-claims/write-claim-codes.ts';
import { lockImports } from '#server/portability/imports/source/lock-imports.ts';
import { migrateAtStart } from '#server/database/migrations/expand-and-contract.ts';
import { openDatabase, openStore } from './open-stores.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { verifyDumpFiles } from '#server/portability/dump/verify-files.ts';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';

/**
 * Makes a new site from a dump, in the configured database and picture store, and writes the codes with
 * which members claim their pseudonyms.
 * @throws InvalidDump where the dump is damaged or incomplete.
 */
export async function importDump(env: Environment, folder: string, now: Date): Promise<void> {
  const begun = Date.now();
  // Report faults before changing anything.
  await verifyDumpFiles(folder);
  const database = await openDatabase(env);
  try {
    const lock = await lockImports(database.url);
    try {
      // Without _contract migrations, in case the database is not new after all.
      await migrateAtStart(database, join(process.cwd(), 'prisma', 'migrations'), env);
      const secrets = openSecrets(env.secretKey, env.dataDir);
      const { publicUrl, dataDir } = env;
      const parts = { database, store: await openStore(env), publicUrl, dataDir, say: console.log };
      const keys = openLogSigningKeys(env, secrets);
      const { pictures, erased, source } = await restoreDump({ ...parts, keys }, folder, now);
      const codes = { path: join(dataDir, `import-${source}-codes.csv`), secrets };
      const waiting = await writeClaimCodes(database, source, codes);
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      console.log(`The site is there, in ${seconds} s, with ${pictures} pictures.`);
      if (erased > 0)
        console.log(`RestoredDump out, since it was taken back or erased: ${erased}.`);
      console.log(`Pseudonyms that wait for their members: ${waiting}. Codes: ${codes.path}`);
      console.log(
        'Its record goes on under a name of its own, and cites the one that it comes from.',
      );
    } finally {
      await lock.release();
    }
  } finally {
    await database.close();
  }
}
