import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { RULE_IDS } from '#shared/core/moderation-decisions.ts';
import { legalSectionsOf, type LegalSection } from './legal-section.ts';
import { siteRuleSections } from './site-rule-sections.ts';

const MAX_WORDS = 15;

function allSections(language: (typeof LANGUAGES)[number]): LegalSection[] {
  const t = messagesFor(language);
  const { legalNotice, siteRules, privacy, reviewChecks } = t.legal;
  const rules = RULE_IDS.map((id) => ({ id, ...siteRules.rules[id] }));
  return [
    ...legalSectionsOf('legalNotice', legalNotice.sections),
    ...rules,
    ...siteRuleSections(t),
    ...legalSectionsOf('privacy', privacy.sections),
    ...legalSectionsOf('reviewChecks', reviewChecks.sections),
  ];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe('the legal texts', () => {
  test('rules keep their names and their subjects: decisions of years ago point at them', () => {
    const { rules } = messagesFor('en').legal.siteRules;
    expect(RULE_IDS.map((id) => `${id} ${rules[id].title}`)).toEqual([
      'R1 What happened to you',
      'R2 One account per person',
      'R3 Asked or paid for: say so',
      'R4 Leave other people’s data alone',
      'R5 Respect',
      'R6 Nothing illegal',
      'R7 No advertising',
      'R8 True screenshots',
      'R9 A source for each fact',
      'R10 Closed, by decision',
      'R11 What a proof shows',
      'R12 Replying when named',
    ]);
  });

  test('say as much in English as in French, under the same anchors', () => {
    const shape = (sections: LegalSection[]): unknown =>
      sections.map(({ id, text, points, link }) => [
        id,
        text.length > 0,
        points?.length,
        link?.page,
      ]);
    expect(shape(allSections('en'))).toEqual(shape(allSections('fr')));
  });

  test.each(LANGUAGES)('keep to short sentences in %s', (language) => {
    const { legal, boycotts } = messagesFor(language);
    const texts = textsIn([legal, boycotts.law, boycotts.sealed.law]);
    const sentences = texts.flatMap((text) => text.split(/[.?!](?:\s|$)/));
    const words = (sentence: string): number =>
      sentence.split(/[\s\u00a0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    expect(sentences.filter((sentence) => words(sentence) > MAX_WORDS)).toEqual([]);
  });
});
