import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, installPackages } from './install.mjs';

checkNode();
installPackages();
const { build } = await import('./build.mjs');
build();

const main = join(import.meta.dirname, '..', 'dist', 'server', 'main.js');
const server = spawn(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// The server ends by itself when the terminal tells the whole group; this is for a signal to us alone.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 0 : 1);
});
