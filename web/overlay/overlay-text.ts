import type { Language } from '#shared/core/languages.ts';
import { userscript as en } from '#web/i18n/generated/en/userscript.ts';
import { userscript as fr } from '#web/i18n/generated/fr/userscript.ts';

export type OverlaySentences = typeof fr;

/** The overlay's sentences; a test compares its names of standings with the site's. */
export const OVERLAY_SENTENCES: Record<Language, OverlaySentences> = { fr, en };
