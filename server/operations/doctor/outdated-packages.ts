import { execFile } from 'node:child_process';
import type { OutdatedPackage } from './checks.ts';

const TIMEOUT_MS = 20_000;

/**
 * Packages with a newer version, from `npm outdated`. Queries the npm registry; nothing else in this
 * project contacts an outside service by itself, and this only runs with the doctor.
 * @returns null where npm is missing, or the registry does not answer in time.
 */
export function findOutdatedPackages(folder: string): Promise<OutdatedPackage[] | null> {
  const args = ['outdated', '--json', '--fetch-retries=0', `--fetch-timeout=${TIMEOUT_MS}`];
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: TIMEOUT_MS, maxBuffer: 8 * 1024 * 1024 };
    // npm exits with 1 where it found any, so the output decides.
    execFile('npm', args, options, (_error, stdout) => resolve(parseNpmOutdated(stdout)));
  });
}

/** Parses the output of `npm outdated --json`; null where it is invalid. */
export function parseNpmOutdated(text: string): OutdatedPackage[] | null {
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
