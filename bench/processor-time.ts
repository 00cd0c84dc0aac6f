import { readFileSync, readdirSync } from 'node:fs';

/** Milliseconds per Linux clock tick. */
const MS_PER_TICK = 10;
/** Field positions in /proc/PID/stat, after the name in brackets. */
const FIELDS = { parent: 1, own: [11, 12], ended: [13, 14] } as const;

/**
 * Processor time in milliseconds of a process and its children, including ended ones; 0 except on
 * Linux.
 */
export function processorTime(pid: number): number {
  const root = readProcess(pid);
  if (root === null) return 0;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)) ?? [])
    .filter((fields) => fields[FIELDS.parent] === pid);
  const own = [root, ...children].map((fields) => sum(fields, FIELDS.own));
  return MS_PER_TICK * own.reduce((total, one) => total + one, sum(root, FIELDS.ended));
}

/** The process that started this one; null for an ended process and except on Linux. */
export function parentOf(pid: number): number | null {
  return readProcess(pid)?.[FIELDS.parent] ?? null;
}

function sum(fields: readonly number[], which: readonly number[]): number {
  return which.reduce((total, field) => total + (fields[field] ?? 0), 0);
}

/** Null for an ended process. */
function readProcess(pid: number): number[] | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return null;
  }
}
