import { describe, expect, test } from 'vitest';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';
import { boycottInLanguage } from './in-language.ts';

/** Which texts a page in a language shows. */

const ORIGINAL = {
  title: 'Pas à trois centimes',
  grievance: 'Trois centimes la tâche.',
  demands: 'Dix centimes.',
  partaking: 'Ne prendre aucune tâche.',
  endsWhen: 'Le prix monte.',
};
const ENGLISH = {
  language: 'en',
  title: 'Not at three cents',
  grievance: 'Three cents a task.',
  demands: 'Ten cents.',
  partaking: 'Take no task.',
  endsWhen: 'The price rises.',
  shown: true,
} as BoycottTranslation;
const textsOf = (translations: BoycottTranslation[], language: 'fr' | 'en') => {
  const boycott = { ...ORIGINAL, id: '3k9', translations } as BoycottResponse;
  const { title, grievance, demands, partaking, endsWhen } = boycottInLanguage(boycott, language);
  return { title, grievance, demands, partaking, endsWhen };
};

describe('a boycott in a language', () => {
  test('has all texts of the translation that is shown in it', () => {
    const { language: _, shown: __, ...texts } = ENGLISH;
    expect(textsOf([ENGLISH], 'en')).toEqual(texts);
  });

  test.each([
    ['in another language', [ENGLISH], 'fr'],
    ['of a translation that is not shown', [{ ...ENGLISH, shown: false }], 'en'],
    ['without a translation', [], 'en'],
  ] as const)('is the original %s', (_, translations, language) => {
    expect(textsOf([...translations], language)).toEqual(ORIGINAL);
  });

  test('takes the first that is shown: the last confirmed', () => {
    const earlier = { ...ENGLISH, title: 'Not for three cents' };
    expect(textsOf([ENGLISH, earlier], 'en').title).toBe(ENGLISH.title);
  });
});
