import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { CASE_RULES } from '#shared/governance/case-handling.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { factsFor } from './standard-facts.ts';

/** Facts are public: the standard ones of one rule never stand under another. */
describe.each(LANGUAGES)('the standard facts in %s', (language) => {
  const facts = messagesFor(language).moderation.templates;

  test.each(CASE_RULES)('of any rule become those of %s, in the same language', (rule) => {
    for (const other of CASE_RULES) expect(factsFor(rule, facts[other])).toBe(facts[rule]);
  });

  test('stay as written once somebody changed them', () => {
    const changed = `${facts.R5} Trois fois.`;
    expect(factsFor('R7', changed)).toBe(changed);
  });
});
