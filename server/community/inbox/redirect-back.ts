import { matchPagePath, type PageName } from '#shared/core/paths.ts';

export type FormPage = {
  page: PageName;
  parameters: Record<string, string>;
  query: Record<string, string>;
};

/**
 * Returns the page that a form was sent from, to redirect back to it; the list of follows when
 * `from` is no page of this site.
 */
export function pageOfForm(from: string | undefined): FormPage {
  const base = 'http://page.invalid';
  const url = URL.canParse(from ?? '', base) ? new URL(from ?? '', base) : null;
  const match = url?.origin === base ? matchPagePath(url.pathname) : null;
  if (url === null || match === null) return { page: 'following', parameters: {}, query: {} };
  const query = Object.fromEntries(url.searchParams);
  delete query['done'];
  return { page: match.page, parameters: match.parameters, query };
}
