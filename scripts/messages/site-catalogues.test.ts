import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { constants } from '#web/i18n/constants.ts';
import { readCatalogues, type CatalogueTexts } from './read-catalogues.ts';
import { GENERATED_FOLDER, loadCatalogues } from './generate-modules.ts';
import { findUnusedKeys } from './unused-keys.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const catalogues = loadCatalogues();
const [source] = catalogues;
/** The sections of a legal page, which shows all of them. */
const ANCHOR = /^legal\.\w+\.sections\.[\w-]+$/;

test('the catalogues of the site have nothing that a translator has to mend', () => {
  expect(readCatalogues(catalogues, new Set(Object.keys(constants))).faults).toEqual([]);
});

test('each key of the catalogues is named by a page, a script or a schema', () => {
  const unused = findUnusedKeys(source.texts, sources()).filter((path) => !ANCHOR.test(path));
  expect(unused, 'Remove these keys from all catalogues: no page says them.').toEqual([]);
});

test('each constant that sentences can name is named by one', () => {
  const { messages } = readCatalogues(catalogues, new Set(Object.keys(constants)));
  const named = [...messages.values()].flatMap((read) =>
    [...read.values()].flatMap((message) => [...message.constants]),
  );
  expect(Object.keys(constants).filter((name) => !named.includes(name))).toEqual([]);
});

test('French has its spaces and apostrophes', () => {
  const badly = /[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]|[^\u00a0\s\d/][;?!»](?=\s|$)| [:;?!»]|« |!/;
  const french = catalogues.find(({ language }) => language === 'fr');
  const sentences = sentencesIn(french?.texts ?? []);
  expect(sentences.length).toBeGreaterThan(5_000);
  // Number skeletons are not text.
  const bad = sentences.filter((text) => badly.test(text.replaceAll(/, number, ::[^}]*/g, '')));
  expect(bad).toEqual([]);
});

function sentencesIn(texts: CatalogueTexts): string[] {
  return typeof texts === 'string' ? [texts] : Object.values(texts).flatMap(sentencesIn);
}

function* sources(): Generator<string> {
  for (const folder of ['web', 'server', 'shared', 'demo']) {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of entries) {
      if (
        !/\.tsx?$/.test(name) ||
        name.endsWith('.test.ts') ||
        parentPath.startsWith(GENERATED_FOLDER)
      )
        continue;
      yield readFileSync(join(parentPath, name), 'utf8');
    }
  }
}
