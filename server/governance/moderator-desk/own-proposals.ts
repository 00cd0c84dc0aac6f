import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { isCasePartySql } from '#server/database/predicates/case-parties.ts';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { addPublicExcerpts } from '#server/governance/cases/public-excerpts.ts';
import { listOwnProposedChanges } from '#server/identity/two-person-approval/queries.ts';
import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { CASE_STATES, PROPOSAL_STATES } from '#shared/governance/case-handling.ts';
import {
  OWN_PROPOSALS_SHOWN,
  type OwnCaseProposal,
  type OwnProposalsResponse,
} from '#shared/governance/moderator-desk.ts';

/**
 * Lists what the viewer proposed in cases and beside them, with what became of it, the latest first. Who
 * proposed is forgotten six months after the end, so older ones are not there.
 */
export async function listOwnProposals(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<OwnProposalsResponse> {
  const cases = await sql(OWN_IN_CASES, [viewer.id, OWN_PROPOSALS_SHOWN]);
  return {
    cases: await addPublicExcerpts(sql, cases),
    acts: await listOwnProposedChanges(sql, CHANGE_KINDS, viewer, OWN_PROPOSALS_SHOWN, now),
  };
}

// $1 is the viewer, $2 the limit. A veil is no answer to what was proposed with it.
const OWN_IN_CASES = statement(
  {
    id: col.text,
    case: col.text,
    about: col.text,
    kind: col.oneOf(MEASURES),
    rule: col.text,
    on: col.day,
    state: col.oneOf(PROPOSAL_STATES),
    objection: col.text.orNull,
    caseState: col.oneOf(CASE_STATES),
    decision: col.json<NonNullable<OwnCaseProposal['decision']>>().orNull,
  },
  `
  SELECT p.id, k.id AS case, k.subject AS about, p.kind, p.rule,
         (p.proposed_at AT TIME ZONE 'UTC')::date AS on, p.state,
         CASE WHEN NOT ${isCasePartySql('$1')} THEN p.objection END AS objection, k.state AS "caseState",
         (SELECT json_build_object('id', d.id, 'kind', d.kind) FROM decision d
           WHERE d.case_id = k.id AND d.kind <> 'veil' AND d.decided_at >= p.proposed_at
           ORDER BY d.decided_at DESC, d.id LIMIT 1) AS decision
    FROM case_proposal p JOIN moderation_case k ON k.id = p.case_id
   WHERE p.member_id = $1 ORDER BY p.proposed_at DESC, p.id LIMIT $2::int`,
);
