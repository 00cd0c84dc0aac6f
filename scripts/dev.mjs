import { spawn } from 'node:child_process';
import { installPackages } from './install.mjs';

installPackages();
const { generateClient, buildDemo, buildOverlay, buildRecordTools } = await import('./build.mjs');
generateClient();
// Files for use outside the site are built once, at the start of this script.
buildOverlay();
buildRecordTools(['verify']);
const { prepareOcr } = await import('./ocr-assets.mjs');
prepareOcr();
const { linkPostgres } = await import('./link-postgres.mjs');
linkPostgres();
if (process.argv.includes('--demo')) buildDemo();

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
