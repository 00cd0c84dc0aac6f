import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import type { BoycottTranslation } from '#shared/collective/boycott-translations.ts';
import type { Language } from '#shared/core/languages.ts';

/** The translation that pages in a language show in place of a boycott's own texts; null without one. */
export function shownTranslation(
  { translations }: Pick<BoycottResponse, 'translations'>,
  language: Language,
): BoycottTranslation | null {
  return translations.find((one) => one.shown && one.language === language) ?? null;
}

/** A boycott with its texts in a language, where a confirmed translation has them; else as it is. */
export function boycottInLanguage(boycott: BoycottResponse, language: Language): BoycottResponse {
  const shown = shownTranslation(boycott, language);
  if (shown === null) return boycott;
  return {
    ...boycott,
    title: shown.title ?? boycott.title,
    grievance: shown.grievance ?? boycott.grievance,
    demands: shown.demands ?? boycott.demands,
    partaking: shown.partaking ?? boycott.partaking,
    endsWhen: shown.endsWhen ?? boycott.endsWhen,
  };
}
