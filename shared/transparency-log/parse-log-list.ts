import type { LogDescription } from './log-entries.ts';

/**
 * Parses the list of logs. Validated by hand, because the tools that use it are single files, meant to
 * be read in full.
 */
export function parseLogList(text: string): LogDescription[] | null {
  try {
    const { logs } = JSON.parse(text) as { logs?: unknown };
    return Array.isArray(logs) && logs.every(isLog) ? logs : null;
  } catch {
    return null;
  }
}

function isLog(value: unknown): value is LogDescription {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['began', 'origin', 'key', 'cites', 'beganOn'];
  return texts.every((name) => typeof Reflect.get(value, name) === 'string');
}
