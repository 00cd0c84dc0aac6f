import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compress } from './compress.mjs';
import { hashOf, run, runPackage } from './install.mjs';
import { linkPostgres } from './link-postgres.mjs';
import { prepareOcr } from './ocr-assets.mjs';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['server', 'demo', 'shared', 'web', 'prisma'];
const CLIENT = join(ROOT, 'dist', 'client');
const STAMP = join(ROOT, 'dist', '.sources');
const CLIENT_STAMP = join(ROOT, 'prisma', 'generated', '.schema');
const MESSAGES = join('web', 'i18n', 'generated');
const GENERATED = [join('prisma', 'generated'), MESSAGES];
/** Sources of the generated message modules. */
const CATALOGUES = ['web/i18n', 'scripts/messages', 'shared/core/languages.ts'];

/** Generates what sources import and the repository does not contain: Prisma client and message modules. */
export function generateSources() {
  generateClient();
  generateMessages();
}

/** Generates the Prisma client where the schema has changed; offline and without Prisma's engine. */
function generateClient() {
  const schema = hashOf([...listSchema(), 'package-lock.json']);
  if (existsSync(CLIENT_STAMP) && readFileSync(CLIENT_STAMP, 'utf8') === schema) return;
  runPackage('prisma/build/index.js', ['generate', '--schema', 'prisma', '--no-hints'], {
    // Prisma looks for an engine that the generated client does not use, and would download it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
  writeFileSync(CLIENT_STAMP, schema);
}

/** Generates the message modules of all languages, where a catalogue has changed. */
export function generateMessages() {
  const stamp = join(ROOT, MESSAGES, '.catalogues');
  const catalogues = hashOf(CATALOGUES.flatMap(listFiles).toSorted());
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === catalogues) return;
  run(process.execPath, [join(ROOT, 'scripts', 'messages', 'command.ts')]);
  writeFileSync(stamp, catalogues);
}

function listSchema() {
  const names = readdirSync(join(ROOT, 'prisma'), { recursive: true });
  return names
    .filter((name) => name.endsWith('.prisma'))
    .toSorted()
    .map((name) => join('prisma', name));
}

/** Bundles the userscript for other sites' pages. */
export function buildOverlay() {
  runPackage('vite/bin/vite.js', ['build', '--mode', 'overlay', '--logLevel', 'warn']);
}

/** Bundles the command-line tools that watch and verify the transparency log. */
export function buildRecordTools(tools = ['witness', 'mirror', 'verify']) {
  for (const tool of tools) {
    runPackage('vite/bin/vite.js', ['build', '--ssr', '--mode', tool, '--logLevel', 'warn']);
  }
}

/** Copies the data of `--demo` into dist/. */
export function buildDemo() {
  runPackage('tsx/dist/cli.mjs', ['scripts/build-demo.ts']);
}

/** Builds scripts, styles and server into dist/ where sources have changed. */
export function build() {
  prepareOcr();
  linkPostgres();
  const sources = hashOf([...listSources(), 'package-lock.json', 'vite.config.ts']);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  console.log('Building…');
  // A build that fails midway leaves a dist/ of no sources.
  rmSync(STAMP, { force: true });
  generateSources();
  runPackage('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  for (const name of readdirSync(CLIENT)) {
    if (/\.(?:js|css)$/.test(name)) compress(join(CLIENT, name));
  }
  buildOverlay();
  buildRecordTools();
  runPackage('vite/bin/vite.js', ['build', '--ssr', '--logLevel', 'warn']);
  runPackage('tsx/dist/cli.mjs', ['scripts/template-cluster.ts']);
  buildDemo();
  writeFileSync(STAMP, sources);
}

function listSources() {
  return SOURCES.flatMap(listFiles).toSorted();
}

/** A file, or the files of a folder without tests and generated code, as paths relative to the root. */
function listFiles(path) {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !GENERATED.some((folder) => file.startsWith(folder)));
}

if (process.argv[1] === import.meta.filename) build();
