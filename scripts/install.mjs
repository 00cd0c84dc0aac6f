import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const OLDEST_NODE = [20, 19];

/** Stops with a sentence where Node is too old for what follows. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const tooOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  if (!tooOld) return;
  console.error(
    `Node ${process.versions.node} is too old: install Node 20.19 or newer (24 is best).`,
  );
  process.exit(1);
}

/** Runs `npm ci` where the packages are not those of the lock file. */
export function installPackages() {
  const stamp = join(ROOT, 'node_modules', '.contrenote-lock');
  const lock = hashOf(['package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages (npm ci), a minute or two…');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** The fingerprint of files, to know whether work must be done again. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

/** Runs a command to its end; a failure ends this script with the same code. */
export function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a command of an installed package. */
export function runPackage(name, args, environment = {}) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  run(process.execPath, [join(ROOT, 'node_modules', name), ...args], environment);
}
