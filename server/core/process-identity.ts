import { readFileSync } from 'node:fs';

/** Whether a process with this id runs, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process started, in clock ticks since the machine did, so that a reused process id does not pass
 * for the process that had it; null where the system does not say (Linux alone does).
 */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether two starts are of one process, as far as both are known. */
export function sameStart(now: string | null, then: string | undefined): boolean {
  return now === null || then === undefined || then === '' || now === then;
}
