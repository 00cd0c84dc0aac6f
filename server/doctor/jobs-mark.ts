import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

function pathOf(dataDir: string): string {
  return join(dataDir, 'jobs.done');
}

/** Notes that what is done every hour was done, where the doctor finds it. */
export async function markJobs(dataDir: string, at: Date): Promise<void> {
  // Whole or not at all: the doctor may read meanwhile.
  const unfinished = `${pathOf(dataDir)}.unfinished`;
  await writeFile(unfinished, `${at.toISOString()}\n`);
  await rename(unfinished, pathOf(dataDir));
}

/** When it was done last, ISO 8601; null where it never was. */
export async function readJobsMark(dataDir: string): Promise<string | null> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => '');
  const at = text.trim();
  return Number.isNaN(Date.parse(at)) ? null : at;
}
