import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement, type Sql, type RowShape } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { DECISIONS_A_PAGE, CASE_DECISION_STAGES } from '#shared/governance/case-decisions.ts';
import type { DecisionResponse, DecisionsResponse } from '#shared/governance/case-decisions.ts';
import { PROPOSAL_STATES, type CaseResponse } from '#shared/governance/case-handling.ts';
import { APPEAL_PERIOD_MONTHS, CASE_ORIGINS } from '#shared/governance/cases.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';
import { findProposablePauses } from '#server/governance/cases/proposable-pauses.ts';
import { findCasesBeside } from '#server/governance/cases/pause-beside.ts';
import { JURY_OF_APPEAL_SQL } from '#server/governance/jury-selection/jury-of-appeal.ts';
import {
  findCoveredPosts,
  findPauseDays,
  findSubjectContent,
} from '#server/governance/cases/subject-content.ts';
import { findNoticeAndDisputeStatements } from '#server/governance/cases/notice-and-dispute-statements.ts';

/** Counts that a detector reported when it opened the case. */
type Numbers = CaseResponse['numbers'];

/**
 * Finds one case with its subject, for moderators who are no party and potential second persons;
 * contains neither its author nor its flaggers.
 * @throws AppError not-found; not-allowed for all others.
 */
export async function findCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<CaseResponse> {
  const one = await loadCase(tx, viewer, id, now, { lock: false });
  const rights = caseRights(viewerRoles(viewer), one);
  if (!rights.look) throw new AppError('not-allowed');
  const { sql } = tx;
  const { about, reason, origin, state, openedAt, dueAt, hidden, subject } = one;
  const decisions = await sql(
    statement(
      LISTED_DECISION,
      `${LISTED} WHERE d.subject = $1 ORDER BY d.decided_at DESC, d.id DESC`,
    ),
    [about],
  );
  const proposals = await sql(PROPOSALS, [id]);
  const beside = rights.answer ? await findCasesAnsweredTogether(tx, viewer, id, now) : null;
  return {
    id,
    about,
    reason,
    origin,
    state,
    openedAt,
    dueAt,
    hidden,
    thing: one.there ? await findSubjectContent(tx, subject.kind, subject.id) : null,
    flags: rights.readFlags ? await sql(FLAGS, [id]) : [],
    statements: rights.readFlags ? await findNoticeAndDisputeStatements(sql, id) : [],
    batch: await findCoveredPosts(tx, one.posts),
    days: await findPauseDays(tx, subject),
    proposals,
    pause: beside?.pause ?? null,
    answeredIn: beside?.answeredIn ?? null,
    decisions,
    numbers: toNumbers(one.numbers),
    can: {
      ...rights,
      pause:
        rights.pause && subject.memberId !== null
          ? await findProposablePauses(tx, subject.memberId, rights.alone, now)
          : [],
    },
  };
}

/** Finds what the viewer answers together with a case: the pause of its author, or the posts of a pause. */
async function findCasesAnsweredTogether(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<Pick<CaseResponse, 'pause' | 'answeredIn'>> {
  const { pause, posts } = await findCasesBeside(tx.sql, id);
  const other = pause ?? posts;
  if (other === null) return { pause: null, answeredIn: null };
  const one = await loadCase(tx, viewer, other, now, { lock: false });
  if (!caseRights(viewerRoles(viewer), one).answer) return { pause: null, answeredIn: null };
  if (posts !== null) return { pause: null, answeredIn: posts };
  const proposal = (await tx.sql(PROPOSALS, [other])).find(({ state }) => state === 'open');
  const days = await findPauseDays(tx, one.subject);
  if (proposal === undefined || days === null) return { pause: null, answeredIn: null };
  return { pause: { days, proposal }, answeredIn: null };
}

/**
 * Finds the last decision on a case that the viewer made alone or with somebody: a second person reads
 * the case only until she answered.
 * @throws AppError not-found.
 */
export async function findOwnDecision(
  sql: Sql,
  viewer: Viewer,
  id: string,
): Promise<{ id: string }> {
  const [row] = await sql(OWN_DECISION, [id, viewer.id]);
  return requireFound(row);
}

/**
 * Lists decisions on cases, newest day first. Within a day they are ordered by name, since the
 * times at which a handle decides could reveal when its member is online.
 */
export async function listCaseDecisions(
  sql: Sql,
  before: string | undefined,
): Promise<DecisionsResponse> {
  const [day = null, last = null] = before?.split('_') ?? [];
  const rows = await sql(
    statement(
      LISTED_DECISION,
      `${LISTED} WHERE d.case_id IS NOT NULL AND ($1::date IS NULL
        OR (d.decided_on, d.id) < ($1::date, $2)) ORDER BY d.decided_on DESC, d.id DESC
      LIMIT ${DECISIONS_A_PAGE + 1}`,
    ),
    [day, last],
  );
  const shown = rows.slice(0, DECISIONS_A_PAGE);
  const next = rows.length > shown.length ? (shown.at(-1)?.position ?? null) : null;
  return { decisions: shown.map(({ position: _, ...decision }) => decision), next };
}

/**
 * Finds one decision as the public sees it.
 * @throws AppError not-found.
 */
export async function findCaseDecision(sql: Sql, id: string): Promise<DecisionResponse> {
  const [row] = await sql(DECISION, [id]);
  const decision = requireFound(row);
  return { ...decision, numbers: toNumbers(decision.numbers) };
}

function toNumbers(numbers: unknown): Numbers {
  return Object.entries(numbers ?? {}).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'number' ? [{ name, value }] : [],
  );
}

