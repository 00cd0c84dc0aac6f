import { existsSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { firstDatabasePath } from '#server/first-database.ts';
import { makeFirstDatabase } from '#server/migrations.ts';

/** Makes the database that new sites begin with, where there is none of these migrations. */
const path = firstDatabasePath();
if (!existsSync(path)) {
  const folder = dirname(path);
  const older = (await readdir(folder)).filter((name) => name.startsWith('first-database-'));
  const made = await makeFirstDatabase(join('prisma', 'migrations'));
  await writeFile(`${path}.new`, made);
  await rename(`${path}.new`, path);
  await Promise.all(older.map((name) => rm(join(folder, name), { force: true })));
}
