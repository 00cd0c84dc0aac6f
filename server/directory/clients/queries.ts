import type { Viewer } from '#server/http/viewer.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  countsInFiguresSql,
  hidingJson,
  isShownSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import { quarterSql } from '#server/database/predicates/quarters.ts';
import {
  shownIncidentMonthSql,
  shownSumJsonSql,
} from '#server/database/predicates/shown-incidents.ts';
import { MAX_CLIENT_ITEMS_SHOWN, type ClientResponse } from '#shared/directory/clients.ts';
import {
  CLIENT_REVIEWS_A_PAGE,
  type ClientReviewsResponse,
  type OwnClientReview,
  type PublishedClientReview,
} from '#shared/directory/client-reviews.ts';
import { clientRights } from './rules.ts';

type ClientRow = Omit<ClientResponse, 'can' | 'guesses'> & {
  guesses: (Omit<ClientResponse['guesses'][number], 'can'> & { mine: boolean })[];
};

/** A client with its figures, by its slug or that of a client merged into it. */
export async function findClient(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
): Promise<ClientResponse> {
  const [row] = await sql(CLIENT_AS_JSON, [slug, viewer?.id ?? null]);
  const { client } = requireFound(row);
  return {
    ...client,
    guesses: client.guesses.map(({ mine, ...guess }) => ({ ...guess, can: { withdraw: mine } })),
    can: clientRights(viewer),
  };
}

type ReviewRow = Omit<PublishedClientReview, 'can'> & { mine: boolean };

/** Public reviews of a client, those shown last first. */
export async function findClientReviews(
  sql: Sql,
  viewer: Viewer | null,
  { slug, before }: { slug: string; before?: string | undefined },
): Promise<ClientReviewsResponse> {
  const [day = null, id = null] = before?.split('_') ?? [];
  const [row] = await sql(REVIEWS_AS_JSON, [
    slug,
    viewer?.id ?? null,
    day,
    id,
    CLIENT_REVIEWS_A_PAGE + 1,
  ]);
  const { client, reviews } = requireFound(row);
  const shown = reviews.slice(0, CLIENT_REVIEWS_A_PAGE);
  const last = shown.at(-1);
  return {
    client,
    reviews: shown.map(({ mine, ...review }) => ({ ...review, can: { edit: mine } })),
    next:
      last === undefined || reviews.length === shown.length ? null : `${last.shownFrom}_${last.id}`,
  };
}

/** The viewer's own reviews of clients. */
export async function findOwnClientReviews(
  sql: Sql,
  viewer: Viewer,
): Promise<{ reviews: OwnClientReview[] }> {
  const rows = await sql(OWN_REVIEWS_AS_JSON, [viewer.id]);
  return { reviews: rows.map(({ review }) => review) };
}

const NAMED = `json_build_object('slug', p.slug, 'name', p.name)`;

/** SQL: ids of the root `r` and of all clients merged into it. */
const PARTS = `(SELECT id FROM client WHERE root_id = r.id)`;

