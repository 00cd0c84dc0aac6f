import { AUTHOR_EDIT_KINDS, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { CASE_STATES } from '#shared/governance/case-handling.ts';
import { requireFound } from '#server/core/errors.ts';
import { LARGE_COMMUNITY_MIN_ESTABLISHED } from '#shared/evidence/proof-verification.ts';
import { FLAG_REASONS, parseCaseSubject, CASE_ORIGINS } from '#shared/governance/cases.ts';
import { PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';
import { today } from '#shared/core/days.ts';
import type { Prisma } from '#prisma/client.ts';
import type { CaseSituation } from './rules.ts';
import { COVERED_POSTS_SQL, loadCaseSubject } from './covered-posts.ts';
import { IS_GUARDED_SQL } from './is-guarded.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import {
  sharesVoiceWithPartySql,
  isCasePartySql,
} from '#server/database/predicates/case-parties.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';

export type OpenProposal = {
  readonly id: string;
  readonly kind: Measure;
  readonly rule: string;
  readonly facts: string;
  readonly reason: string;
  /** Of one to cover words: the words. */
  readonly words: readonly string[] | null;
  readonly handle: string;
  /** The proposer's member id; null once she deleted her account or lost the role. */
  readonly memberId: string | null;
  readonly mine: boolean;
  readonly linked: boolean;
};

/** A case with its subject, and the viewer's relation to it. */
export type CaseForViewer = RowOf<typeof CASE> &
  CaseSituation & {
    /** The subject is hidden by a decision of another case, whose batch it belongs to. */
    readonly hiddenElsewhere: boolean;
    /** The subject; when it is deleted, only its kind and id are set. */
    readonly subject: FlaggableSubject;
  };

/**
 * Loads a case with the viewer's relation to it; locks it first, unless `lock` is false.
 * @throws AppError not-found.
 */
export async function loadCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
  { lock = true }: { lock?: boolean } = {},
): Promise<CaseForViewer> {
  const { sql } = tx;
  if (lock) await lockCase(sql, id);
  const [row] = await sql(CASE, [viewer.id, id, now.toISOString(), today(now)]);
  const one = requireFound(row);
  const { kind, id: key } = parseCaseSubject(one.about);
  const subject = await loadCaseSubject(tx, id, one.about);
  return {
    ...one,
    there: subject !== null,
    kind,
    covered: (subject?.coveredBy ?? null) !== null,
    ...(await hidingOf(tx, id, subject)),
    subject: subject ?? gone(kind, key),
  };
}

/** Locks a case; waits for concurrent acts on it. */
export async function lockCase(sql: Sql, id: string): Promise<void> {
  await sql('SELECT 1 FROM moderation_case WHERE id = $1 FOR UPDATE', [id]);
}

/** Makes a placeholder for a withdrawn subject: only its kind and id are set. */
function gone(kind: FlaggableSubject['kind'], id: string): FlaggableSubject {
  return {
    kind,
    id,
    memberId: null,
    platformId: null,
    clientId: null,
    taskId: null,
    hiddenBy: null,
    coveredBy: null,
  };
}

async function hidingOf(
  tx: Db,
  caseId: string,
  subject: FlaggableSubject | null,
): Promise<{ hidden: Measure | null; hiddenElsewhere: boolean }> {
  if (subject?.hiddenBy === null || subject === null) {
    return { hidden: null, hiddenElsewhere: false };
  }
  const where = { id: subject.hiddenBy };
  const decision = await tx.decision.findUnique({
    where,
    select: { kind: true, subject: true, caseId: true },
  });
  return {
    hidden: (decision?.kind ?? null) as Measure | null,
    hiddenElsewhere:
      decision !== null &&
      decision.caseId !== caseId &&
      decision.subject !== `${subject.kind}/${subject.id}`,
  };
}

/**
 * SQL: whether the subject of case `k` was veiled, in any case, since its author last changed it.
 */
