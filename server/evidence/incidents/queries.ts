import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  hidingJson,
  isRemovedSql,
  isShownSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  shownIncidentMonthSql,
  shownReasonSql,
  shownSumJsonSql,
} from '#server/database/predicates/shown-incidents.ts';
import {
  INCIDENTS_PAGE_SIZE,
  type IncidentsResponse,
  type OwnIncident,
  type PublishedIncident,
} from '#shared/evidence/incidents.ts';
import { incidentRights } from './rules.ts';

type Row = Omit<PublishedIncident, 'can'> & { mine: boolean };

/** Finds a platform's incidents as the public sees them, those shown last first. */
export async function findIncidents(
  sql: Sql,
  viewer: Viewer | null,
  {
    platform: slug,
    before,
    limit: size = INCIDENTS_PAGE_SIZE,
  }: { platform: string; before?: string | undefined; limit?: number | undefined },
): Promise<IncidentsResponse> {
  const cursor = before?.split('_') ?? [];
  const [row] = await sql(
    statement(
      { platform: col.json<IncidentsResponse['platform']>(), incidents: col.json<Row[]>() },
      incidentsAsJson(viewer === null, cursor.length > 0),
    ),
    [slug, viewer?.id ?? null, ...cursor],
  );
  const { platform, incidents } = requireFound(row);
  const shown = incidents.slice(0, size);
  const last = shown.at(-1);
  return {
    platform,
    incidents: shown.map(({ mine, ...incident }) => ({
      ...incident,
      can: incidentRights({ member: viewer !== null, author: mine }),
    })),
    next:
      last === undefined || incidents.length === shown.length
        ? null
        : `${last.shownFrom}_${last.id}`,
  };
}

/** Finds all incidents of a member with exact values, for her alone. */
export async function findOwnIncidents(
  sql: Sql,
  viewer: Viewer,
): Promise<{ incidents: OwnIncident[] }> {
  const rows = await sql(OWN_INCIDENTS_AS_JSON, [viewer.id, null]);
  return { incidents: rows.map(({ incident }) => incident) };
}

/**
 * Finds one incident of the viewer with exact values.
 * @throws AppError not-found, also for another's.
 */
export async function findOwnIncident(sql: Sql, viewer: Viewer, id: string): Promise<OwnIncident> {
  const [row] = await sql(OWN_INCIDENTS_AS_JSON, [viewer.id, id]);
  return requireFound(row).incident;
}

const MINE = 'a.member_id = $2';

const ECHOED = `EXISTS (SELECT 1 FROM incident_echo e JOIN author ea ON ea.id = e.author_id
  WHERE e.incident_id = i.id AND ea.member_id = $2)`;

/** SQL: the number of shown "me too"s. */
const ECHOES = `(SELECT count(*)::int FROM incident_echo e WHERE e.incident_id = i.id AND ${isShownSql('e')})`;

// Incidents of one Monday are ordered by random id, so that the order does not lead to the posting.
const NEWEST = 'i.shown_from DESC, i.id COLLATE "C" DESC';

// Publishes what its author chose to show, and no exact value. The page is selected before the joins, so that only its rows are joined.
const incidentsAsJson = (visitor: boolean, goesOn: boolean): string => `
  SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform,
         COALESCE((SELECT json_agg(json_build_object(
      'id', i.id, 'kind', i.kind, 'reason', ${shownReasonSql('i', 'reason')}, 'appeal', ${shownReasonSql('i', 'appeal')},
      'month', ${shownIncidentMonthSql('i')}, 'shownFrom', i.shown_from,
      'lostRounded', ${shownSumJsonSql('i', 'lost')},
      'asks', i.asks, 'offeredAt', ${readableOrNullSql('i', 'i.offered_at', MINE)},
      'client', CASE WHEN i.client_id IS NOT NULL THEN (
        SELECT json_build_object('slug', cr.slug, 'name', cr.name) FROM client c
        JOIN client cr ON cr.id = c.root_id WHERE c.id = i.client_id) END,
      'rewardRounded', ${shownSumJsonSql('i', 'reward')},
      'screenshot', CASE WHEN s.key IS NULL OR (${MINE}) IS NOT TRUE AND ${isRemovedSql('i')} THEN NULL ELSE json_build_object(
        'thumbnail', json_build_object('url', '/files/' || s.key || '/thumbnail.webp',
          'width', s.thumbnail_width, 'height', s.thumbnail_height),
        'reading', json_build_object('url', '/files/' || s.key || '/reading.webp',
          'width', s.width, 'height', s.height)) END,
      'text', ${readableOrNullSql('i', 'i.text', MINE)}, 'hiding', ${hidingJson('i')}, 'solicited', i.solicited,
      'author', json_build_object('established', a.established,
        'pseudonym', CASE WHEN i.signed THEN a.pseudonym END, 'deleted', i.signed AND a.pseudonym IS NULL),
      'echoes', ${ECHOES},
      'echoed', ${visitor ? 'false' : ECHOED},
      'mine', COALESCE(a.member_id = $2, false)
    ) ORDER BY ${NEWEST}) FROM (
      SELECT * FROM incident i WHERE i.platform_id = p.id AND ${isShownSql('i')}
         ${goesOn ? 'AND (i.shown_from, i.id COLLATE "C") < ($3::date, $4::text)' : ''}
       ORDER BY ${NEWEST} LIMIT ${INCIDENTS_PAGE_SIZE + 1}) i
    JOIN author_weight a ON a.id = i.author_id
    LEFT JOIN screenshot s ON s.incident_id = i.id), '[]') AS incidents
    FROM platform p WHERE p.slug = $1`;

const OWN_INCIDENTS_AS_JSON = statement(
  { incident: col.json<OwnIncident>() },
  `
  SELECT json_build_object(
    'id', i.id, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'kind', i.kind, 'reason', i.reason, 'appeal', i.appeal, 'happenedOn', i.happened_on,
    'publishedOn', i.published_on, 'dueOn', i.due_on, 'shown', ${isShownSql('i')},
    'showsAmount', i.shows_amount, 'showsMonth', i.shows_month, 'showsReason', i.shows_reason,
    'lost', CASE WHEN i.lost_minor IS NULL THEN NULL ELSE
      json_build_object('minor', i.lost_minor, 'currency', i.currency) END,
    'asks', i.asks, 'offeredAt', i.offered_at,
    'client', (SELECT c.name FROM client c WHERE c.id = i.client_id),
    'reward', CASE WHEN i.reward_minor IS NULL THEN NULL ELSE
      json_build_object('minor', i.reward_minor, 'currency', i.currency) END,
    'hasScreenshot', EXISTS (SELECT 1 FROM screenshot s WHERE s.incident_id = i.id),
    'text', i.text, 'hiding', ${hidingJson('i')}, 'solicited', i.solicited, 'signed', i.signed,
    'echoes', ${ECHOES}
  ) AS incident
    FROM author a JOIN incident i ON i.author_id = a.id JOIN platform p ON p.id = i.platform_id
   WHERE a.member_id = $1 AND ($2::text IS NULL OR i.id = $2)
   ORDER BY i.happened_on DESC, i.id DESC`,
);
