import { expect, test } from 'vitest';
import { loadCatalogues } from './generate-modules.ts';
import type { CatalogueTexts } from './read-catalogues.ts';

/**
 * A platform recognises most authors by its own accounts (docs/threat-model.md), so no sentence may
 * promise a member that nobody can tell who she is. Each of those below speaks of something else.
 */

const PROMISES: Readonly<Record<string, RegExp>> = {
  fr: /anonym|(?:personne|nul)(?: d’autre)? ne (?:l[ea] |les |l’)?(?:peut|pourra|sait|saura|voit|verra|lit|lira|connaît|vous)|impossible (?:de|à) (?:savoir|retrouver|deviner)|introuvable|intraçable|invisible|incognito|en toute sécurité|sans (?:aucun )?risque|masqué·e|garanti|jamais (?:retrouv|reconn|identifi)|ne mène (?:plus à|à personne|pas à)|désigner? personne|sans que (?:personne|nul)/i,
  en: /anonym|\b(?:nobody|no one)(?: else)? (?:can|could|will|knows?|sees?|reads?|learns?|finds?)\b|impossible to (?:know|tell|find|guess)|untraceable|invisible|incognito|risk-free|without (?:any )?risk|guarant|you stay hidden|leads? to nobody|points? at nobody|without anybody/i,
};

/** Sentences that hold such words, and why they are true. */
const TRUE_ONES: Readonly<Record<string, string>> = {
  'accounts.recover.lost': 'only the hashes of both are stored',
  'accounts.settings.removeSay.6': 'a hash keeps the pseudonym from being taken',
  'boycotts.organisers.own.before.2': 'the key exists on that device alone',
  'boycotts.pledge.stays': 'no pledge is withdrawn after the threshold',
  'errors.fields.no-code': 'a DNS record that was not found',
  'imports.what.0': 'an imported pseudonym is claimed with a code',
  'juries.jury.howSteps.2': 'a checkpoint does not exist before it is signed',
  'juries.own.wordsWhy.0': 'how a jury is drawn',
  'juries.own.wordsWhy.1': 'how a jury is drawn',
  'legal.siteRules.sections.jurys.text.5': 'how a jury is drawn',
  'messages.done.messages-not-allowed': 'who may write to her',
  'messages.list.off': 'who may write to her',
  'recordWatch.findings.restored.1': 'what readers cannot check',
  'workbook.privacy': 'the workbook stays on the device',
  'workbookData.copy.lost': 'the copy is encrypted under these words, which never leave the device',
};

function* sentencesIn(
  texts: CatalogueTexts,
  path: readonly string[] = [],
): Generator<[string, string]> {
  if (typeof texts === 'string') yield [path.join('.'), texts];
  else {
    for (const [key, text] of Object.entries(texts)) yield* sentencesIn(text, [...path, key]);
  }
}

const found = loadCatalogues().map(({ language, texts }) => ({
  language,
  promising: [...sentencesIn(texts)].filter(([, text]) => PROMISES[language]?.test(text)),
}));

test.each(found)('no sentence in $language promises that nobody finds out', ({ promising }) => {
  expect(promising.filter(([path]) => !(path in TRUE_ONES))).toEqual([]);
});

test('each exception is still needed', () => {
  const paths = found.flatMap(({ promising }) => promising.map(([path]) => path));
  expect(Object.keys(TRUE_ONES).filter((path) => !paths.includes(path))).toEqual([]);
});

test.each(loadCatalogues())(
  'the privacy page in $language says that a platform can',
  ({ texts }) => {
    const paths = [...sentencesIn(texts)].map(([path]) => path);
    const section = 'legal.privacy.sections.reconnaitre.text.';
    expect(paths.filter((path) => path.startsWith(section)).length).toBe(10);
  },
);