const VEILED = `EXISTS (SELECT 1 FROM record_entry v
  WHERE v.subject = k.subject AND v.kind ~ '-veiled$' AND NOT EXISTS (
    SELECT 1 FROM record_entry c WHERE c.subject = k.subject AND c.kind IN (${kindListSql(AUTHOR_EDIT_KINDS)})
       AND c.id > v.id))`;

// $1 is the viewer, $2 the case, $3 now, $4 its day.
const CASE = statement(
  {
    state: col.oneOf(CASE_STATES),
    mine: col.bool,
    established: col.int,
    veiled: col.bool,
    last: col.json<NonNullable<CaseSituation['last']>>().orNull,
    guarded: col.bool,
    party: col.bool,
    linked: col.bool,
    takenByOther: col.bool,
    had: col.bool,
    id: col.text,
    about: col.text,
    origin: col.oneOf(CASE_ORIGINS),
    reason: col.oneOf(FLAG_REASONS),
    openedAt: col.text,
    dueAt: col.text.orNull,
    numbers: col.json<Prisma.JsonValue>().orNull,
    proposal: col.json<OpenProposal>().orNull,
    lastId: col.text.orNull,
    /** Posts that it is about besides its subject. */
    posts: col.json<string[]>(),
    longPause: col.bool,
  },
  `
  SELECT k.id, ${COVERED_POSTS_SQL} AS posts,
         EXISTS (SELECT 1 FROM posting_pause x WHERE 'pause/' || x.id = k.subject AND x.days > ${PAUSE_DAYS})
           AS "longPause", k.subject AS about, k.origin, k.reason, k.state, k.numbers,
         to_char(k.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "openedAt",
         to_char(k.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "dueAt",
         ${isCasePartySql('$1')} AS party, ${sharesVoiceWithPartySql('$1')} AS linked,
         COALESCE(k.taken_by = $1 AND k.taken_until > $3::timestamptz, false) AS mine,
         COALESCE(k.taken_by <> $1 AND k.taken_until > $3::timestamptz, false) AS "takenByOther",
         COALESCE(k.taken_by = $1, false) AS had, ${IS_GUARDED_SQL} AS guarded,
         ${VEILED} AS veiled,
         (SELECT json_build_object('id', p.id, 'kind', p.kind, 'rule', p.rule, 'facts', p.facts,
            'reason', p.reason, 'words', p.words, 'handle', p.handle, 'memberId', CASE WHEN
              ${isModeratorOnSql('p.member_id', '$4::date')} THEN p.member_id END,
            'mine', COALESCE(p.member_id = $1, false), 'linked', ${sharesVoiceSql('$1', 'p.member_id')})
            FROM case_proposal p WHERE p.case_id = k.id AND p.state = 'open') AS proposal,
         l.id AS "lastId",
         CASE WHEN l.id IS NOT NULL THEN json_build_object('alone', l.alone AND l.kind <> 'veil',
           'mine', EXISTS (SELECT 1 FROM decision_hand h WHERE h.decision_id = l.id
             AND (h.member_id = $1 OR h.seat = 'moderator' AND EXISTS (SELECT 1 FROM role_grant hg
               WHERE hg.member_id = $1 AND hg.role = 'moderator' AND hg.handle = h.handle))),
           'replaced', EXISTS (SELECT 1 FROM decision r WHERE r.replaces = l.id)) END AS last,
         (SELECT count(*)::int FROM (SELECT 1 FROM member WHERE established_on IS NOT NULL
           LIMIT ${LARGE_COMMUNITY_MIN_ESTABLISHED}) e) AS established
    FROM moderation_case k
    LEFT JOIN LATERAL (SELECT d.id, d.alone, d.kind FROM decision d WHERE d.case_id = k.id
      ORDER BY d.decided_at DESC, EXISTS (SELECT 1 FROM decision n WHERE n.replaces = d.id), d.id
      LIMIT 1) l ON true
   WHERE k.id = $2`,
);
