import type { OcrScript } from './ocr-settings.ts';

export type OtherScript = Exclude<OcrScript, 'Latin'>;

/** The other scripts that languages (BCP 47) are written in. */
export function scriptsOf(languages: readonly string[]): OtherScript[] {
  const scripts = new Set(languages.map((tag) => new Intl.Locale(tag).maximize().script));
  return [
    ...(scripts.has('Arab') ? (['Arabic'] as const) : []),
    ...(scripts.has('Cyrl') ? (['Cyrillic'] as const) : []),
  ];
}
