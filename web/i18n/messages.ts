import type { Language } from '#shared/core/languages.ts';
import { MESSAGES, type Messages } from './generated/index.ts';

export type { Messages };

/** All sentences of the site in one language. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language];
}
