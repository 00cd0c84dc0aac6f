import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './install.mjs';

installPackages();
const { generateSources, buildDemo, buildOverlay, buildRecordTools } = await import('./build.mjs');
generateSources();
// Files for use outside the site are built once, at the start of this script.
buildOverlay();
buildRecordTools(['verify']);
const { prepareOcr } = await import('./ocr-assets.mjs');
prepareOcr();
const { linkPostgres } = await import('./link-postgres.mjs');
linkPostgres();
if (process.argv.includes('--demo')) buildDemo();

// A sentence that is saved reaches the pages as a module, and what is wrong with it the terminal.
const ROOT = join(import.meta.dirname, '..');
watch(join(ROOT, 'web', 'i18n'), (_, name) => {
  if (name?.endsWith('.json') !== true) return;
  spawn(process.execPath, [join(ROOT, 'scripts/messages/command.ts')], { stdio: 'inherit' });
});

// The server restarts when its sources change; scripts and styles reload in the browser.
const watched = [
  '--watch-preserve-output',
  '--watch',
  '--import',
  'tsx',
  'server/main.ts',
  '--dev',
];
const server = spawn(process.execPath, [...watched, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// A terminal signals the whole process group; this forwards a signal sent to this process alone.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
