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
import { isAlive, sameStart, startOf } from './process-identity.ts';

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
    const held = readLock(path);
    if (held === null) continue;
    const [pid, start] = held.text.split(' ');
    const holder = Number(pid);
    const alive = holder === process.pid || isAlive(holder);
    // Empty, it was made a moment ago by a process that is about to write its id.
    const begins = held.text === '' && held.ageMs < UNWRITTEN_MS;
    if (begins || (alive && sameStart(startOf(holder), start)))
      throw new FolderLocked(folder, holder);
    takeAway(path, held.text);
  }
}

/** Null where it was released meanwhile. */
function readLock(path: string): { text: string; ageMs: number } | null {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs;
    return { text: readFileSync(path, 'utf8'), ageMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes a stale lock, and puts back what another process made in its place meanwhile. */
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
