import type { Database } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import { hidingJson, readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import {
  REVISIONS_A_PAGE,
  platformFactsOf,
  type PlatformRevision,
  type RevisionsResponse,
} from '#shared/directory/platform-corrections.ts';
import type { StandingsResponse } from '#shared/directory/platforms.ts';
import { findPlatform } from './queries.ts';
import { isSameFactValue } from './fact-changes.ts';
import { revisionRights } from './rules.ts';

type RevisionRow = Omit<PlatformRevision, 'can'> & { mine: boolean; disputedByMe: boolean };

/** The corrections of a platform, newest first, with the viewer's rights on each. */
export async function listPlatformRevisions(
  database: Pick<Database, 'sql' | 'shared'>,
  viewer: Viewer | null,
  slug: string,
  page: number,
): Promise<RevisionsResponse> {
  const platform = await findPlatform(database, viewer, slug);
  const facts = platformFactsOf(platform);
  const [row] = await database.sql(REVISIONS, [
    platform.id,
    viewer?.id ?? null,
    (page - 1) * REVISIONS_A_PAGE,
  ]);
  const { total, revisions } = requireFound(row).list;
  return {
    slug: platform.slug,
    name: platform.name,
    revisions: revisions.map(({ mine, disputedByMe, ...revision }) => ({
      ...revision,
      can: revisionRights(viewer, {
        undone: revision.undone,
        holds: isSameFactValue(revision.after, facts[revision.field]),
        mine,
        disputedByMe,
      }),
    })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / REVISIONS_A_PAGE)),
  };
}

/** Changes of standing with their numbers, and moderators' decisions, newest first; one round trip. */
export async function listStandingChanges(sql: Sql, slug: string): Promise<StandingsResponse> {
  const [row] = await sql(STANDINGS, [slug]);
  return requireFound(row).history;
}

const REVISIONS = statement(
  { list: col.json<{ total: number; revisions: RevisionRow[] }>() },
  `
  SELECT json_build_object(
    'total', (SELECT count(*) FROM platform_revision WHERE platform_id = $1),
    'revisions', COALESCE((SELECT json_agg(json_build_object(
        'id', r.id, 'field', r.field, 'before', r.before, 'after', r.after, 'source', r.source,
        'on', (r.created_at AT TIME ZONE 'UTC')::date, 'undoes', r.undoes,
        'undone', EXISTS (SELECT 1 FROM platform_revision u WHERE u.undoes = r.id),
        'disputes', COALESCE((SELECT json_agg(json_build_object('id', d.id,
            'reason', ${readableOrNullSql('d', 'd.reason', 'd.member_id = $2')}, 'on', d.created_on,
            'hiding', ${hidingJson('d')}, 'mine', COALESCE(d.member_id = $2, false))
          ORDER BY d.created_on, d.id) FROM revision_dispute d WHERE d.revision_id = r.id), '[]'),
        'mine', COALESCE(r.member_id = $2, false),
        'disputedByMe', EXISTS (SELECT 1 FROM revision_dispute d
          WHERE d.revision_id = r.id AND d.member_id = $2))
        ORDER BY r.created_at DESC, r.id)
      FROM (SELECT * FROM platform_revision WHERE platform_id = $1
             ORDER BY created_at DESC, id LIMIT ${REVISIONS_A_PAGE} OFFSET $3::int) r), '[]')
  ) AS list`,
);

const STANDINGS = statement(
  { history: col.json<StandingsResponse>() },
  `
  SELECT json_build_object(
    'slug', p.slug, 'name', p.name,
    'changes', COALESCE((SELECT json_agg(json_build_object(
        'on', c.day, 'before', c.before, 'after', c.after)
        ORDER BY c.day DESC, c.id) FROM standing_change c WHERE c.platform_id = p.id), '[]'),
    'decisions', COALESCE((SELECT json_agg(json_build_object(
        'kind', d.kind, 'rule', d.rule, 'reason', d.reason, 'alone', d.alone, 'act', ${decisionByOnePersonSql(`'decision/' || d.id`)},
        'on', d.decided_on)
        ORDER BY d.decided_on DESC, d.id) FROM decision d
        WHERE d.platform_id = p.id AND d.kind IN ('close-platform', 'reopen-platform')), '[]')
  ) AS history FROM platform p WHERE p.slug = $1`,
);
