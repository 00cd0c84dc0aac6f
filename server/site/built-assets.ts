import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assets } from '#web/page.ts';

export async function readBuiltAssetPaths(clientFolder: string): Promise<Assets> {
  const manifest = JSON.parse(
    await readFile(join(clientFolder, '.vite', 'manifest.json'), 'utf8'),
  ) as Record<string, { file: string; css?: string[] }>;
  const entry = manifest['web/client.ts'];
  return {
    script: `/assets/${entry?.file}`,
    style: `/assets/${entry?.css?.[0]}`,
    firstScreen: await readFile(
      join(clientFolder, manifest['web/styles/first-screen.css']?.file ?? ''),
      'utf8',
    ),
    tools: `/assets/${manifest['web/styles/tools.css']?.file}`,
    workbook: `/assets/${manifest['web/styles/workbook-page.css']?.file}`,
  };
}
