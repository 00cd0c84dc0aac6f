import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { templateClusterPath } from '#server/database/embedded/template-cluster.ts';
import { makeTemplateCluster } from '#server/database/migrations/apply-migrations.ts';

/** Creates the template cluster for new sites, unless one with these migrations and this code exists. */
const path = templateClusterPath();
if (!existsSync(path)) {
  const folder = dirname(path);
  const older = (await readdir(folder)).filter((name) => name.startsWith('template-'));
  await makeTemplateCluster(path, (database) =>
    applyMigrationsAndSqlFiles(database, join('prisma', 'migrations')),
  );
  await Promise.all(older.map((name) => rm(join(folder, name), { force: true })));
}
