import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installPackages } from './install.mjs';
import { ensureChromium } from './chromium.mjs';

const ROOT = join(import.meta.dirname, '..');
const MAX_MESSAGE_LENGTH = 1_500;
/** Reports of hanging tests, written by tests/support/vitest-setup.ts. */
const HANGS = join(ROOT, 'dist', 'hangs.txt');
const MAX_HANGS_LENGTH = 20_000;
const MEMORY = '/dev/shm';
/** Free memory needed to put the tests' folder there: several times what they leave in it. */
const LEAST_MEMORY = 6 * 1024 ** 3;
/** Attempts to delete the tests' folder: a browser that is exiting may still write to it. */
const REMOVAL_TRIES = 40;
const REMOVAL_PAUSE_MS = 250;
/** Exit codes of a shell for these signals. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 };

/** Prettier skips files that are unchanged since its last check. */
const CACHE = ['--cache', '--cache-strategy=content', '--cache-location=dist/prettier.json'];

/** Test files or folders to run, instead of all: npm test -- tests/api/governance/legal.test.ts */
const FILES = process.argv.slice(2);

installPackages();
rmSync(HANGS, { force: true });
const { build, generateSources } = await import('./build.mjs');
generateSources();

let passed = 0;
let failed = 0;
const failures = [];
let folder = null;
const children = new Set();
let interrupted = false;
for (const signal of Object.keys(SIGNALS)) process.once(signal, () => void endEarly(signal));
// A failing build exits this process too.
let said = false;
process.once('exit', () => {
  if (said || interrupted) return;
  failed += 1;
  sayResult();
});

try {
  await runAll();
} catch (error) {
  failed += 1;
  failures.push(String(error?.stack ?? error));
}
await removeFolder();
sayResult();
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function sayResult() {
  said = true;
  // Repeated at the end, in case the log is cut off.
  for (const failure of failures) console.log(`\nFailed: ${failure}`);
  if (existsSync(HANGS)) console.log(`\n${readFileSync(HANGS, 'utf8').slice(0, MAX_HANGS_LENGTH)}`);
  console.log(`\n${passed} passed, ${failed} failed`);
}

async function runAll() {
  if (FILES.length > 0) {
    build();
    await count(await runSuite('some', FILES, showNode));
    return;
  }
  /** All checks run even if one fails, so that one run shows all findings. */
  const checks = [
    ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', ...CACHE, '.']],
    ['lint', 'oxlint/bin/oxlint', ['--quiet']],
    ['types', 'typescript/bin/tsc', ['-p', '.']],
  ];
  // Concurrent with the setup of the tests: each check uses one CPU.
  const running = checks.map(([name, script, args]) => [name, readNode(script, args)]);
  build();
  const chromium = ensureChromium();
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
  folder = makeFolderInMemory();
  if (folder !== null) process.env.TMPDIR = folder;
  if (chromium === null) {
    failed += 1;
  } else {
    process.env.CHROMIUM = chromium;
  }
  const BROWSER = ['--config', 'tests/e2e/vitest.config.ts'];
  // Browser tests that do not depend on timing run concurrently with the others, the rest alone.
  const patient = chromium === null ? null : runSuite('patient', BROWSER, readNode);
  await count(await runSuite('rest', [], showNode));
  if (patient !== null) {
    const { output, ...ended } = await patient;
    console.log(output);
    await count(ended);
    await count(await runSuite('alone', BROWSER, showNode));
  }
}

/** Stops what is running and cleans up. */
async function endEarly(signal) {
  interrupted = true;
  const ending = [...children].map(
    (child) => new Promise((resolve) => void child.once('close', resolve)),
  );
  for (const child of children) child.kill(signal);
  await Promise.race([Promise.all(ending), sleep(REMOVAL_TRIES * REMOVAL_PAUSE_MS)]);
  await removeFolder();
  process.exit(SIGNALS[signal]);
}

/** Deletes the tests' folder; prints a warning where it cannot. */
async function removeFolder() {
  if (folder === null) return;
  for (let tries = 1; ; tries += 1) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === REMOVAL_TRIES) {
        console.error(`${folder} is left behind: ${error.message}`);
        return;
      }
      await sleep(REMOVAL_PAUSE_MS);
    }
  }
}

/**
 * A folder in memory (tmpfs) for the thousands of small files that tests create, databases included;
 * the tests take a third of the time. Null where there is too little memory or no tmpfs.
 */
function makeFolderInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < LEAST_MEMORY) return null;
    const made = mkdtempSync(join(MEMORY, 'contrenote-'));
    // PostgreSQL does not run as root, and must access its files there.
    chmodSync(made, 0o1777);
    return made;
  } catch {
    return null;
  }
}

/** Runs a script in the background; prints its output at the end in one piece. */
function readNode(script, args, environment) {
  const child = startNode(script, args, 'pipe', environment);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return endOf(child, () => output.trimEnd());
}

/** Runs a script and prints its output as it comes. */
function showNode(script, args, environment) {
  return endOf(startNode(script, args, 'inherit', environment), () => '');
}

function startNode(script, args, printed, environment = process.env) {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: [printed === 'inherit' ? 'inherit' : 'ignore', printed, printed],
    env: environment,
  });
  children.add(child);
  return child;
}

/** The exit of a child process. Stops everything where it was interrupted. */
function endOf(child, outputOf) {
  return new Promise((resolve) => {
    child.once('close', (status) => {
      children.delete(child);
      if (!interrupted) resolve({ status: status ?? 1, output: outputOf() });
    });
  });
}

/** Runs a group of tests; `run` decides how their output is shown. */
async function runSuite(part, args, run) {
  const report = join(ROOT, 'dist', `test-report-${part}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const environment = { ...process.env, BROWSER_TESTS: part };
  const ended = await run('vitest/vitest.mjs', ['run', ...args, ...reporters], environment);
  return { ...ended, report };
}

async function count({ status, report }) {
  const counts = await readCounts(report);
  passed += counts.passed;
  // The report decides, since exit hooks of tests have made failing runs exit with 0. A suite that
  // fails before its first test or leaves no report counts as one failure.
  failed += counts.success && status === 0 ? 0 : Math.max(1, counts.failed);
  failures.push(...counts.failures);
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
