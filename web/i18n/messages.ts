import type { Language } from '#shared/core/languages.ts';
import { en } from './en.ts';
import { fr, type Messages } from './fr.ts';

export type { Messages };

const MESSAGES: Record<Language, Messages> = { fr, en };

/** All sentences of the site in one language. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language];
}
