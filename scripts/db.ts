import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '#server/env.ts';
import { explainFailure } from '#server/failure.ts';
import { applyMigrations, diffMigrations } from '#server/migrations.ts';
import { openDatabase } from '#server/open.ts';

const SCHEMA_FOLDER = join(import.meta.dirname, '..', 'prisma');
const MIGRATIONS_FOLDER = join(SCHEMA_FOLDER, 'migrations');

const [command, name] = process.argv.slice(2);
try {
  if (command === 'migrate') await migrate();
  else if (command === 'migration' && name !== undefined) await writeMigration(name);
  else {
    console.error('Usage: npm run db:migrate, or npm run db:migration -- a_name');
    process.exitCode = 2;
  }
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
// The schema engine's scratch databases would keep the process for seconds.
process.exit();

async function migrate(): Promise<void> {
  const env = readEnvironment(process.env);
  const database = await openDatabase(env);
  try {
    const applied = await applyMigrations(database, MIGRATIONS_FOLDER);
    console.log(applied.length === 0 ? 'Nothing to apply.' : `Applied: ${applied.join(', ')}`);
  } finally {
    await database.close();
  }
}

async function writeMigration(title: string): Promise<void> {
  const script = await diffMigrations(SCHEMA_FOLDER);
  if (script === null) {
    console.log('The migrations already lead to the schema.');
    return;
  }
  const stamp = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, `${stamp}_${title.replaceAll(/\W+/g, '_')}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), script);
  console.log(`Wrote ${folder}/migration.sql: read it before you commit it.`);
}
