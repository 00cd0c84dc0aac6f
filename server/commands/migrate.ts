import { join } from 'node:path';
import { SQL_OBJECTS_LABEL } from '#server/database/sql-files/read-sql-files.ts';
import { readEnvironment } from '#server/core/env.ts';
import { explainFailure } from '#server/operations/explain-failure.ts';
import {
  finishMigrations,
  migrateAtStart,
} from '#server/database/migrations/expand-and-contract.ts';
import { withStartupLock } from '#server/database/migrations/startup-lock.ts';
import { openDatabase } from '#server/operations/open-stores.ts';
import { requireUsableDatabase } from '#server/database/explain-database-error.ts';

const FOLDER = join(process.cwd(), 'prisma', 'migrations');

try {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg !== '--finish')) {
    console.error('Usage: npm run db:migrate, or npm run db:migrate -- --finish');
    process.exit(2);
  }
  const env = readEnvironment(process.env);
  const database = await openDatabase(env);
  try {
    if (env.databaseUrl !== null) await requireUsableDatabase(database, env.databaseUrl);
    // Excludes a concurrent start of the site.
    const { applied, waiting, code } = await withStartupLock(database.url, () =>
      args.length > 0 ? finishMigrations(database, FOLDER) : migrateAtStart(database, FOLDER, env),
    );
    const done = applied.length === 0 && code ? [SQL_OBJECTS_LABEL] : applied;
    console.log(done.length === 0 ? 'Nothing to apply.' : `Applied: ${done.join(', ')}`);
    if (waiting.length > 0) {
      console.log(
        `Waits until no process of an older version runs: ${waiting.join(', ')}. Then give npm run db:migrate -- --finish.`,
      );
    }
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
