import type { FieldIssues } from '#shared/core/errors.ts';
import type { NoticeInput } from '#shared/governance/legal.ts';
import { matchPagePath } from '#shared/core/paths.ts';

const PICTURE_PATH = /^\/files\/[\w./-]+$/;

/**
 * Parses an address on this site into a place: path, query and fragment.
 * @returns null when it is no page or picture of the site at `origin`.
 */
export function parseOwnAddress(address: string, origin: string): string | null {
  let url: URL;
  try {
    url = new URL(address, `${origin}/`);
  } catch {
    return null;
  }
  if (url.origin !== origin) return null;
  const known = matchPagePath(url.pathname) !== null || PICTURE_PATH.test(url.pathname);
  return known ? `${url.pathname}${url.search}${url.hash}` : null;
}

/**
 * Checks a notice across fields. It must say where exactly, be in good faith, and be signed, except
 * about sexual abuse of minors (DSA, article 16, paragraph 2).
 * @returns the errors by field.
 */
export function findNoticeErrors(notice: NoticeInput, origin: string): FieldIssues {
  const issues: FieldIssues = {};
  if (parseOwnAddress(notice.url, origin) === null) issues['url'] = { code: 'elsewhere' };
  if (!notice.goodFaith) issues['goodFaith'] = { code: 'required' };
  if (notice.aboutMinors) return issues;
  if (!notice.name) issues['name'] = { code: 'required' };
  if (!notice.email) issues['email'] = { code: 'required' };
  return issues;
}
