import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compress } from './compress.mjs';
import { hashOf, runPackage } from './install.mjs';
import { linkPostgres } from './link-postgres.mjs';
import { prepareOcr } from './ocr-assets.mjs';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['server', 'demo', 'shared', 'web', 'prisma'];
const CLIENT = join(ROOT, 'dist', 'client');
const STAMP = join(ROOT, 'dist', '.sources');
const CLIENT_STAMP = join(ROOT, 'prisma', 'generated', '.schema');

/** Writes the database client out of the schema where that has changed; needs no engine and no network. */
export function generateClient() {
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

function listSchema() {
  const names = readdirSync(join(ROOT, 'prisma')).filter((name) => name.endsWith('.prisma'));
  return names.toSorted().map((name) => join('prisma', name));
}

/** Builds the script that people run on other sites' pages. */
export function buildOverlay() {
  runPackage('vite/bin/vite.js', ['build', '--mode', 'overlay', '--logLevel', 'warn']);
}

/** Builds what others watch and check the record with. */
export function buildRecordTools(tools = ['witness', 'mirror', 'verify']) {
  for (const tool of tools) {
    runPackage('vite/bin/vite.js', ['build', '--ssr', '--mode', tool, '--logLevel', 'warn']);
  }
}

/** Puts the demo that `--demo` loads into dist/. */
export function buildDemo() {
  runPackage('tsx/dist/cli.mjs', ['scripts/demo.ts']);
}

/** Builds script, style and server into dist/ where the sources have changed. */
export function build() {
  prepareOcr();
  linkPostgres();
  const sources = hashOf([...listSources(), 'package-lock.json', 'vite.config.ts']);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  console.log('Building…');
  generateClient();
  runPackage('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  for (const name of readdirSync(CLIENT)) {
    if (/\.(?:js|css)$/.test(name)) compress(join(CLIENT, name));
  }
  buildOverlay();
  buildRecordTools();
  runPackage('vite/bin/vite.js', ['build', '--ssr', '--logLevel', 'warn']);
  runPackage('tsx/dist/cli.mjs', ['scripts/template.ts']);
  buildDemo();
  writeFileSync(STAMP, sources);
}

function listSources() {
  return SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .filter((path) => !path.startsWith(join('prisma', 'generated'))),
  ).toSorted();
}

if (process.argv[1] === import.meta.filename) build();
