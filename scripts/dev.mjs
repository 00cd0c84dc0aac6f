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

// A saved message is regenerated and reloaded; errors are printed to the terminal.
const ROOT = join(import.meta.dirname, '..');
watch(join(ROOT, 'web', 'i18n'), (_, name) => {
  if (name?.endsWith('.json') !== true) return;
  spawn(process.execPath, [join(ROOT, 'scripts/messages/command.ts')], { stdio: 'inherit' });
});

/** The server restarts when these change; changes of web/ are in the next page that it renders. */
const WATCHED = ['server', 'shared', 'prisma'];
const NOT_RUN = /\.(?:test|testing)\.ts$|^generated/;
/** Editors save a file in several steps. */
const SETTLE_MS = 100;
const COMMAND = ['--import', 'tsx', 'server/main.ts', '--dev', ...process.argv.slice(2)];

let server = start();
let stopping = false;
let changed = null;
for (const folder of WATCHED) {
  watch(join(ROOT, folder), { recursive: true }, (_, name) => {
    if (name === null || NOT_RUN.test(name)) return;
    clearTimeout(changed);
    changed = setTimeout(() => {
      console.log(`Restarting: ${folder}/${name}`);
      // After a crash it is not running.
      if (server.exitCode !== null) server = start();
      else server.kill('SIGTERM');
    }, SETTLE_MS);
  });
}
// A terminal signals the whole process group; this forwards a signal sent to this process alone.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true;
    server.kill(signal);
  });
}

function start() {
  // No page is cached: each shows what was just saved.
  const env = { PAGE_AGE_MS: '0', ...process.env };
  const child = spawn(process.execPath, COMMAND, { stdio: 'inherit', env });
  child.on('exit', (code, signal) => {
    if (stopping) process.exit(code ?? 0);
    if (code === 0 || signal !== null) server = start();
    else console.error('The server has ended. It restarts at the next change.');
  });
  return child;
}
