import { LANGUAGES } from '#shared/core/languages.ts';
import { CASE_RULES } from '#shared/governance/case-handling.ts';
import { messagesFor, type Messages } from '#web/i18n/messages.ts';

/**
 * The facts of a proposal or decision: a form's standard facts are read in the reader's language, since
 * the author of a text may not read the moderator's. What a moderator wrote herself stays as written.
 */
export function factsInWords(facts: string, t: Messages): string {
  for (const language of LANGUAGES) {
    const standard = messagesFor(language).moderation.templates;
    const rule = CASE_RULES.find((one) => standard[one] === facts);
    if (rule !== undefined) return t.moderation.templates[rule];
  }
  return facts;
}
