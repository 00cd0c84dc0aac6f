import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import {
  sqlFolderOf,
  hashSqlFiles,
  sqlManifestPath,
  readSqlFiles,
  readSqlManifest,
} from '#server/database/sql-files/read-sql-files.ts';
import {
  CODE_VERSION_FUNCTION,
  listSqlObjects,
} from '#server/database/migrations/list-sql-objects.ts';
import {
  COMPATIBLE_COMMENT_PREFIX,
  findBreakingStatements,
  splitMigration,
} from '#server/database/migrations/compatibility-check.ts';
import { isContractMigration } from '#server/database/migrations/contract-rules.ts';
import { explainFailure } from '#server/operations/explain-failure.ts';
import {
  diffMigrations,
  listMigrationNames,
  withTemporaryDatabase,
} from '#server/database/migrations/apply-migrations.ts';

const SCHEMA_FOLDER = join(import.meta.dirname, '..', 'prisma');
const MIGRATIONS_FOLDER = join(SCHEMA_FOLDER, 'migrations');
const STAMP_LENGTH = 14;

const [command, name] = process.argv.slice(2);
try {
  if (command === 'migration' && name !== undefined) await writeMigrations(name);
  else if (command === 'code' && name === undefined) await writeManifest();
  else {
    console.error('Usage: npm run db:migration -- a_name, or npm run db:code');
    process.exitCode = 2;
  }
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
// The schema engine's scratch databases would delay the exit by seconds.
process.exit();

/** Updates prisma/sql/manifest.json where the files of `prisma/sql` have changed. */
async function writeManifest(): Promise<void> {
  const folder = sqlFolderOf(MIGRATIONS_FOLDER);
  const sha256 = hashSqlFiles(readSqlFiles(folder));
  const before = readSqlManifest(folder);
  const signatures = await withTemporaryDatabase(async (database) => {
    await applyMigrationsAndSqlFiles(database, MIGRATIONS_FOLDER);
    const objects = await listSqlObjects(database.sql);
    return objects.filter(
      ({ kind, name: of }) => kind !== 'trigger' && of !== CODE_VERSION_FUNCTION,
    );
  });
  const known = new Set([...before.signatures, ...signatures.map(({ signature }) => signature)]);
  const stamp = before.sha256 === sha256 ? before.stamp : laterStamp(before.stamp);
  const manifest = { stamp, sha256, signatures: [...known].toSorted() };
  await writeFile(sqlManifestPath(folder), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The current time as a stamp, but later than the previous one even if two machines' clocks differ. */
function laterStamp(before: string): string {
  const now = stampOf(Date.now());
  return now > before ? now : String(Number(before) + 1);
}

function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}

/**
 * Writes one migration or several, in order: first additions, last the `_contract`. The last name is the
 * version by which running processes tell each other apart, so each stamp is later than all before.
 */
async function writeMigrations(title: string): Promise<void> {
  const script = await diffMigrations(SCHEMA_FOLDER);
  if (script === null) {
    console.log('The migrations already lead to the schema.');
    return;
  }
  let stamp = (await listMigrationNames(MIGRATIONS_FOLDER)).at(-1)?.slice(0, STAMP_LENGTH) ?? '';
  for (const part of splitMigration(script)) {
    stamp = laterStamp(stamp);
    const folder = join(
      MIGRATIONS_FOLDER,
      `${stamp}_${title.replaceAll(/\W+/g, '_')}${part.ending}`,
    );
    await mkdir(folder);
    await writeFile(join(folder, 'migration.sql'), part.script);
    console.log(`Wrote ${folder}/migration.sql: read it before you commit it.`);
    if (isContractMigration(folder)) {
      console.log('  It waits until no process of the version before runs.');
      continue;
    }
    for (const why of findBreakingStatements(part.script)) console.log(`  ${why}`);
  }
  console.log(
    `Where one may run beside the version before all the same, write why above it: -- ${COMPATIBLE_COMMENT_PREFIX} …`,
  );
}
