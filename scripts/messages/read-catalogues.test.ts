import { describe, expect, test } from 'vitest';
import { readCatalogues, type CatalogueTexts } from './read-catalogues.ts';
import { findUnusedKeys } from './unused-keys.ts';
import { writePartModule } from './write-modules.ts';

const CONSTANTS = new Set(['HALF_LIFE_DAYS']);
const PAID = '{count, plural, one {# paiement} other {# paiements}} de {name}';

function faultsOf(
  language: string,
  texts: CatalogueTexts,
  source: CatalogueTexts,
): readonly string[] {
  return readCatalogues(
    [
      { language: 'fr', texts: source },
      { language, texts },
    ],
    CONSTANTS,
  ).faults;
}

describe('what a translator is told', () => {
  test.each<[string, string, CatalogueTexts, CatalogueTexts, string]>([
    [
      'of a sentence that is missing',
      'es',
      { home: {} },
      { home: { title: 'Accueil' } },
      'es.json, home.title: is missing. Translate it from fr.json: Accueil',
    ],
    [
      'of a sentence that nobody asked for',
      'es',
      { home: { title: 'Inicio', more: 'Más' } },
      { home: { title: 'Accueil' } },
      'es.json, home.more: is not in fr.json. Remove it.',
    ],
    [
      'of a group where a sentence belongs',
      'es',
      { home: { title: { big: 'Inicio' } } },
      { home: { title: 'Accueil' } },
      'es.json, home.title: is a group of sentences, and a sentence in fr.json.',
    ],
    [
      'of a parameter that is left out',
      'es',
      { paid: '{count, plural, one {# pago} other {# pagos}}' },
      { paid: PAID },
      'es.json, paid: leaves out {name}, which fr.json has. Put it back.',
    ],
    [
      'of a number that is left out',
      'es',
      { paid: 'pagos de {name}' },
      { paid: PAID },
      'es.json, paid: leaves out {count}, which fr.json has. Put it back.',
    ],
    [
      'of a parameter with another name',
      'es',
      { hello: 'Hola {nombre}{name}' },
      { hello: 'Bonjour {name}' },
      'es.json, hello: has {nombre}, which fr.json has not. Use its names: {name}.',
    ],
    [
      'of a plural form that the language does not have',
      'es',
      { paid: '{count, plural, one {# pago} few {# pagos} other {# pagos}} de {name}' },
      { paid: PAID },
      'es.json, paid: the language has no plural form “few”: its forms are one, other.',
    ],
    [
      'of a plural form that the language needs',
      'ar',
      { paid: '{count, plural, one {# دفعة} other {# دفعة}} {name}' },
      { paid: PAID },
      'ar.json, paid: the plural of “count” lacks the form “zero”: the language has zero, one, two, few, many, other.',
    ],
    [
      'of a plural without its last case',
      'es',
      { paid: '{count, plural, one {# pago}} de {name}' },
      { paid: PAID },
      'es.json, paid: each plural and each select needs a case “other {…}” at its end.',
    ],
    [
      'of a brace that is not closed',
      'es',
      { hello: 'Hola {name' },
      { hello: 'Bonjour {name}' },
      'es.json, hello: a “{” is not closed by a “}”.',
    ],
    [
      'of a case that is left out for what may be missing',
      'es',
      { by: 'por {by}' },
      { by: 'par {by, select, none {un compte effacé} other {{by}}}' },
      'es.json, by: needs a case “none” for {by}, as in fr.json: there may be none.',
    ],
    [
      'of a constant that there is not',
      'es',
      { rule: '{HALF_LIVES} días' },
      { rule: '{HALF_LIFE_DAYS} jours' },
      'es.json, rule: web/i18n/constants.ts knows no “{HALF_LIVES}”.',
    ],
  ])('%s', (_, language, texts, source, sentence) => {
    const faults = faultsOf(language, texts, source);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(sentence);
  });

  test('nothing, where a language needs no gender or elision that the source has', () => {
    const source = { from: 'paiement {elided, select, true {d’} other {de }}{platform}' };
    expect(faultsOf('en', { from: 'payout from {platform}' }, source)).toEqual([]);
  });

  test('nothing, where a list is longer or shorter', () => {
    expect(faultsOf('en', { steps: ['One.', 'Two.'] }, { steps: ['Un, puis deux.'] })).toEqual([]);
  });

  test('of a key whose name no source has', () => {
    const texts = { home: { title: 'Accueil', gone: 'Parti', states: { 'not-paying': 'Non' } } };
    const sources = ["t.home.title; t.home.states[state]; type State = 'not-paying'"];
    expect(findUnusedKeys(texts, sources)).toEqual(['home.gone']);
  });
});

describe('what a page imports', () => {
  function written(language: string, text: string): string {
    const { messages, parameters } = readCatalogues([{ language, texts: { x: text } }], CONSTANTS);
    const part = { language, messages: messages.get(language) ?? new Map(), parameters };
    return (
      writePartModule('x', text, part)
        .split('\n')
        .find((line) => line.startsWith('export')) ?? ''
    );
  }

  test.each([
    ['Accueil', 'export const x = "Accueil";'],
    [
      "Entre <head> et '{'…'}' `a` ${b}".replace('${b}', '$'),
      'export const x = "Entre <head> et {…} `a` $";',
    ],
    ['`{name}`', 'export const x = (p: { name: string | number }) => `\\`${p.name}\\``;'],
    [
      '{n, plural, =0 {rien} one {# fait} other {# faits}}',
      "export const x = (p: { n: number }) => `${p.n === 0 ? \"rien\" : formOf(p.n) === 'one' ? `${formatNumber(p.n, 'fr')} fait` : `${formatNumber(p.n, 'fr')} faits`}`;",
    ],
    [
      '{by, select, none {Compte effacé} other {{by}}}',
      'export const x = (p: { by: string | number | null }) => `${p.by === null || p.by === \'\' ? "Compte effacé" : `${p.by}`}`;',
    ],
    [
      '{more, select, true {Plus de } other {}}{state, select, open {ouvert} shut {clos} other {}}',
      'export const x = (p: { more: boolean; state: \'open\' | \'shut\' }) => `${p.more === true ? "Plus de " : ""}${p.state === \'open\' ? "ouvert" : p.state === \'shut\' ? "clos" : ""}`;',
    ],
    [
      'tous les {HALF_LIFE_DAYS, number} jours, à {HALF_LIFE_DAYS, number, ::scale/100} sur 100',
      "export const x = `tous les ${formatNumber(constants.HALF_LIFE_DAYS, 'fr', 3)} jours, à ${formatNumber(constants.HALF_LIFE_DAYS * 100, 'fr', 3)} sur 100`;",
    ],
  ])('of %s', (text, line) => {
    expect(written('fr', text)).toBe(line);
  });
});
