import type { Language } from '#shared/core/languages.ts';

/**
 * Path of the workbook's service worker: at the root, so that its scope includes the page in each
 * language.
 */
export const WORKBOOK_WORKER_PATH = '/workbook-worker.js';
/** Sizes of the app's icons in pixels. */
export const APP_ICON_SIZES = [192, 512] as const;

export function manifestPath(language: Language): string {
  return `/workbook.${language}.webmanifest`;
}

export function iconPath(size: number): string {
  return `/icon-${size}.png`;
}
