import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { detectLanguage } from '#shared/core/detect-language.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** The language of a boycott's own texts; null where they do not tell it. */
export type OriginalLanguage = Language | null;

/** The texts of a boycott that are translated, with their labels. */
export function translatedTexts({ boycotts: { one, forms } }: Messages) {
  return [
    { name: 'title', label: forms.title },
    { name: 'grievance', label: one.grievance },
    { name: 'demands', label: one.demands },
    { name: 'partaking', label: one.partaking },
    { name: 'endsWhen', label: one.endsWhen },
  ] as const;
}

export function originalLanguageOf({
  title,
  grievance,
}: Pick<BoycottResponse, 'title' | 'grievance'>): OriginalLanguage {
  return detectLanguage(`${title} ${grievance}`);
}

/** The number of the version that stands today. */
export function currentVersionOf({ versions }: Pick<BoycottResponse, 'versions'>): number {
  return versions.length + 1;
}
