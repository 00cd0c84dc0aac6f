import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/**
 * The site opens the debate of a boycott itself, in its proposer's language: reads its sentence and its
 * link, as HTML or plain text, in the page's language. Any other text is returned as it is.
 */
export function debateOpeningIn(language: Language, text: string): string {
  const mine = messagesFor(language).boycottThread;
  for (const other of LANGUAGES) {
    const { say, link } = messagesFor(other).boycottThread;
    if (other === language || !text.includes(say)) continue;
    return text
      .replace(say, mine.say)
      .replace(link, mine.link)
      .replaceAll(boycottsPath(other), boycottsPath(language));
  }
  return text;
}

function boycottsPath(language: Language): string {
  return pathTo(language, 'boycott', { id: '' });
}
