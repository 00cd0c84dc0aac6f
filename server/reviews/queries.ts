import { SUSPECT } from '#server/campaigns/suspects.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import type { Sql } from '#server/db.ts';
import { found } from '#server/errors.ts';
import { hidingOf, readable } from '#server/moderation/visible.ts';
import {
  CRITERIA,
  REVIEWS_PAGE_SIZE,
  type OwnReview,
  type PublishedReview,
  type ReviewSort,
  type ReviewsResponse,
} from '#shared/reviews.ts';
import { CHECKED } from './checked.ts';

type Row = Omit<PublishedReview, 'can'> & { mine: boolean };

/** Reviews of a platform as everybody sees them, in the order that the reader chose. */
export async function findReviews(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
  { sort, before }: { sort: ReviewSort; before?: string | undefined },
): Promise<ReviewsResponse> {
  const [score = null, month = null, id = null] = before?.split('_') ?? [];
  const [row] = await sql<{ platform: ReviewsResponse['platform']; reviews: Row[] }>(
    reviewsAsJson(sort),
    [slug, viewer?.id ?? null, score, month, id, REVIEWS_PAGE_SIZE + 1],
  );
  const { platform, reviews } = found(row);
  const shown = reviews.slice(0, REVIEWS_PAGE_SIZE);
  const last = shown.at(-1);
  return {
    platform,
    sort,
    reviews: shown.map(({ mine, ...review }) => ({ ...review, can: { edit: mine } })),
    next: last === undefined || reviews.length === shown.length ? null : cursorOf(last),
  };
}

/** All reviews of a member, for her eyes. */
export async function findOwnReviews(sql: Sql, viewer: Viewer): Promise<{ reviews: OwnReview[] }> {
  const rows = await sql<{ review: OwnReview }>(OWN_REVIEWS_AS_JSON, [viewer.id]);
  return { reviews: rows.map(({ review }) => review) };
}

function cursorOf({ criteria, publishedMonth, id }: Row): string {
  const score = CRITERIA.reduce((sum, criterion) => sum + criteria[criterion], 0);
  return `${score}_${publishedMonth}_${id}`;
}

// Within a month by the random id: the order tells no day.
const ORDERS: Record<ReviewSort, { by: string; after: string }> = {
  newest: {
    by: 'month DESC, id DESC',
    after: '(month, id) < ($4::text, $5::text)',
  },
  lowest: {
    by: 'score, month DESC, id DESC',
    after: '(score > $3::int OR (score = $3::int AND (month, id) < ($4::text, $5::text)))',
  },
  highest: {
    by: 'score DESC, month DESC, id DESC',
    after: '(score, month, id) < ($3::int, $4::text, $5::text)',
  },
};

const MARKS = `json_build_object('pay', r.pay, 'punctuality', r.punctuality,
  'fairness', r.fairness, 'communication', r.communication, 'supply', r.supply)`;

function reviewsAsJson(sort: ReviewSort): string {
  const { by, after } = ORDERS[sort];
  // The page is picked first, so that only its rows are looked up further.
  return `
  SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform,
         COALESCE((SELECT json_agg(json_build_object(
      'id', r.id, 'criteria', ${MARKS}, 'text', ${readable('r', 'r.text', 'a.member_id = $2')},
      'hiding', ${hidingOf('r')}, 'experiencedMonth', r.experienced_month,
      'publishedMonth', r.month, 'edited', r.edited_on IS NOT NULL,
      'checked', ${CHECKED},
      'solicited', r.solicited, 'suspect', ${SUSPECT},
      'author', json_build_object('key', CASE WHEN NOT r.signed THEN a.review_key END,
        'established', COALESCE(a.frozen_established, m.established_on IS NOT NULL),
        'pseudonym', CASE WHEN r.signed THEN m.pseudonym END, 'deleted', r.signed AND m.id IS NULL),
      'mine', COALESCE(a.member_id = $2, false)
    ) ORDER BY ${by.replaceAll(/\b(score|month|id)\b/g, 'r.$1')}) FROM (
    SELECT * FROM (
      SELECT *, pay + punctuality + fairness + communication + supply AS score,
             to_char(published_on, 'YYYY-MM') AS month
        FROM review WHERE platform_id = p.id) scored
     WHERE $4::text IS NULL OR ($3::int IS NOT NULL AND ${after})
     ORDER BY ${by} LIMIT $6) r
    JOIN author a ON a.id = r.author_id LEFT JOIN member m ON m.id = a.member_id), '[]') AS reviews
    FROM platform p WHERE p.slug = $1`;
}

const OWN_REVIEWS_AS_JSON = `
  SELECT json_build_object(
    'id', r.id, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'criteria', ${MARKS}, 'text', r.text, 'hiding', ${hidingOf('r')},
    'experiencedMonth', r.experienced_month,
    'solicited', r.solicited, 'signed', r.signed,
    'publishedOn', r.published_on, 'editedOn', r.edited_on
  ) AS review
    FROM author a JOIN review r ON r.author_id = a.id JOIN platform p ON p.id = r.platform_id
   WHERE a.member_id = $1 ORDER BY r.published_on DESC, r.id DESC`;
