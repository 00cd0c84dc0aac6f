import { existsSync, constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded, sqlIn, type Database } from '#server/db.ts';

const HOURS_MS = 6 * 3_600_000;
/** Megabytes for its pages: it is read once, from the beginning to the end. */
const COPY_BUFFER_MB = 32;

/**
 * Does a long reading on a copy of the embedded database: it has one connection, and who reads for
 * minutes would keep everybody from it. Others wait while the files are copied. PostgreSQL, and a
 * database in memory, are read as they are.
 */
export async function readApart<Made>(
  database: Database,
  dataDir: string,
  workshop: string,
  read: (database: Database) => Promise<Made>,
): Promise<Made> {
  const folder = join(dataDir, 'db');
  if (database.kind !== 'embedded' || !existsSync(folder)) return read(database);
  const copied = join(workshop, 'db');
  await database.sql('CHECKPOINT');
  await database.prisma.$transaction(
    async (tx) => {
      // From here on nobody writes: there is no other connection, and nothing works behind it.
      await sqlIn(tx)('SELECT 1');
      await cp(folder, copied, { recursive: true, mode: constants.COPYFILE_FICLONE });
    },
    { timeout: HOURS_MS, maxWait: HOURS_MS },
  );
  const copy = await openEmbedded(copied, COPY_BUFFER_MB);
  try {
    return await read(copy);
  } finally {
    await copy.close();
  }
}
