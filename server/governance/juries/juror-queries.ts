import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { APPEAL_STATES } from '#shared/governance/appeals.ts';
import { FLAG_REASONS, JURY_ANSWER_HOURS } from '#shared/governance/cases.ts';
import {
  JUROR_STATES,
  type OwnJuriesResponse,
  type OwnJuryResponse,
  type CasePartyRole,
  type Vote,
} from '#shared/governance/juries.ts';
import { requireFound } from '#server/core/errors.ts';
import { nonceRevealEnd, jurySeatDeadline } from '#server/governance/jury-selection/draw-jury.ts';
import type { LoadedJury } from '#server/governance/jury-selection/lock-jury.ts';
import { JURY_OF_APPEAL_SQL } from '#server/governance/jury-selection/jury-of-appeal.ts';
import { NONCE_REVEAL_END_SQL } from './queries.ts';
import { possibleVotes } from './rules.ts';
import {
  findWordsToCover,
  isCoverAtStake,
} from '#server/governance/case-decisions/words-to-cover.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';
import {
  findCoveredPosts,
  findPauseDays,
  findSubjectContent,
} from '#server/governance/cases/subject-content.ts';

/**
 * Finds the viewer's part in a jury: the subject and the statements if she sits on it, her words if
 * she is a party, and her name if she is in the pool.
 * @throws AppError not-found.
 */
