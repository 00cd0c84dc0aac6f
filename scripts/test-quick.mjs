import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, runPackage } from './install.mjs';

// Runs all unit tests of rules, and the API and page tests of the wings with changes since `--base
// REV`, or since the last commit. Leaves out browser tests, fault tests and crawls over all routes,
// which npm test runs.

const ROOT = join(import.meta.dirname, '..');
const RULES = ['server/', 'shared/', 'web/', 'tests/database/'];
const API = 'tests/api';

installPackages();
const { build } = await import('./build.mjs');
const { base } = parseArgs({ options: { base: { type: 'string', default: 'HEAD' } } }).values;
const changed = [
  ...git('diff', '--name-only', base),
  ...git('ls-files', '--others', '--exclude-standard'),
];
const wings = readdirSync(join(ROOT, API)).filter((wing) =>
  changed.some((path) => path.split('/').includes(wing)),
);
// API tests start built workers.
if (wings.length > 0) build();
runPackage('vitest/vitest.mjs', [
  'run',
  ...RULES,
  ...wings.flatMap((wing) => [`${API}/${wing}/`, `tests/pages/${wing}/`]),
]);

function git(...args) {
  const { stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line !== '');
}
