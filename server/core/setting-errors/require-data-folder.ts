import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from '#server/core/make-data-folder.ts';
import { UnusableSetting, errorCodeOf, errorMessageOf } from './unusable-setting.ts';

/**
 * Creates DATA_DIR if needed and checks that it is writable.
 * @throws UnusableSetting where it is not.
 */
export function requireDataFolder(dataDir: string): void {
  try {
    makeDataFolder(dataDir);
    const trial = join(dataDir, `.trial-${process.pid}`);
    // An empty file, so that a full disk does not prevent the start.
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    throw new UnusableSetting('DATA_DIR', `${sentenceFor(dataDir, error)}.`, error);
  }
}

function sentenceFor(dataDir: string, error: unknown): string {
  switch (errorCodeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `this process may not write into ${dataDir}; give its user the rights (chown), or name another folder`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${dataDir} is a file, or lies below one; name a folder`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk of ${dataDir} is full; make room, and start again`;
    default:
      return `the folder ${dataDir} cannot be made and written (${errorMessageOf(error)}); name another one`;
  }
}
