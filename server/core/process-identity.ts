import { readFileSync } from 'node:fs';

/** Whether a process with this id exists, also one of another user. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Start time of a process in clock ticks since boot. With it a reused process id is not taken for the
 * earlier process. Null where the system does not tell (only Linux does).
 */
export function processStartTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether two start times are of the same process; true where one is unknown. */
export function isSameProcessStart(now: string | null, then: string | undefined): boolean {
  return now === null || then === undefined || then === '' || now === then;
}
