import { parseAmount } from '#shared/core/money.ts';
import { rankingQuery, type RankingQuery } from '#shared/directory/platform-ranking.ts';

export type ParsedRankingFilters = {
  /** The valid filters of the address. */
  readonly filters: RankingQuery;
  /** Names of the invalid filters. */
  readonly ignored: readonly string[];
};

/** Filters that narrow the list, besides text, order and page. */
export const NARROWING_FILTERS = [
  'standing',
  'activity',
  'method',
  'threshold',
  'country',
] as const;

/** Parses the ranking's address; invalid filters are ignored individually. */
export function parseRankingFilters(query: Readonly<Record<string, string>>): ParsedRankingFilters {
  const ignored: string[] = [];
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(rankingQuery.shape)) {
    const typed = query[name]?.trim();
    if (typed === undefined || typed === '') continue;
    const field = rankingQuery.safeParse({ [name]: typed });
    if (field.success) Object.assign(read, field.data);
    else ignored.push(name);
  }
  const filters = rankingQuery.parse(read);
  const { threshold, currency, ...rest } = filters;
  if (threshold === undefined) return { filters: rest, ignored };
  if (parseAmount(threshold, currency ?? 'EUR') === null) {
    return { filters: rest, ignored: [...ignored, 'threshold'] };
  }
  return { filters, ignored };
}

/** The query of the ranking's page or API. */
export function rankingQueryOf(filters: RankingQuery): Record<string, string | number | undefined> {
  const { page, ...rest } = filters;
  return { ...rest, page: page === 1 ? undefined : page };
}