// Lists its columns explicitly, so that no other is published by accident. Names of merged clients are
// deduplicated.
const CLIENT_AS_JSON = statement(
  { client: col.json<ClientRow>() },
  `
  SELECT json_build_object(
    'slug', r.slug, 'name', r.name, 'sinceMonth', to_char(r.created_on, 'YYYY-MM'),
    'names', COALESCE((SELECT json_agg(json_build_object('id', n.id, 'text', n.text) ORDER BY n.key)
      FROM (SELECT DISTINCT ON (key) id, text, key FROM client_name
             WHERE client_id IN ${PARTS} ORDER BY key, (text = r.name) DESC, id
             LIMIT ${MAX_CLIENT_ITEMS_SHOWN}) n), '[]'),
    'identities', COALESCE((SELECT json_agg(json_build_object('id', i.id, 'platform', ${NAMED},
        'externalId', i.external_id) ORDER BY p.name_key, i.external_id)
      FROM (SELECT o.* FROM client_identity o JOIN platform q ON q.id = o.platform_id
             WHERE o.client_id IN ${PARTS} ORDER BY q.name_key, o.external_id
             LIMIT ${MAX_CLIENT_ITEMS_SHOWN}) i JOIN platform p ON p.id = i.platform_id), '[]'),
    'platforms', COALESCE((SELECT json_agg(${NAMED} ORDER BY p.name_key) FROM platform p
      WHERE p.id IN (SELECT platform_id FROM client_identity WHERE client_id IN ${PARTS}
        UNION SELECT platform_id FROM task
         WHERE client_id IN ${PARTS} AND last_report_at IS NOT NULL)), '[]'),
    'figures', s.figures,
    'guesses', COALESCE((SELECT json_agg(json_build_object('id', g.id,
        'text', ${readableOrNullSql('g', 'g.text', 'g.member_id = $2')},
        'source', ${readableOrNullSql('g', 'g.source', 'g.member_id = $2')},
        'hiding', ${hidingJson('g')}, 'month', to_char(g.created_on, 'YYYY-MM'),
        'mine', COALESCE(g.member_id = $2, false)) ORDER BY to_char(g.created_on, 'YYYY-MM') DESC, g.id)
      FROM (SELECT * FROM client_guess WHERE client_id IN ${PARTS}
             ORDER BY to_char(created_on, 'YYYY-MM') DESC, id LIMIT ${MAX_CLIENT_ITEMS_SHOWN}) g), '[]'),
    'boughtPosts', COALESCE((SELECT json_agg(json_build_object('id', x.id, 'platform', ${NAMED},
        'month', ${shownIncidentMonthSql('x')}, 'asks', x.asks, 'offeredAt', x.offered_at,
        'rewardRounded', ${shownSumJsonSql('x', 'reward')})
        ORDER BY x.shown_from DESC, x.id)
      FROM (SELECT * FROM incident i WHERE client_id IN ${PARTS} AND ${isShownSql('i')}
               AND ${countsInFiguresSql('i')}
             ORDER BY shown_from DESC, id LIMIT ${MAX_CLIENT_ITEMS_SHOWN}) x
      JOIN platform p ON p.id = x.platform_id), '[]'),
    'revisions', (SELECT count(DISTINCT v.id) FROM client p
      JOIN client_revision v ON v.client_ids @> ARRAY[p.id] WHERE p.root_id = r.id),
    'unconfirmed', COALESCE((SELECT json_agg(json_build_object('act', u.id, 'kind', u.kind,
        'formerName', (SELECT mv ->> 'from' FROM client_revision v, jsonb_array_elements(v.moves) mv
          WHERE v.id = split_part(u.result, '/', 2) AND mv ->> 'what' = 'called'
            AND mv ->> 'id' = r.id LIMIT 1)) ORDER BY u.proposed_at DESC, u.id)
      FROM proposed_act u WHERE u.state = 'applied' AND u.result IN (
        SELECT 'client-changes/' || v.id FROM client p
          JOIN client_revision v ON v.client_ids @> ARRAY[p.id] WHERE p.root_id = r.id)), '[]')
  ) AS client
    FROM client c JOIN client r ON r.id = c.root_id JOIN client_summary s ON s.client_id = r.id
   WHERE c.slug = $1`,
);

const MARKS = `json_build_object('communication', v.communication, 'pay', v.pay,
  'fairness', v.fairness, 'speed', v.speed)`;

// Reviews of one Monday are ordered by random id, so that the order does not lead to the posting.
const NEWEST = 'v.shown_from DESC, v.id COLLATE "C" DESC';

const REVIEWS_AS_JSON = statement(
  { client: col.json<ClientReviewsResponse['client']>(), reviews: col.json<ReviewRow[]>() },
  `
  SELECT json_build_object('slug', r.slug, 'name', r.name) AS client,
         COALESCE((SELECT json_agg(json_build_object(
      'id', v.id, 'platform', ${NAMED}, 'criteria', ${MARKS},
      'text', ${readableOrNullSql('v', 'v.text', 'a.member_id = $2')}, 'hiding', ${hidingJson('v')},
      'quarter', ${quarterSql('v.experienced_month')}, 'shownFrom', v.shown_from,
      'edited', v.edited_on IS NOT NULL, 'solicited', v.solicited, 'suspect', ${isSuspectAuthorSql('a.id')},
      'author', json_build_object('established', a.established,
        'pseudonym', CASE WHEN v.signed THEN a.pseudonym END, 'deleted', v.signed AND a.pseudonym IS NULL),
      'mine', COALESCE(a.member_id = $2, false)
    ) ORDER BY ${NEWEST}) FROM (
      SELECT * FROM client_review v WHERE client_id IN ${PARTS} AND ${isShownSql('v')}
         AND ($3::date IS NULL OR (v.shown_from, v.id COLLATE "C") < ($3::date, $4::text))
       ORDER BY ${NEWEST} LIMIT $5) v
    JOIN author_weight a ON a.id = v.author_id
    JOIN platform p ON p.id = a.platform_id), '[]') AS reviews
    FROM client c JOIN client r ON r.id = c.root_id WHERE c.slug = $1`,
);

const OWN_REVIEWS_AS_JSON = statement(
  { review: col.json<OwnClientReview>() },
  `
  SELECT json_build_object(
    'id', v.id, 'client', json_build_object('slug', r.slug, 'name', r.name), 'platform', ${NAMED},
    'criteria', ${MARKS}, 'text', v.text, 'hiding', ${hidingJson('v')},
    'experiencedMonth', v.experienced_month, 'solicited', v.solicited, 'signed', v.signed,
    'publishedOn', v.published_on, 'editedOn', v.edited_on, 'dueOn', v.due_on, 'shown', ${isShownSql('v')}
  ) AS review
    FROM author a JOIN client_review v ON v.author_id = a.id JOIN platform p ON p.id = a.platform_id
    JOIN client c ON c.id = v.client_id JOIN client r ON r.id = c.root_id
   WHERE a.member_id = $1 ORDER BY v.published_on DESC, v.id DESC`,
);
