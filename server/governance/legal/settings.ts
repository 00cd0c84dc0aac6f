import type { LegalSettings } from '#server/core/env.ts';

const REQUIRED = ['publisher', 'director', 'host', 'contact', 'controller'] as const;

/** The legal settings that are still blank, by the name of their variable. */
export function blankLegalSettings(legal: LegalSettings): string[] {
  return REQUIRED.filter((name) => legal[name] === null).map(
    (name) => `LEGAL_${name.toUpperCase()}`,
  );
}

export function isLegalComplete(legal: LegalSettings): boolean {
  return blankLegalSettings(legal).length === 0;
}
