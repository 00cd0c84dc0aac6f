import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readSeededDomains } from '#server/evidence/standings/seed-platforms.ts';
import { buildExtension } from '#server/site/extension/build-extension.ts';
import { EXTENSION_BROWSERS } from '#server/site/extension/write-extension.ts';
import { CommandRefused, runCommand } from './run-command.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Builds the browser extension of a site: `npm run build:extension -- https://a.site [FOLDER]`. */
await runCommand(async ([site, folder = join(ROOT, 'dist', 'extension')]) => {
  const origin = site !== undefined && URL.canParse(site) ? new URL(site).origin : null;
  if (origin === null || !/^https?:/.test(origin)) {
    throw new CommandRefused('Usage: npm run build:extension -- https://a.site [FOLDER]', 2);
  }
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const script = await readFile(join(ROOT, 'dist', 'overlay', 'overlay.js'), 'utf8');
  const seeded = await readSeededDomains(join(ROOT, 'prisma', 'seed'));
  const domains = [...seeded.keys()].toSorted();
  await mkdir(folder, { recursive: true });
  const written = EXTENSION_BROWSERS.map(async (browser) => {
    const file = resolve(folder, `contrenote-${browser}.zip`);
    const bytes = await buildExtension(browser, { script, version, origin, domains });
    await writeFile(file, bytes);
    return `${file}: ${bytes.length} bytes`;
  });
  console.log((await Promise.all(written)).join('\n'));
});
