import { LANGUAGES } from '#shared/core/languages.ts';
import { CASE_RULES, type CaseRule } from '#shared/governance/case-handling.ts';
import { messagesFor } from '#web/i18n/messages.ts';

const STANDARD_FACTS = LANGUAGES.map((language) => messagesFor(language).moderation.templates);

/**
 * The facts of a decision by `rule`. Without a script a form keeps the standard facts of the rule that it
 * began with when another is chosen: nobody wrote them, so those of the chosen rule replace them.
 */
export function factsFor(rule: CaseRule, facts: string): string {
  const began = STANDARD_FACTS.find((standard) =>
    CASE_RULES.some((other) => other !== rule && standard[other] === facts),
  );
  return began?.[rule] ?? facts;
}
