import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  readonly folder: string;
  /** Fills the disk except for this many bytes. */
  readonly fill: (left: number) => void;
  /** Deletes the filler. */
  readonly empty: () => void;
  readonly remove: () => void;
};

/** Reason for skipping such tests. */
export const NEEDS_SMALL_DISK =
  'needs a small disk: Linux, and the right to mount (root, in Docker with --cap-add SYS_ADMIN)';

/**
 * Mounts a tmpfs of this many megabytes.
 * @throws where this machine does not permit it.
 */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`This ${NEEDS_SMALL_DISK}`, { cause: error });
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: (left) => {
      mkdirSync(filler, { recursive: true });
      const { bavail, bsize } = statfsSync(folder);
      const bytes = Math.max(0, bavail * bsize - left);
      try {
        writeFileSync(join(filler, String(process.hrtime.bigint())), Buffer.alloc(bytes));
      } catch (error) {
        // Another process took the rest: the disk is as full as intended.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    empty: () => rmSync(filler, { recursive: true, force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether this machine permits mounting. */
export function canMakeSmallDisks(): boolean {
  try {
    makeSmallDisk(1).remove();
    return true;
  } catch {
    console.warn(`Left out: what ${NEEDS_SMALL_DISK}.`);
    return false;
  }
}
