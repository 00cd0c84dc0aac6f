import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { hidingJson } from '#server/database/predicates/content-visibility.ts';
import { OWN_REPORTS_PAGE_SIZE, type OwnTaskReport } from '#shared/evidence/tasks.ts';

/** Finds a member's reports with exact values, for her alone; newest first. */
export async function findOwnTaskReports(
  sql: Sql,
  viewer: Viewer,
  before: string | undefined,
): Promise<{ reports: OwnTaskReport[]; next: string | null }> {
  const [day = null, id = null] = before?.split('_') ?? [];
  const rows = await sql(
    statement(
      { report: col.json<OwnTaskReport>() },
      `${OWN_REPORTS} AND ($2::date IS NULL OR (r.published_on, r.id) < ($2::date, $3::text))
      ORDER BY r.published_on DESC, r.id DESC LIMIT $4`,
    ),
    [viewer.id, day, id, OWN_REPORTS_PAGE_SIZE + 1],
  );
  const reports = rows.slice(0, OWN_REPORTS_PAGE_SIZE).map(({ report }) => report);
  const last = reports.at(-1);
  return {
    reports,
    next:
      last === undefined || rows.length === reports.length
        ? null
        : `${last.publishedOn}_${last.id}`,
  };
}

/**
 * Finds one report of the viewer with exact values.
 * @throws AppError not-found, also for another's.
 */
export async function findOwnTaskReport(
  sql: Sql,
  viewer: Viewer,
  id: string,
): Promise<OwnTaskReport> {
  const [row] = await sql(
    statement({ report: col.json<OwnTaskReport>() }, `${OWN_REPORTS} AND r.id = $2`),
    [viewer.id, id],
  );
  return requireFound(row).report;
}

const exact = (name: string): string => `'${name}', (r.exact ->> '${name}')::int`;

const OWN_REPORTS = `
  SELECT json_build_object(
    'id', r.id, 'task', t.id, 'title', t.title,
    'platform', json_build_object('slug', p.slug, 'name', p.name),
    'client', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('slug', o.slug, 'name', o.name) END,
    'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency),
    ${exact('paid')}, ${exact('refusedWithReason')}, ${exact('refusedWithoutReason')},
    ${exact('screenOuts')}, ${exact('broken')}, ${exact('abandoned')}, ${exact('pending')},
    ${exact('totalSeconds')}, 'workedOn', r.exact ->> 'workedOn', ${exact('approvalDays')},
    'contact', r.contact, 'recommends', r.recommends, 'breaksTerms', r.breaks_terms,
    'ethics', r.ethics, 'hiding', ${hidingJson('r')}, 'solicited', r.solicited,
    'typedClient', r.exact->>'client', 'typedClientId', r.exact->>'clientId',
    'shown', t.last_report_at IS NOT NULL, 'publishedOn', r.published_on,
    'dueOn', r.due_on, 'counted', r.counted) AS report
    FROM author a JOIN task_report r ON r.author_id = a.id JOIN task t ON t.id = r.task_id
    JOIN platform p ON p.id = t.platform_id
    LEFT JOIN client c ON c.id = t.client_id LEFT JOIN client o ON o.id = c.root_id
   WHERE a.member_id = $1 AND r.leaves_on IS NULL`;
