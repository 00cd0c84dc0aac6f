import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ALONE = 0o700;
const OTHERS = 0o007;
/**
 * Names of files and folders of a site. A folder that is not empty and has none of them belongs to
 * another program: its permissions are kept.
 */
const SITE_FILES = new Set([
  'secret.key',
  'shredding.keys',
  'postgres',
  'files',
  'pledges',
  'record.checkpoint',
  'backups.json',
]);

/**
 * Makes DATA_DIR readable for its owner alone, since it holds the secret key, the database and the
 * pictures. Closes an existing folder that is open to everybody; keeps one that its owner opened to a
 * group.
 */
export function makeDataFolder(path: string): void {
  makeFolder(path);
  const { mode, uid } = statSync(path);
  if ((mode & OTHERS) === 0 || process.getuid?.() !== uid) return;
  const names = readdirSync(path);
  if (names.length === 0 || names.some((name) => SITE_FILES.has(name)))
    chmodSync(path, OWNER_ALONE);
}

/**
 * Makes a folder and its parents. Node's own `recursive` option never returns where the system answers
 * ENOENT for a folder whose parent exists, as in /proc.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: OWNER_ALONE });
  } catch (error) {
    // Another process made the folder in between.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
