import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXCUSE, findBreaks, splitMigration } from '#server/migration-check.ts';
import { isContract } from '#server/migration-rules.ts';
import { explainFailure } from '#server/failure.ts';
import { diffMigrations } from '#server/migrations.ts';

const SCHEMA_FOLDER = join(import.meta.dirname, '..', 'prisma');
const MIGRATIONS_FOLDER = join(SCHEMA_FOLDER, 'migrations');
const SECOND_MS = 1_000;

const [command, name] = process.argv.slice(2);
try {
  if (command === 'migration' && name !== undefined) await writeMigrations(name);
  else {
    console.error('Usage: npm run db:migration -- a_name');
    process.exitCode = 2;
  }
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
// The schema engine's scratch databases would keep the process for seconds.
process.exit();

/** One or several, a second apart: what adds, and at last what takes away. */
async function writeMigrations(title: string): Promise<void> {
  const script = await diffMigrations(SCHEMA_FOLDER);
  if (script === null) {
    console.log('The migrations already lead to the schema.');
    return;
  }
  const begun = Date.now();
  for (const [nth, part] of splitMigration(script).entries()) {
    const stamp = new Date(begun + nth * SECOND_MS)
      .toISOString()
      .replaceAll(/[-:T]/g, '')
      .slice(0, 14);
    const folder = join(
      MIGRATIONS_FOLDER,
      `${stamp}_${title.replaceAll(/\W+/g, '_')}${part.ending}`,
    );
    await mkdir(folder);
    await writeFile(join(folder, 'migration.sql'), part.script);
    console.log(`Wrote ${folder}/migration.sql: read it before you commit it.`);
    if (isContract(folder)) {
      console.log('  It waits until no process of the version before runs.');
      continue;
    }
    for (const why of findBreaks(part.script)) console.log(`  ${why}`);
  }
  console.log(
    `Where one may run beside the version before all the same, write why above it: -- ${EXCUSE} …`,
  );
}
