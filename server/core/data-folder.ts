import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ALONE = 0o700;
const OTHERS = 0o007;
/** What a site keeps there: a folder that has none of it and is not empty is somebody else's. */
const OURS = new Set([
  'secret.key',
  'postgres',
  'files',
  'pledges',
  'record.checkpoint',
  'backups.json',
]);

/**
 * Makes DATA_DIR, for its owner alone: the secret, the database and the pictures are in it. One that
 * everybody on the machine can enter is closed; one that its owner opened to a group stays so.
 */
export function makeDataFolder(path: string): void {
  makeFolder(path);
  const { mode, uid } = statSync(path);
  if ((mode & OTHERS) === 0 || process.getuid?.() !== uid) return;
  const names = readdirSync(path);
  if (names.length === 0 || names.some((name) => OURS.has(name))) chmodSync(path, OWNER_ALONE);
}

/**
 * Makes a folder with those above it. Node's own `recursive` never returns where the system answers
 * ENOENT for a folder whose parent is there, as it does in /proc.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: OWNER_ALONE });
  } catch (error) {
    // Another process made it meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
