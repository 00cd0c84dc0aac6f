import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isProcessAlive, isSameProcessStart, processStartTicks } from './process-identity.ts';

const UNWRITTEN_MS = 5_000;

export class FolderLocked extends Error {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(
      `${pid === 0 ? 'Another process' : `Process ${pid}`} is using ${folder}. Wait until it has ended.`,
    );
    this.pid = pid;
  }
}

/**
 * Locks a folder for this process with the file `<folder>.lock`, which holds the process id. Takes over
 * the lock of a process that no longer exists (after SIGKILL).
 * @throws FolderLocked where a living process holds it.
 */
export function lockFolder(folder: string): { release: () => void } {
  const path = `${folder}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, `${process.pid} ${processStartTicks(process.pid) ?? ''}`);
      closeSync(file);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = readLock(path);
    if (held === null) continue;
    const [pid, start] = held.text.split(' ');
    const holder = Number(pid);
    const alive = holder === process.pid || isProcessAlive(holder);
    // An empty new file: its process is about to write its id.
    const begins = held.text === '' && held.ageMs < UNWRITTEN_MS;
    if (begins || (alive && isSameProcessStart(processStartTicks(holder), start)))
      throw new FolderLocked(folder, holder);
    takeAway(path, held.text);
  }
}

/** Content and age of a lock file; null where the lock was released in between. */
function readLock(path: string): { text: string; ageMs: number } | null {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs;
    return { text: readFileSync(path, 'utf8'), ageMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes a stale lock; restores the file if another process replaced it in between. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') === stale) rmSync(aside);
    else renameSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
