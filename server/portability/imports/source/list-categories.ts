import { importLine } from '#shared/portability/imports.ts';
import type { ImportSource } from './open-source.ts';

/** Lists the file's categories with their number of threads, one per line; imports nothing. */
export async function listCategories(source: ImportSource): Promise<string[]> {
  const names = new Map<string, string>();
  const threads = new Map<string, number>();
  const stays: string[] = [];
  for await (const found of source.found()) {
    if (found.kind === 'left-out' && found.what === 'category') {
      stays.push(`${found.original}\tstays behind: ${found.reason}`);
    }
    const parsed = found.kind === 'line' ? importLine.safeParse(found.value) : null;
    if (parsed?.success !== true) continue;
    const line = parsed.data;
    if (line.kind === 'category') names.set(line.id, line.name);
    if (line.kind === 'thread') threads.set(line.category, (threads.get(line.category) ?? 0) + 1);
  }
  const lines = [...names].map(([id, name]) => `${id}\t${name}\t${threads.get(id) ?? 0} threads`);
  return [`id\tname\tthreads`, ...lines, ...stays];
}
