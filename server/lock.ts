import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export class FolderLocked extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `Process ${pid} is using ${folder}. Stop it first: the embedded database belongs to one process at a time.`,
    );
    this.pid = pid;
  }
}

/**
 * Takes the folder for this process through `<folder>.lock`. A lock whose process is gone (SIGKILL)
 * is taken over.
 * @throws FolderLocked when a living process has it.
 */
export function lockFolder(folder: string): { release: () => void } {
  const path = `${folder}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, `${process.pid} ${startOf(process.pid) ?? ''}`);
      closeSync(file);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid, start] = readFileSync(path, 'utf8').split(' ');
    const holder = Number(pid);
    if (holder !== process.pid && isAlive(holder) && sameStart(startOf(holder), start)) {
      throw new FolderLocked(folder, holder);
    }
    if (holder === process.pid && sameStart(startOf(holder), start)) {
      throw new FolderLocked(folder, holder);
    }
    rmSync(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, so that a reused process id does not pass for the one that locked. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function sameStart(now: string | null, then: string | undefined): boolean {
  return now === null || then === undefined || then === '' || now === then;
}
