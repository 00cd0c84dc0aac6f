import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Runs `npm ci` where the installed packages differ from the lock file. */
export function installPackages() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci), a minute or two…');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Compares the lock file with npm's copy in node_modules. */
function isInstalled() {
  const left = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(left)) return false;
  const [wanted, installed] = [join(ROOT, 'package-lock.json'), left].map(
    (path) => JSON.parse(readFileSync(path, 'utf8')).packages,
  );
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (path === '') return true;
    if (found === undefined) return entry.optional === true && !isForThisSystem(entry);
    return found.version === entry.version;
  });
}

/** Whether a package supports this platform. An old Node.js makes npm skip such packages. */
function isForThisSystem({ os, cpu, libc }) {
  const here =
    process.report.getReport().header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return (
    os?.includes(process.platform) && cpu?.includes(process.arch) && (libc?.includes(here) ?? true)
  );
}

/** A hash of files, to detect whether a build step must run again. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

/** Runs a command; if it fails, exits with its code. */
export function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs the command of an installed package. */
export function runPackage(name, args, environment = {}) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  run(process.execPath, [join(ROOT, 'node_modules', name), ...args], environment);
}