export async function findJuryForMember(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<OwnJuryResponse> {
  const jury = requireFound(await tx.jury.findUnique({ where: { id } }));
  return {
    jury: id,
    state: jury.state as OwnJuryResponse['state'],
    seat: await findSeat(tx, viewer, jury, now),
    part: await findPart(tx, viewer, jury, now),
    pool: await findName(tx, viewer, jury),
  };
}

/** Lists the viewer's seats, the draws to which she may add a nonce, and her appeals. */
export async function listJuriesOfMember(
  tx: Db,
  viewer: Viewer,
  now: Date,
): Promise<OwnJuriesResponse> {
  const { sql } = tx;
  const [seats, draws, appeals] = [
    await sql(SEATS, [viewer.id]),
    await sql(DRAWS, [viewer.id, now.toISOString()]),
    await sql(APPEALS, [viewer.id]),
  ];
  return { seats, draws, appeals };
}

async function findSeat(
  tx: Db,
  viewer: Viewer,
  jury: LoadedJury,
  now: Date,
): Promise<OwnJuryResponse['seat']> {
  const seat = await tx.juror.findUnique({
    where: { juryId_memberId: { juryId: jury.id, memberId: viewer.id } },
  });
  if (seat === null || seat.state === 'passed-over') return null;
  const one = await loadCase(tx, viewer, jury.caseId, now, { lock: false });
  const { about, reason, hidden, subject, there } = one;
  const until = jurySeatDeadline(seat, jury);
  const sits = jury.state === 'sitting' && !one.party && !one.linked;
  const open = sits && seat.state === 'asked' && until > now;
  const reads = open || (sits && seat.state === 'voted');
  const [said] = await tx.sql(SAID, [jury.caseId, jury.id]);
  const coverAtStake = await isCoverAtStake(tx, jury.caseId);
  return {
    state: seat.state as NonNullable<OwnJuryResponse['seat']>['state'],
    until: until.toISOString(),
    about,
    reason,
    rule: FLAG_REASONS[reason],
    hidden,
    thing: reads && there ? await findSubjectContent(tx, subject.kind, subject.id) : null,
    batch: reads ? await findCoveredPosts(tx, one.posts) : [],
    days: await findPauseDays(tx, subject),
    words: reads && coverAtStake ? await findWordsToCover(tx, jury.caseId, subject) : [],
    proposal: reads ? (said?.proposal ?? null) : null,
    decision: reads ? (said?.decision ?? null) : null,
    appeals: reads ? (said?.appeals ?? []) : [],
    options: open
      ? possibleVotes(subject.kind, hidden, { coverAtStake, covered: one.covered })
      : [],
    vote:
      seat.vote === null
        ? null
        : { vote: seat.vote as Vote, rule: seat.rule, reason: seat.reason ?? '' },
    can: { vote: open && there, decline: open },
  };
}

async function findPart(
  tx: Db,
  viewer: Viewer,
  jury: LoadedJury,
  now: Date,
): Promise<OwnJuryResponse['part']> {
  const member = { memberId: viewer.id };
  const party = await tx.caseParty.findUnique({
    where: { caseId_memberId: { caseId: jury.caseId, ...member } },
  });
  const nonce = await tx.juryNonce.findUnique({
    where: { juryId_memberId: { juryId: jury.id, ...member } },
  });
  const role = party?.role ?? nonce?.role;
  if (role === undefined) return null;
  const waits = jury.state === 'waiting';
  const before = now < jury.drawHour;
  const kept = nonce !== null && nonce.nonce === null;
  return {
    role: role as CasePartyRole,
    given: nonce === null ? null : { commitment: nonce.commitment, words: nonce.nonce },
    giveUntil: jury.drawHour.toISOString(),
    revealUntil: nonceRevealEnd(jury).toISOString(),
    can: {
      give: waits && before && nonce === null,
      reveal: waits && !before && kept && now < nonceRevealEnd(jury),
    },
  };
}

async function findName(
  tx: Db,
  viewer: Viewer,
  { id: juryId }: LoadedJury,
): Promise<OwnJuryResponse['pool']> {
  const own = await tx.juryCandidate.findUnique({
    where: { juryId_memberId: { juryId, memberId: viewer.id } },
  });
  return own === null ? null : { name: own.name, salt: own.salt, member: viewer.id };
}

type Said = Pick<NonNullable<OwnJuryResponse['seat']>, 'proposal' | 'decision' | 'appeals'>;
// $1 is the case, $2 the jury. A jury is called either because a second person objected to a
// proposal, or by appeals against a decision: `proposal` is null for a jury of appeal.
const SAID = statement(
  {
    decision: col.json<NonNullable<Said['decision']>>().orNull,
    appeals: col.json<Said['appeals']>(),
    proposal: col.json<NonNullable<Said['proposal']>>().orNull,
  },
  `
  SELECT (SELECT json_build_object('kind', p.kind, 'rule', p.rule, 'facts', p.facts,
            'reason', p.reason, 'objection', p.objection)
            FROM case_proposal p, jury u WHERE p.case_id = $1 AND u.id = $2 AND u.appeal_id IS NULL
             AND p.state IN ('refused', 'agreed') ORDER BY p.proposed_at DESC, p.id LIMIT 1) AS proposal,
         (SELECT json_build_object('id', d.id, 'kind', d.kind, 'rule', d.rule,
            'facts', COALESCE(d.facts, ''), 'reason', d.reason)
            FROM appeal a JOIN decision d ON d.id = a.decision_id
           WHERE a.case_id = $1 AND ${JURY_OF_APPEAL_SQL} = $2 AND a.state = 'open'
           ORDER BY a.appealed_at, a.id LIMIT 1) AS decision,
         (SELECT COALESCE(json_agg(json_build_object('role', a.role, 'text', a.text)
            ORDER BY a.appealed_at, a.id), '[]') FROM appeal a
           WHERE a.case_id = $1 AND ${JURY_OF_APPEAL_SQL} = $2 AND a.state = 'open') AS appeals`,
);

const SEATS = statement(
  { jury: col.text, state: col.oneOf(JUROR_STATES), until: col.text, ended: col.bool },
  `
  SELECT r.jury_id AS jury, r.state, u.state <> 'sitting' AS ended,
         ${utcTimestampSql(`LEAST(r.asked_at + interval '${JURY_ANSWER_HOURS} hours', u.ends_at)`)} AS until
    FROM juror r JOIN jury u ON u.id = r.jury_id
   WHERE r.member_id = $1 AND r.state <> 'passed-over' ORDER BY r.asked_at DESC, u.id LIMIT 100`,
);

const DRAWS = statement(
  {
    jury: col.text,
    role: col.oneOf(['author', 'flagger', 'rated']),
    drawHour: col.text,
    revealUntil: col.text,
    can: col.json<OwnJuriesResponse['draws'][number]['can']>(),
  },
  `
  SELECT u.id AS jury, p.role, ${utcTimestampSql('u.draw_hour')} AS "drawHour",
         ${utcTimestampSql(NONCE_REVEAL_END_SQL)} AS "revealUntil",
         json_build_object('give', n.jury_id IS NULL AND u.draw_hour > $2::timestamptz,
           'reveal', n.jury_id IS NOT NULL AND n.words IS NULL AND u.draw_hour <= $2::timestamptz
             AND ${NONCE_REVEAL_END_SQL} > $2::timestamptz) AS can
    FROM jury u JOIN case_party p ON p.case_id = u.case_id AND p.member_id = $1
    LEFT JOIN jury_nonce n ON n.jury_id = u.id AND n.member_id = $1
   WHERE u.state = 'waiting' ORDER BY u.draw_hour, u.id LIMIT 100`,
);

const APPEALS = statement(
  {
    id: col.text,
    decision: col.text,
    state: col.oneOf(APPEAL_STATES),
    on: col.text,
    jury: col.text.orNull,
    can: col.json<OwnJuriesResponse['appeals'][number]['can']>(),
  },
  `
  SELECT a.id, a.decision_id AS decision, a.state,
         to_char(a.appealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS on, ${JURY_OF_APPEAL_SQL} AS jury,
         json_build_object('withdraw', a.state = 'open' AND EXISTS (
           SELECT 1 FROM jury w WHERE w.id = ${JURY_OF_APPEAL_SQL} AND w.state = 'waiting')) AS can
    FROM appeal a WHERE a.member_id = $1 ORDER BY a.appealed_at DESC, a.id LIMIT 100`,
);
