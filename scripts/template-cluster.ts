import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { migrateWholly } from '#server/database/migrations/apply-sql-files.ts';
import { templatePath } from '#server/database/embedded/template-cluster.ts';
import { makeTemplate } from '#server/database/migrations/apply-migrations.ts';

/** Creates the template cluster for new sites, unless one with these migrations and this code exists. */
const path = templatePath();
if (!existsSync(path)) {
  const folder = dirname(path);
  const older = (await readdir(folder)).filter((name) => name.startsWith('template-'));
  await makeTemplate(path, (database) => migrateWholly(database, join('prisma', 'migrations')));
  await Promise.all(older.map((name) => rm(join(folder, name), { force: true })));
}
