import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

function pathOf(dataDir: string): string {
  return join(dataDir, 'jobs.done');
}

/** Notes that what is done every hour was done, where the doctor finds it. */
export async function markJobs(dataDir: string, at: Date): Promise<void> {
  await writeFile(pathOf(dataDir), `${at.toISOString()}\n`);
}

/** When it was done last, ISO 8601; null where it never was. */
export async function readJobsMark(dataDir: string): Promise<string | null> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => '');
  return Number.isNaN(Date.parse(text)) ? null : text.trim();
}
