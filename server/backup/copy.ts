import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { askDoor } from '#server/control/ask.ts';
import type { Verbs } from '#server/control/door.ts';
import { openEmbedded, type Database } from '#server/db.ts';
import type { Environment } from '#server/env.ts';
import { FolderLocked } from '#server/lock.ts';
import { openDatabase } from '#server/open.ts';

const PREFIX = 'copy-';
const LEFTOVER_MIN_AGE_MS = 24 * 3_600_000;
/** The copy is read once, from its beginning to its end. */
const BUFFER_MB = 32;

const copied = z.strictObject({ folder: z.string(), heldMs: z.number() });

/**
 * What the running site does for a backup: a copy of its database, for as long as it is wanted.
 * @param settle brings into the database what waits outside it.
 */
export function copyVerbs(
  database: Pick<Database, 'copyFiles'>,
  dataDir: string,
  settle: () => Promise<void>,
): Verbs {
  let busy = false;
  return {
    copy: async () => {
      if (database.copyFiles === null) throw new Error('The site has no embedded database.');
      if (busy) throw new Error('Another backup is being made: wait for it.');
      busy = true;
      const folder = join(dataDir, `${PREFIX}${randomBytes(8).toString('hex')}`);
      const end = (): Promise<void> => rm(folder, { recursive: true, force: true });
      try {
        await settle();
        await mkdir(folder, { mode: 0o700 });
        const begun = Date.now();
        await database.copyFiles(join(folder, 'db'));
        return { answer: { folder, heldMs: Date.now() - begun }, end };
      } catch (error) {
        await end();
        throw error;
      } finally {
        busy = false;
      }
    },
  };
}

/** Removes copies that nobody reads any more: those of yesterday. */
export async function removeOldCopies(dataDir: string, now: Date): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(PREFIX)) continue;
    const { mtimeMs } = await stat(join(dataDir, name));
    if (now.getTime() - mtimeMs > LEFTOVER_MIN_AGE_MS)
      await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

export type Snapshot = {
  readonly database: Database;
  /** Milliseconds for which the running site waited; null where none runs on this database. */
  readonly heldMs: number | null;
};

/**
 * Works on the database as it is at one moment, beside the running site: PostgreSQL by a connection of
 * its own, the embedded one by a copy that the site makes; by itself where no site runs.
 * @throws DoorShut where the site makes none.
 */
export async function withSnapshot<Result>(
  env: Environment,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const direct = await openDatabase(env, BUFFER_MB).catch((error: unknown) => {
    if (error instanceof FolderLocked) return null;
    throw error;
  });
  if (direct !== null) return closing(direct, () => work({ database: direct, heldMs: null }));
  const { answer, leave } = await askDoor(env.dataDir, 'copy', copied);
  try {
    const database = await openEmbedded(join(answer.folder, 'db'), BUFFER_MB);
    return await closing(database, () => work({ database, heldMs: answer.heldMs }));
  } finally {
    await rm(answer.folder, { recursive: true, force: true });
    leave();
  }
}

async function closing<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    await database.close();
  }
}
