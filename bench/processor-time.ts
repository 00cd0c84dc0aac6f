import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const MS_PER_TICK = 10;
/** Where in a line of /proc what stands, after the name in brackets. */
const FIELDS = { parent: 1, own: [11, 12], ended: [13, 14] } as const;

/**
 * Milliseconds that a process and its children have worked on a processor, those that ended too; 0 where
 * the system is not Linux.
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

function sum(fields: readonly number[], which: readonly number[]): number {
  return which.reduce((total, field) => total + (fields[field] ?? 0), 0);
}

/** Null for one that is gone. */
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
