import { readFileSync } from 'node:fs';

/** The unit of /proc/PID/stat: USER_HZ is 100 on every architecture that Node runs on. */
const TICK_MS = 10;
/** Of the fields after the name of the program: time in user mode and in the kernel. */
const [UTIME, STIME] = [11, 12];

/** Processor time that all threads of a process have used; 0 where the system does not say. */
export function readCpuMs(pid: number | undefined): number {
  const stat = readProc(pid, 'stat');
  // The name stands in brackets and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[UTIME] ?? 0) + Number(fields[STIME] ?? 0)) * TICK_MS;
}

/**
 * Memory of a process; 0 where the system does not say. Decoders and WebAssembly allocate outside the
 * JavaScript heap, so no option of Node bounds them. Sampled: between two looks a process can pass a
 * limit by what it can touch in that time.
 */
export function readResidentBytes(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0) * 1024;
}

/** Linux only: elsewhere what a worker accepts bounds its memory, and the clock its time. */
function readProc(pid: number | undefined, name: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
