import { readFileSync } from 'node:fs';

/** Clock tick of /proc/PID/stat: USER_HZ is 100 on every architecture that Node runs on. */
const TICK_MS = 10;
/** Indexes of the fields utime and stime, counted after the program name. */
const [UTIME, STIME] = [11, 12];

/** CPU time of all threads of a process; 0 where the system does not tell. */
export function readCpuMs(pid: number | undefined): number {
  const stat = readProc(pid, 'stat');
  // The program name is in parentheses and may contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[UTIME] ?? 0) + Number(fields[STIME] ?? 0)) * TICK_MS;
}

/**
 * Resident memory (RSS) of a process; 0 where the system does not tell. Decoders and WebAssembly
 * allocate outside the JavaScript heap, so no Node option limits them. It is sampled: between two
 * samples a process can exceed the limit.
 */
export function readResidentBytes(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0) * 1024;
}

/**
 * Reads a file of /proc/PID; empty where the system has none (only Linux does). Elsewhere the worker's
 * input limits bound its memory, and the wall clock its time.
 */
function readProc(pid: number | undefined, name: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
