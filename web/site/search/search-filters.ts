import { MAX_SEARCH_LENGTH, searchQuery, type SearchQuery } from '#shared/site/search.ts';

/** Query parameters of the filters, the same as the API's; the platform is typed by name. */
export const SEARCH_FILTERS = ['kind', 'platform', 'member', 'from', 'to'] as const;
export type SearchFilter = (typeof SEARCH_FILTERS)[number];

export type ParsedSearch = {
  /** The query as typed, trimmed. */
  readonly typed: string;
  readonly tooLong: boolean;
  /** The valid filters, without the platform, which must be looked up. */
  readonly filters: Omit<SearchQuery, 'q' | 'platform'>;
  /** The platform's name as typed. */
  readonly platform: string;
  readonly ignored: readonly SearchFilter[];
  /** The last day is before the first, so it is ignored. */
  readonly backwards: boolean;
};

/** Parses a search's address; invalid filters are ignored individually. */
export function parseSearchAddress(query: Readonly<Record<string, string>>): ParsedSearch {
  const ignored: SearchFilter[] = [];
  const read: Record<string, string> = {};
  for (const name of ['kind', 'member', 'from', 'to', 'page'] as const) {
    const typed = query[name]?.trim() ?? '';
    if (typed === '') continue;
    if (searchQuery.safeParse({ [name]: typed }).success) read[name] = typed;
    else if (name !== 'page') ignored.push(name);
  }
  const { from, to } = read;
  const backwards = from !== undefined && to !== undefined && to < from;
  if (backwards) delete read['to'];
  const { q: _, platform: __, ...filters } = searchQuery.parse(read);
  const typed = query['q']?.trim() ?? '';
  return {
    typed,
    tooLong: typed.length > MAX_SEARCH_LENGTH,
    filters,
    platform: (query['platform'] ?? '').trim(),
    ignored,
    backwards,
  };
}
