import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

export const SHARE_IMAGE = { width: 1200, height: 630 } as const;
/** A picture that fills a phone held upright. */
export const PORTRAIT_IMAGE = { width: 1080, height: 1920 } as const;

export function proofImagePath(id: string, language: Language): string {
  return `${pathTo(language, 'proof', { id })}/image.png`;
}

export function platformImagePath(slug: string, language: Language): string {
  return `${pathTo(language, 'platform', { slug })}/image.png`;
}

export function boycottImagePath(id: string, language: Language): string {
  return `${pathTo(language, 'boycott', { id })}/image.png`;
}

export function boycottPortraitPath(id: string, language: Language): string {
  return `${pathTo(language, 'boycott', { id })}/portrait.png`;
}

/** The address of a platform's page as a QR code. */
export function platformQrPath(slug: string, language: Language): string {
  return `${pathTo(language, 'platform', { slug })}/qr.svg`;
}
