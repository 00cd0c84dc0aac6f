import { execFile } from 'node:child_process';
import type { Outdated } from './rules.ts';

const TIMEOUT_MS = 20_000;

/**
 * The packages that have a newer version, as npm says. It asks the registry: the one question to the
 * outside that this project asks, and only when somebody runs the doctor.
 * @returns null where npm is missing, or the registry does not answer in time.
 */
export function findOutdated(folder: string): Promise<Outdated[] | null> {
  const args = ['outdated', '--json', '--fetch-retries=0', `--fetch-timeout=${TIMEOUT_MS}`];
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: TIMEOUT_MS, maxBuffer: 8 * 1024 * 1024 };
    // It ends with 1 where it found any: what it printed decides.
    execFile('npm', args, options, (_error, stdout) => resolve(readOutdated(stdout)));
  });
}

/** What `npm outdated --json` printed; null where that is no list. */
export function readOutdated(text: string): Outdated[] | null {
  try {
    const read = JSON.parse(text) as Record<string, { current?: string; latest?: string }>;
    if ('error' in read) return null;
    return Object.entries(read).flatMap(([name, { current, latest }]) =>
      current === undefined || latest === undefined ? [] : [{ name, current, latest }],
    );
  } catch {
    return null;
  }
}
