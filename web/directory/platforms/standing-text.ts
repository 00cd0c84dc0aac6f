import type { Language } from '#shared/core/languages.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** The name of a standing: "Elle paie", "Pays". */
export function standingName(state: StandingState, language: Language): string {
  return messagesFor(language).rules.standings[state];
}
