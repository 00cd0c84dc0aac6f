import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '#shared/core/languages.ts';
import { constants } from '#web/i18n/constants.ts';
import { readCatalogues, type Catalogue, type CatalogueTexts } from './read-catalogues.ts';
import {
  moduleFileName,
  writeIndexModule,
  writeLanguageModule,
  writePartModule,
} from './write-modules.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CATALOGUES = join(ROOT, 'web', 'i18n');
export const GENERATED_FOLDER = join(CATALOGUES, 'generated');

/** Loads the catalogues of all languages of the site, the source language first. */
export function loadCatalogues(): [Catalogue, ...Catalogue[]] {
  const [source, ...others] = LANGUAGES.map((language) => ({
    language,
    texts: JSON.parse(readFileSync(join(CATALOGUES, `${language}.json`), 'utf8')) as CatalogueTexts,
  }));
  return [source as Catalogue, ...others];
}

/**
 * Generates TypeScript modules from the catalogues; leaves unchanged files untouched.
 * @returns errors for translators, one sentence each; where there are any, nothing is written.
 */
export function generateMessages(): readonly string[] {
  const catalogues = loadCatalogues();
  const { messages, parameters, faults } = readCatalogues(
    catalogues,
    new Set(Object.keys(constants)),
  );
  if (faults.length > 0) return faults;
  const [source] = catalogues;
  const written = new Map<string, string>();
  for (const { language, texts } of catalogues) {
    const parts = Object.entries(texts);
    const part = { language, messages: messages.get(language) ?? new Map(), parameters };
    for (const [name, inner] of parts) {
      written.set(join(language, moduleFileName(name)), writePartModule(name, inner, part));
    }
    const names = parts.map(([name]) => name);
    written.set(`${language}.ts`, writeLanguageModule(language, names, source.language));
  }
  written.set('index.ts', writeIndexModule([...messages.keys()], source.language));
  keep(written);
  return [];
}

function keep(files: ReadonlyMap<string, string>): void {
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  const old = readdirSync(GENERATED_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of old) {
    if (!files.has(path.slice(GENERATED_FOLDER.length + 1))) rmSync(path);
  }
  for (const [name, text] of files) {
    const path = join(GENERATED_FOLDER, name);
    if (old.includes(path) && readFileSync(path, 'utf8') === text) continue;
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}
