import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { isRepeatSql } from '#server/database/predicates/counted-reviews.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  coveringJson,
  hidingJson,
  isShownSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import { writtenTextSql } from '#server/public-schema/text-covers.ts';
import { quarterSql } from '#server/database/predicates/quarters.ts';
import {
  REVIEWS_PAGE_SIZE,
  type OwnReview,
  type PublishedReview,
  type ReviewSort,
  type ReviewsResponse,
} from '#shared/evidence/reviews.ts';

type Row = Omit<PublishedReview, 'can'> & { mine: boolean };

/** Finds a platform's reviews as the public sees them, in the order that the reader chose. */
export async function findPlatformReviews(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
  { sort, before }: { sort: ReviewSort; before?: string | undefined },
): Promise<ReviewsResponse> {
  const [score, day, id] = before?.split('_') ?? [];
  const cursor = sort === 'newest' ? [day, id] : [day, id, score];
  const [row] = await sql(
    statement(
      { platform: col.json<ReviewsResponse['platform']>(), reviews: col.json<Row[]>() },
      reviewsAsJson(sort, before !== undefined),
    ),
    [slug, viewer?.id ?? null, ...(before === undefined ? [] : cursor)],
  );
  const { platform, reviews } = requireFound(row);
  const shown = reviews.slice(0, REVIEWS_PAGE_SIZE);
  const last = shown.at(-1);
  return {
    platform,
    sort,
    reviews: shown.map(({ mine, ...review }) => ({ ...review, can: { edit: mine } })),
    next: last === undefined || reviews.length === shown.length ? null : cursorOf(last),
  };
}

/** Finds all reviews of a member, for her alone. */
export async function findOwnPlatformReviews(
  sql: Sql,
  viewer: Viewer,
): Promise<{ reviews: OwnReview[] }> {
  const rows = await sql(OWN_REVIEWS_AS_JSON, [viewer.id]);
  return { reviews: rows.map(({ review }) => review) };
}

function cursorOf({ criteria, shownFrom, id }: Row): string {
  const score = PLATFORM_REVIEW_CRITERIA.reduce((sum, criterion) => sum + criteria[criterion], 0);
  return `${score}_${shownFrom}_${id}`;
}

const SCORE = '(r.pay + r.punctuality + r.fairness + r.communication + r.supply)';
const LOWEST = PLATFORM_REVIEW_CRITERIA.length;
const HIGHEST = PLATFORM_REVIEW_CRITERIA.length * 5;

// Reviews of one Monday are ordered by random id, so that the order does not lead to the posting.
const NEWEST = 'r.shown_from DESC, r.id COLLATE "C" DESC';
const ORDERS: Record<ReviewSort, string> = {
  newest: NEWEST,
  lowest: `r.score, ${NEWEST}`,
  highest: `r.score DESC, ${NEWEST}`,
};

/**
 * SQL: a page of the newest shown reviews of platform `p` that match `wanted`; an index has this order.
 */
function newest(wanted: string): string {
  return `
      SELECT r.*, ${SCORE} AS score FROM review r
       WHERE r.platform_id = p.id AND ${isShownSql('r')} ${wanted}
       ORDER BY ${NEWEST} LIMIT ${REVIEWS_PAGE_SIZE + 1}`;
}

/**
 * SQL: a page of reviews, continuing after day $3, id $4 and score $5. To sort by score, it takes
 * a page of the newest per possible score, so that only those are sorted.
 */
function pageOf(sort: ReviewSort, goesOn: boolean): string {
  const key = `(r.shown_from, r.id COLLATE "C")`;
  if (sort === 'newest') return newest(goesOn ? `AND ${key} < ($3::date, $4::text)` : '');
  const from = goesOn && sort === 'lowest' ? '$5::int' : LOWEST;
  const to = goesOn && sort === 'highest' ? '$5::int' : HIGHEST;
  const after = `AND ${key} < (CASE WHEN s.score = $5::int THEN $3::date ELSE 'infinity' END, $4::text)`;
  return `
    SELECT r.* FROM generate_series(${from}, ${to}) s (score),
      LATERAL (${newest(`AND ${SCORE} = s.score ${goesOn ? after : ''}`)}) r
     ORDER BY ${ORDERS[sort]} LIMIT ${REVIEWS_PAGE_SIZE + 1}`;
}

const MARKS = `json_build_object('pay', r.pay, 'punctuality', r.punctuality,
  'fairness', r.fairness, 'communication', r.communication, 'supply', r.supply)`;

function reviewsAsJson(sort: ReviewSort, goesOn: boolean): string {
  // The page is selected first, so that only its rows are joined.
  return `
  SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform,
         COALESCE((SELECT json_agg(json_build_object(
      'id', r.id, 'criteria', ${MARKS}, 'text', ${readableOrNullSql('r', 'r.text', 'a.member_id = $2')},
      'hiding', ${hidingJson('r')}, 'covering', ${coveringJson('r')}, 'quarter', ${quarterSql('r.experienced_month')},
      'shownFrom', r.shown_from, 'edited', r.edited_on IS NOT NULL,
      'solicited', r.solicited, 'suspect', ${isSuspectAuthorSql('a.id')},
      'repeats', ${isRepeatSql('r', 'a')},
      'author', json_build_object('established', a.established,
        'pseudonym', CASE WHEN r.signed THEN a.pseudonym END, 'deleted', r.signed AND a.pseudonym IS NULL),
      'mine', COALESCE(a.member_id = $2, false)
    ) ORDER BY ${ORDERS[sort]}) FROM (${pageOf(sort, goesOn)}) r
    JOIN author_weight a ON a.id = r.author_id), '[]') AS reviews
    FROM platform p WHERE p.slug = $1`;
}

const OWN_REVIEWS_AS_JSON = statement(
  { review: col.json<OwnReview>() },
  `
  SELECT json_build_object(
    'id', r.id, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'criteria', ${MARKS}, 'text', ${writtenTextSql('review', 'r')}, 'hiding', ${hidingJson('r')},
    'covering', ${coveringJson('r')},
    'experiencedMonth', r.experienced_month,
    'solicited', r.solicited, 'signed', r.signed,
    'publishedOn', r.published_on, 'editedOn', r.edited_on, 'dueOn', r.due_on, 'shown', ${isShownSql('r')}
  ) AS review
    FROM author a JOIN review r ON r.author_id = a.id JOIN platform p ON p.id = r.platform_id
   WHERE a.member_id = $1 ORDER BY r.published_on DESC, r.id DESC`,
);
