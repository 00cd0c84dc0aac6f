import { matchPagePath, type PageName } from '#shared/core/paths.ts';

export type RedirectTarget = {
  page: PageName;
  parameters: Record<string, string>;
  query: Record<string, string>;
};

/**
 * Where to redirect after a form: the page it stands on, or her list of follows if it names none.
 */
export function redirectTargetOf(from: string | undefined): RedirectTarget {
  const base = 'http://page.invalid';
  const url = URL.canParse(from ?? '', base) ? new URL(from ?? '', base) : null;
  const match = url?.origin === base ? matchPagePath(url.pathname) : null;
  if (url === null || match === null) return { page: 'following', parameters: {}, query: {} };
  const query = Object.fromEntries(url.searchParams);
  delete query['done'];
  return { page: match.page, parameters: match.parameters, query };
}
