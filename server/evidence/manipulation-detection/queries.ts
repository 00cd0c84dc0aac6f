import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import { PUBLISHED_MIN_MEMBERS } from '#shared/evidence/manipulation-detection-constants.ts';
import { monthOf } from '#shared/core/days.ts';
import type {
  ManipulationFinding,
  FindingsResponse,
} from '#shared/evidence/manipulation-findings.ts';
import { hasConflictInFindingSql } from './proposed-changes.ts';
import { findingDecisionOf } from './rules.ts';
import { authorKeySql } from '#server/database/predicates/suspect-authors.ts';

/** A finding as stored, including the days of its period, which are never published. */
type Row = Pick<ManipulationFinding, 'kind' | 'numbers' | 'id' | 'direction' | 'decisions'> & {
  numbers: { from: string | null; to: string | null };
  ended: boolean;
  lifted: boolean;
  concerned: boolean;
};

/**
 * Finds a platform's findings, open ones first, and how many members report that posts were bought.
 */
export async function findManipulationFindings(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
): Promise<FindingsResponse> {
  const [row] = await sql(FINDINGS_AS_JSON, [slug, viewer?.id ?? null]);
  const { findings, ...rest } = requireFound(row);
  const moderator = viewer?.roles.includes('moderator') === true;
  return { ...rest, findings: findings.map((finding) => publish(finding, moderator)) };
}

function publish(
  { numbers: stored, ended, lifted, concerned, ...row }: Row,
  moderator: boolean,
): ManipulationFinding {
  const { from, to, ...numbers } = stored;
  return {
    ...row,
    numbers: hideFew(row.kind, numbers),
    months: from === null || to === null ? null : { first: monthOf(from), last: monthOf(to) },
    state: ended ? 'ended' : lifted ? 'lifted' : 'open',
    can: findingDecisionOf(moderator, { ended, lifted, concerned }),
  } as ManipulationFinding;
}

/** Replaces small counts by null, since they would help to identify the accounts. */
function hideFew(kind: ManipulationFinding['kind'], numbers: object): object {
  const hidden = Object.entries(numbers).map(([name, value]) => [
    name,
    FEW.includes(name) && value < PUBLISHED_MIN_MEMBERS && value > 0 ? null : value,
  ]);
  const shown: Record<string, unknown> = Object.fromEntries(hidden);
  return kind === 'lockstep' && shown['accounts'] === null ? { ...shown, voices: null } : shown;
}
const FEW = ['suspects', 'accounts'];

const FINDINGS_AS_JSON = statement(
  {
    platform: col.json<FindingsResponse['platform']>(),
    bought: col.json<FindingsResponse['bought']>(),
    findings: col.json<Row[]>(),
  },
  `
  SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform,
         COALESCE((SELECT json_agg(json_build_object(
             'id', f.id, 'kind', f.kind, 'direction', f.direction, 'numbers', f.numbers,
             'ended', f.ended_on IS NOT NULL, 'lifted', f.lifted_on IS NOT NULL,
             'concerned', COALESCE(${hasConflictInFindingSql('$2', 'f.id')}, false),
             'decisions', COALESCE((SELECT json_agg(json_build_object(
                 'kind', d.kind, 'rule', d.rule, 'reason', d.reason,
                 'month', to_char(d.decided_on, 'YYYY-MM'), 'alone', d.alone,
                 'act', ${decisionByOnePersonSql(`'decision/' || d.id`)})
                 ORDER BY d.decided_on, d.id) FROM decision d WHERE d.finding_id = f.id), '[]'))
             ORDER BY f.ended_on IS NOT NULL, f.found_on DESC, f.kind, f.id)
           FROM finding f WHERE f.platform_id = p.id), '[]') AS findings,
         (SELECT json_build_object(
             'members', count(DISTINCT b.key)::int,
             'praise', (count(DISTINCT b.key) FILTER (WHERE b.asks = 'praise'))::int,
             'blame', (count(DISTINCT b.key) FILTER (WHERE b.asks = 'blame'))::int)
           FROM (
             SELECT ${authorKeySql('a', 'i.signed')} AS key, i.asks
               FROM incident i JOIN author a ON a.id = i.author_id
              WHERE i.platform_id = p.id AND i.kind = 'posts-bought' AND NOT i.solicited
                AND ${isShownSql('i')} AND i.hidden_by IS NULL
             UNION
             SELECT a.id, i.asks FROM incident i
               JOIN incident_echo e ON e.incident_id = i.id JOIN author a ON a.id = e.author_id
              WHERE i.platform_id = p.id AND i.kind = 'posts-bought' AND NOT i.solicited
                AND ${isShownSql('i')} AND ${isShownSql('e')} AND i.hidden_by IS NULL) b) AS bought
    FROM platform p WHERE p.slug = $1`,
);
