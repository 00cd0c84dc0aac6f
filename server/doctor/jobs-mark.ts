import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is done every hour, and what is done every minute. */
export type Work = 'jobs' | 'minutes';

function pathOf(dataDir: string, work: Work): string {
  return join(dataDir, `${work}.done`);
}

/** Notes that all of it was done, where the doctor finds it. */
export async function markJobs(dataDir: string, work: Work, at: Date): Promise<void> {
  // Whole or not at all: the doctor may read meanwhile.
  const unfinished = `${pathOf(dataDir, work)}.unfinished`;
  await writeFile(unfinished, `${at.toISOString()}\n`);
  await rename(unfinished, pathOf(dataDir, work));
}

/** When it was done last, ISO 8601; null where it never was. */
export async function readJobsMark(dataDir: string, work: Work): Promise<string | null> {
  const text = await readFile(pathOf(dataDir, work), 'utf8').catch(() => '');
  const at = text.trim();
  return Number.isNaN(Date.parse(at)) ? null : at;
}
