import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { reviewCursor, reviewSort, type ReviewSort } from '#shared/evidence/reviews.ts';

const SORT = 'reviews';
const BEFORE = 'reviews-before';
type Query = Readonly<Record<string, string>>;

/** The API address of the reviews on a platform page; invalid parameters are dropped. */
export function reviewsApiAddress(slug: string, query: Query): string {
  const sort = reviewSort.safeParse(query[SORT]);
  const before = reviewCursor.safeParse(query[BEFORE]);
  const search = new URLSearchParams();
  if (sort.success) search.set('sort', sort.data);
  if (before.success) search.set('before', before.data);
  return `/api/platforms/${encodeURIComponent(slug)}/reviews?${search}`;
}

/** The tab of a platform with its reviews in a sort order, from cursor `before` on. */
export function reviewsPageAddress(
  language: Language,
  slug: string,
  sort: ReviewSort,
  before?: string,
): string {
  const query = { [SORT]: sort === 'newest' ? undefined : sort, [BEFORE]: before };
  return `${pathTo(language, 'platformReviews', { slug }, query)}#reviews`;
}

/** Whether the page shows reviews from a cursor on. */
export function isReviewsPageAfterFirst(query: Query): boolean {
  return reviewCursor.safeParse(query[BEFORE]).success;
}
