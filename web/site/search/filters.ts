import { MAX_SEARCH_LENGTH, searchQuery, type SearchQuery } from '#shared/site/search.ts';

/** What a filter is called in the address, as in the API; the platform is typed by its name. */
export const FILTERS = ['kind', 'platform', 'member', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];

export type ReadSearch = {
  /** As it was typed, trimmed. */
  readonly typed: string;
  readonly tooLong: boolean;
  /** What can be read; without the platform, which has to be looked up. */
  readonly filters: Omit<SearchQuery, 'q' | 'platform'>;
  /** What was typed for the platform. */
  readonly platform: string;
  readonly ignored: readonly Filter[];
  /** The last day lies before the first; it is left aside. */
  readonly backwards: boolean;
};

/** Reads the address of a search; one filter that cannot be read does not cost the others. */
export function readSearch(query: Readonly<Record<string, string>>): ReadSearch {
  const ignored: Filter[] = [];
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
