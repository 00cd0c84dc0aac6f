import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, runPackage } from './install.mjs';

// Rules of all domains, and what the API and pages of those wings do that differ from `--base REV`, or
// from the last commit. No browser, no faults, no walks over all routes: npm test has them.

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
// What the API does it does with processes that the build made.
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
