import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIRST_SCREENS, firstScreenSheet, type FirstScreen } from '#web/first-screens.ts';
import type { Assets } from '#web/page.ts';

export async function readBuiltAssetPaths(clientFolder: string): Promise<Assets> {
  const manifest = JSON.parse(
    await readFile(join(clientFolder, '.vite', 'manifest.json'), 'utf8'),
  ) as Record<string, { file: string; css?: string[] }>;
  const entry = manifest['web/client.ts'];
  return {
    script: `/assets/${entry?.file}`,
    style: `/assets/${entry?.css?.[0]}`,
    firstScreens: Object.fromEntries(
      await Promise.all(
        FIRST_SCREENS.map(async (name) => {
          const file = manifest[firstScreenSheet(name)]?.file ?? '';
          return [name, await readFile(join(clientFolder, file), 'utf8')] as const;
        }),
      ),
    ) as Record<FirstScreen, string>,
    tools: `/assets/${manifest['web/styles/tools.css']?.file}`,
    workbook: `/assets/${manifest['web/styles/workbook-page.css']?.file}`,
  };
}
