import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { templatePath } from '#server/embedded/cluster.ts';
import { makeTemplate } from '#server/migrations.ts';

/** Makes the cluster that new sites start from, where there is none of these migrations. */
const path = templatePath();
if (!existsSync(path)) {
  const folder = dirname(path);
  const older = (await readdir(folder)).filter((name) => name.startsWith('template-'));
  await makeTemplate(join('prisma', 'migrations'), path);
  await Promise.all(older.map((name) => rm(join(folder, name), { force: true })));
}