const COLUMNS = `d.id, d.subject AS about, d.kind, d.rule, d.origin, d.stage, d.alone, d.automated,
  to_char(d.decided_on, 'YYYY-MM-DD') AS on,
  EXISTS (SELECT 1 FROM decision r WHERE r.replaces = d.id) AS replaced`;
const DECISION_COLUMNS = {
  id: col.text,
  about: col.text,
  kind: col.oneOf(MEASURES),
  rule: col.text,
  origin: col.oneOf(CASE_ORIGINS),
  stage: col.oneOf(CASE_DECISION_STAGES),
  alone: col.bool,
  automated: col.bool,
  on: col.text,
  replaced: col.bool,
} satisfies RowShape;
const LISTED_DECISION = { ...DECISION_COLUMNS, position: col.text } satisfies RowShape;
const LISTED = `
  SELECT ${COLUMNS}, to_char(d.decided_on, 'YYYY-MM-DD') || '_' || d.id AS position FROM decision d`;

const DECISION = statement(
  {
    ...DECISION_COLUMNS,
    until: col.text.orNull,
    reason: col.text,
    jury: col.text.orNull,
    platform: col.json<NonNullable<DecisionResponse['platform']>>().orNull,
    facts: col.text,
    batch: col.json<string[]>(),
    appealUntil: col.text,
    hands: col.json<DecisionResponse['hands']>(),
    replaces: col.text.orNull,
    replacedBy: col.text.orNull,
    appeals: col.json<DecisionResponse['appeals']>(),
    numbers: col.json<unknown>().orNull,
  },
  `
  SELECT ${COLUMNS}, COALESCE(d.facts, '') AS facts, d.reason, ${utcTimestampSql('d.until')} AS until,
         d.numbers, COALESCE(d.batch, '[]') AS batch, d.replaces, (SELECT r.id FROM decision r WHERE r.replaces = d.id) AS "replacedBy",
         (SELECT COALESCE(json_agg(json_build_object('seat', h.seat, 'handle', h.handle)
                                   ORDER BY h.number), '[]')
            FROM decision_hand h WHERE h.decision_id = d.id) AS hands,
         (SELECT json_build_object('slug', p.slug, 'name', p.name) FROM platform p
           WHERE p.id = d.platform_id) AS platform,
         (SELECT u.id FROM jury u WHERE u.decision_id = d.id) AS jury,
         (SELECT COALESCE(json_agg(json_build_object('state', a.state, 'jury', ${JURY_OF_APPEAL_SQL})
             ORDER BY a.appealed_at DESC, a.id), '[]')
            FROM appeal a WHERE a.decision_id = d.id) AS appeals,
         to_char(d.decided_on + interval '${APPEAL_PERIOD_MONTHS} months', 'YYYY-MM-DD') AS "appealUntil"
    FROM decision d WHERE d.id = $1 AND d.case_id IS NOT NULL`,
);

const OWN_DECISION = statement(
  { id: col.text },
  `SELECT d.id FROM decision d JOIN decision_hand h ON h.decision_id = d.id AND h.member_id = $2
    WHERE d.case_id = $1 ORDER BY d.decided_at DESC, d.id LIMIT 1`,
);

const FLAGS = statement(
  { reason: col.text, sentence: col.text, ratedParty: col.bool, on: col.text },
  `
  SELECT f.reason, f.sentence, f.rated_party AS "ratedParty", to_char(f.flagged_on, 'YYYY-MM-DD') AS on
    FROM flag f WHERE f.case_id = $1 ORDER BY f.flagged_on, f.id`,
);
const PROPOSALS = statement(
  {
    id: col.text,
    kind: col.oneOf(MEASURES),
    rule: col.text,
    facts: col.text,
    reason: col.text,
    words: col.json<string[]>().orNull,
    handle: col.text,
    state: col.oneOf(PROPOSAL_STATES),
    objection: col.text.orNull,
  },
  `
  SELECT p.id, p.kind, p.rule, p.facts, p.reason, p.words, p.handle, p.state, p.objection
    FROM case_proposal p WHERE p.case_id = $1 ORDER BY p.proposed_at, p.id`,
);
