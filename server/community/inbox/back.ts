import { matchPath, type PageName } from '#shared/core/paths.ts';

export type Place = {
  page: PageName;
  parameters: Record<string, string>;
  query: Record<string, string>;
};

/** The page that a form stands on, for who is sent back to it; what she follows where it says none. */
export function backTo(from: string | undefined): Place {
  const base = 'http://page.invalid';
  const url = URL.canParse(from ?? '', base) ? new URL(from ?? '', base) : null;
  const match = url?.origin === base ? matchPath(url.pathname) : null;
  if (url === null || match === null) return { page: 'following', parameters: {}, query: {} };
  const query = Object.fromEntries(url.searchParams);
  delete query['done'];
  return { page: match.page, parameters: match.parameters, query };
}
