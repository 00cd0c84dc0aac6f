import { addDays, today } from '#shared/core/days.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** Validity in days; the file is written anew at each request. RFC 9116 asks for less than a year. */
const VALID_DAYS = 180;
const ADDRESS = /[^\s<>()",;:]+@[^\s<>()",;:]+\.[^\s<>()",;:]*[\p{L}\p{N}]/u;

/**
 * Writes `/.well-known/security.txt` (RFC 9116): the mail address in the operator's contact, if there is
 * one, and the legal notice.
 */
export function writeSecurityTxt(origin: string, contact: string | null, now: Date): string {
  const mail = ADDRESS.exec(contact ?? '')?.[0];
  return [
    ...(mail === undefined ? [] : [`Contact: mailto:${encodeURI(mail)}`]),
    ...LANGUAGES.map((language) => `Contact: ${origin}${pathTo(language, 'legalNotice')}`),
    `Expires: ${addDays(today(now), VALID_DAYS)}T00:00:00Z`,
    `Preferred-Languages: ${LANGUAGES.join(', ')}`,
    `Canonical: ${origin}/.well-known/security.txt`,
    '',
  ].join('\n');
}
