import type { FieldIssues } from '#shared/core/errors.ts';
import type { NoticeInput } from '#shared/governance/legal.ts';
import { matchPath } from '#shared/core/paths.ts';

const PICTURE_PATH = /^\/files\/[\w./-]+$/;

/**
 * The exact place on this site that an address names, with its query and anchor; null where it
 * names no page or picture of ours. `origin` is the site's own.
 */
export function ownPlace(address: string, origin: string): string | null {
  let url: URL;
  try {
    url = new URL(address, `${origin}/`);
  } catch {
    return null;
  }
  if (url.origin !== origin) return null;
  const known = matchPath(url.pathname) !== null || PICTURE_PATH.test(url.pathname);
  return known ? `${url.pathname}${url.search}${url.hash}` : null;
}

/**
 * What is wrong with a notice beyond the form of its fields. It must say where exactly, be meant
 * honestly, and be signed, save about sexual abuse of minors (DSA, article 16, paragraph 2).
 */
export function checkNotice(notice: NoticeInput, origin: string): FieldIssues {
  const issues: FieldIssues = {};
  if (ownPlace(notice.url, origin) === null) issues['url'] = { code: 'elsewhere' };
  if (!notice.goodFaith) issues['goodFaith'] = { code: 'required' };
  if (notice.aboutMinors) return issues;
  if (!notice.name) issues['name'] = { code: 'required' };
  if (!notice.email) issues['email'] = { code: 'required' };
  return issues;
}
