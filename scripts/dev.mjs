import { spawn } from 'node:child_process';
import { installPackages } from './install.mjs';

installPackages();
const { generateClient, buildDemo, buildOverlay, buildRecordTools } = await import('./build.mjs');
generateClient();
// What the site serves as files that others run: made here, and again at the next start.
buildOverlay();
buildRecordTools(['verify']);
const { prepareOcr } = await import('./ocr-assets.mjs');
prepareOcr();
const { linkPostgres } = await import('./link-postgres.mjs');
linkPostgres();
if (process.argv.includes('--demo')) buildDemo();

// The server starts anew on each change of its sources; script and style reload in the browser.
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
// The server ends by itself when the terminal tells the whole group; this is for a signal to us alone.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
