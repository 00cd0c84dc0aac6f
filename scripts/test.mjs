import { spawn, spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { checkNode, installPackages } from './install.mjs';
import { ensureChromium } from './chromium.mjs';

const ROOT = join(import.meta.dirname, '..');
const MAX_MESSAGE_LENGTH = 1_500;

checkNode();
installPackages();
const { build, generateClient } = await import('./build.mjs');
generateClient();

/** Each check prints its own findings; all run, so that one look shows everything. */
const checks = [
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
  ['lint', 'oxlint/bin/oxlint', ['--quiet']],
  ['types', 'typescript/bin/tsc', ['-p', '.']],
];
let passed = 0;
let failed = 0;
const failures = [];
// Side by side: one of them uses one processor.
const running = checks.map(([name, script, args]) => [name, readNode(script, args)]);
for (const [name, ending] of running) {
  const { status, output } = await ending;
  console.log(`\n── ${name}\n${output}`);
  if (status === 0) {
    passed += 1;
  } else {
    failed += 1;
    failures.push(name);
  }
}

console.log('\n── tests');
build();
const chromium = ensureChromium();
if (chromium === null) failed += 1;
const report = join(ROOT, 'dist', 'test-report.json');
const suites = [['run'], ['run', '--config', 'tests/e2e/vitest.config.ts']];
for (const args of chromium === null ? suites.slice(0, 1) : suites) {
  const status = runNode(
    'vitest/vitest.mjs',
    [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { CHROMIUM: chromium ?? '' },
  );
  const counts = await readCounts(report);
  passed += counts.passed;
  // The report decides: exit hooks of what the tests start have been seen to end a red run with 0.
  // A suite that fails before its first test, or leaves no report, counts as one failure.
  failed += counts.success && status === 0 ? 0 : Math.max(1, counts.failed);
  failures.push(...counts.failures);
}

// Once more at the end: a log that is cut short still tells what to look at.
for (const failure of failures) console.log(`\nFailed: ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Runs to the end, beside others; what it prints comes at once. */
function readNode(script, args) {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status: status ?? 1, output: output.trimEnd() }));
  });
}

function runNode(script, args, environment = {}) {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

async function readCounts(path) {
  const { readFile, rm } = await import('node:fs/promises');
  try {
    const report = JSON.parse(await readFile(path, 'utf8'));
    const { success, numPassedTests, numFailedTests, testResults } = report;
    const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const tests = assertionResults.filter((test) => test.status === 'failed');
      const file = relative(ROOT, name);
      if (status === 'failed' && tests.length === 0) return [`${file}\n${message}`];
      return tests.map(
        ({ fullName, failureMessages }) =>
          `${file} > ${fullName}\n${failureMessages.join('\n').slice(0, MAX_MESSAGE_LENGTH)}`,
      );
    });
    return { success, passed: numPassedTests, failed: numFailedTests, failures };
  } catch {
    return { success: false, passed: 0, failed: 0, failures: [] };
  } finally {
    await rm(path, { force: true });
  }
}
