import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** Sizes of the app's icons in pixels. */
export const APP_ICON_SIZES = [192, 512] as const;
export const APP_ICON_PURPOSES = ['any', 'maskable'] as const;
export type AppIconPurpose = (typeof APP_ICON_PURPOSES)[number];

/**
 * Background colours of pages, as in `tokens.css`, for the parts that the operating system draws around
 * them.
 */
export const GROUND = { light: '#f9f3e4', dark: '#17140f' } as const;

export function manifestPath(language: Language): string {
  return `/contrenote.${language}.webmanifest`;
}

export function iconPath(size: number, purpose: AppIconPurpose = 'any'): string {
  return purpose === 'any' ? `/icon-${size}.png` : `/icon-${purpose}-${size}.png`;
}

/** Where the system posts a picture shared with the installed site. The service worker answers. */
export function sharePath(language: Language): string {
  return `${pathTo(language, 'reportPayout')}/image`;
}
