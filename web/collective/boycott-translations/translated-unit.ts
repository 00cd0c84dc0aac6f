import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type {
  BoycottTranslation,
  OrganiserText,
  TextTranslation,
} from '#shared/collective/boycott-translations.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import type { PageContext } from '#web/page.ts';
import {
  currentVersionOf,
  originalLanguageOf,
  translatedTexts,
  type OriginalLanguage,
} from './translated-texts.ts';

export type AnyTranslation = BoycottTranslation | TextTranslation;

/** What is translated, confirmed and refused as a whole: the call, or one text of the organisers. */
export type TranslatedUnit = {
  /** Part of names of forms and of anchors. */
  readonly key: string;
  /** Null for the call. */
  readonly title: string | null;
  readonly language: OriginalLanguage;
  /** The version that a translation is written or read beside. */
  readonly version: number;
  readonly fields: readonly { name: string; label: string; original: string }[];
  readonly translations: readonly AnyTranslation[];
  readonly canTranslate: boolean;
  /** What its form says besides the words: which text it is. */
  readonly names: Readonly<Record<string, string>>;
};

/** The call of a boycott, then what its organisers wrote that can be read, in the order of its page. */
export function translatedUnits(
  boycott: BoycottResponse,
  page: Pick<PageContext, 't' | 'format'>,
): TranslatedUnit[] {
  const { one, translations: words } = page.t.boycotts;
  const texts: (OrganiserText & { title: string; text: string | null })[] = [
    { part: 'outcome', message: null, title: one.outcome, text: boycott.outcomeText },
    { part: 'look-back', message: null, title: one.lookBack, text: boycott.lookBack },
    ...boycott.messages.map(({ id, on, text, hiding }) => ({
      part: 'message' as const,
      message: id,
      title: words.ofMessage({ day: page.format.day(on) }),
      text: hiding === null ? text : null,
    })),
  ];
  return [
    {
      key: 'call',
      title: null,
      language: originalLanguageOf(boycott),
      version: currentVersionOf(boycott),
      fields: translatedTexts(page.t).map((field) => ({ ...field, original: boycott[field.name] })),
      translations: boycott.translations,
      canTranslate: boycott.can.translate,
      names: {},
    },
    ...texts.flatMap(({ part, message, title, text }) =>
      text === null || text === ''
        ? []
        : [
            {
              key: keyOf({ part, message }),
              title,
              language: detectLanguage(text),
              version: 1,
              fields: [{ name: 'text', label: title, original: text }],
              translations: boycott.textTranslations.filter(isOf({ part, message })),
              canTranslate: boycott.translatable.some(isOf({ part, message })),
              names: { part, ...(message === null ? {} : { message }) },
            },
          ],
    ),
  ];
}

/** Names a text of organisers in anchors and forms. */
export function keyOf({ part, message }: OrganiserText): string {
  return message === null ? part : `${part}-${message}`;
}

/** Tells whether something is of a text of organisers. */
export function isOf({ part, message }: OrganiserText): (one: OrganiserText) => boolean {
  return (one) => one.part === part && one.message === message;
}

/** The translated words of one field; empty once a decision removed them. */
export function wordsOf(translation: AnyTranslation, name: string): string {
  const words: Readonly<Record<string, unknown>> = translation;
  const found = words[name];
  return typeof found === 'string' ? found : '';
}
