import type { LegalSettings } from '#server/core/env.ts';

const REQUIRED = ['publisher', 'director', 'host', 'contact', 'controller'] as const;

/** Names of the legal settings (environment variables) that are still blank. */
export function blankLegalSettings(legal: LegalSettings): string[] {
  return REQUIRED.filter((name) => legal[name] === null).map(
    (name) => `LEGAL_${name.toUpperCase()}`,
  );
}

export function isLegalComplete(legal: LegalSettings): boolean {
  return blankLegalSettings(legal).length === 0;
}
