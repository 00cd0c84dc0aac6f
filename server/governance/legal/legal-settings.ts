import type { LegalSettings } from '#server/core/env.ts';

const REQUIRED = ['publisher', 'director', 'host', 'contact', 'controller'] as const;

export function findBlankLegalSettings(legal: LegalSettings): string[] {
  return REQUIRED.filter((name) => legal[name] === null).map(
    (name) => `LEGAL_${name.toUpperCase()}`,
  );
}

export function areLegalSettingsComplete(legal: LegalSettings): boolean {
  return findBlankLegalSettings(legal).length === 0;
}
