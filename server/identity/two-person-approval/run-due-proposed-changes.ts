import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import {
  DRAWN_MEMBER_ANSWER_HOURS,
  UNANSWERED_APPLY_HOURS,
  MODERATOR_ANSWER_HOURS,
  isByTwoModerators,
} from '#shared/identity/two-person-approval.ts';
import { today } from '#shared/core/days.ts';
import { closeProposedChange, applyProposedChange } from './apply-proposed-change.ts';
import type { ChangeKind, ChangeKinds } from './change-kind.ts';
import {
  changeKindOf,
  loadProposedChange,
  type ProposedChangeRow,
} from './load-proposed-change.ts';

const HOUR_MS = 3_600_000;

/**
 * Runs each minute over open proposed changes: draws members where no other moderator can answer, and
 * applies changes that nobody answered in time.
 */
export async function runDueProposedChanges(
  { prisma, sql }: Database,
  kinds: ChangeKinds,
  now: Date,
): Promise<void> {
  const open = await sql(
    statement(
      { id: col.text },
      `SELECT id FROM proposed_act
      WHERE state = 'open' AND handle IS NOT NULL AND reverses IS NULL ORDER BY proposed_at, id`,
    ),
  );
  for (const { id } of open) {
    await prisma.$transaction(async (tx) => {
      const row = await loadProposedChange(tx.sql, id, 'lock');
      if (row.state === 'open') await runDueProposedChange(tx, changeKindOf(kinds, row), row, now);
    });
  }
}

/**
 * Draws a member for one locked proposed change, or applies it, if that is due. A change that a
 * moderator refused, that another moderator could answer, or that two moderators approve, is never
 * applied by time.
 */
export async function runDueProposedChange(
  tx: Db,
  kind: ChangeKind,
  row: ProposedChangeRow,
  now: Date,
): Promise<void> {
  if (kind.by !== 'moderators' || row.reverses !== null || row.handle === null) return;
  const { sql } = tx;
  const [stand] = await sql(
    statement(
      {
        /** The proposer is still a moderator. */
        moderates: col.bool,
        /** Another moderator can answer. */
        others: col.bool,
        /** A proposal of the same change was refused before: time alone does not overrule that. */
        refused: col.bool,
        /** Time of the last draw. */
        drawnAt: col.moment.orNull,
      },
      standSql(kind),
    ),
    [row.id, today(now)],
  );
  if (stand === undefined || !stand.moderates) return drop(tx, row, now);
  if (isByTwoModerators(kind)) {
    if (!(await canTakeEffect(tx, kind, row, now))) await drop(tx, row, now);
    return;
  }
  const { others, refused, drawnAt } = stand;
  const waits = others || refused;
  const since = new Date(drawnAt ?? row.proposedAt).getTime();
  const hours = others ? MODERATOR_ANSWER_HOURS : drawnAt === null ? 0 : DRAWN_MEMBER_ANSWER_HOURS;
  if (now.getTime() - since >= hours * HOUR_MS) await drawOne(tx, kind, row, now);
  const dueAt = waits
    ? null
    : new Date(row.dueAt ?? now.getTime() + UNANSWERED_APPLY_HOURS * HOUR_MS);
  if (dueAt === null || row.dueAt === null) {
    await tx.proposedChange.update({ where: { id: row.id }, data: { dueAt } });
  }
  if (dueAt !== null && dueAt <= now) await takeEffectAlone(tx, kind, row, now);
}

async function takeEffectAlone(
  tx: Db,
  kind: ChangeKind,
  row: ProposedChangeRow,
  now: Date,
): Promise<void> {
  const hands = [{ seat: 'moderator', handle: row.handle ?? '' }] as const;
  if (!(await canTakeEffect(tx, kind, row, now))) return drop(tx, row, now);
  await applyProposedChange(tx, kind, row, { second: null, hands }, now);
}

/** Whether a change still changes something, and its subject is there. */
async function canTakeEffect(
  tx: Db,
  kind: ChangeKind,
  row: ProposedChangeRow,
  now: Date,
): Promise<boolean> {
  try {
    await kind.check(tx, row, now);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return false;
  }
}

function drop(tx: Db, row: ProposedChangeRow, now: Date): Promise<void> {
  return closeProposedChange(tx, row, { state: 'dropped' }, now);
}

export async function isModerator(sql: Sql, memberId: string | null, now: Date): Promise<boolean> {
  const [stand] = await sql(
    statement({ moderates: col.bool }, `SELECT ${isModeratorOnSql('$1', '$2::date')} AS moderates`),
    [memberId, today(now)],
  );
  return stand?.moderates === true;
}

/** Draws and notifies one more established member, if any is left. */
async function drawOne(tx: Db, kind: ChangeKind, row: ProposedChangeRow, now: Date): Promise<void> {
  const [drawn] = await tx.sql(statement({ id: col.text }, drawSql(kind)), [row.id, today(now)]);
  if (drawn === undefined) return;
  await tx.actDraw.create({ data: { actId: row.id, memberId: drawn.id, drawnAt: now } });
  await notify(tx, [drawn.id], { kind: 'act-drawn', subject: row.id }, now);
}

/**
 * SQL: whether member `who` may not answer proposed change `p`: she or an account with her voice
 * proposed it, or she has a conflict of interest.
 */
const isPartial = (kind: ChangeKind, who: string): string => `(
  ${who} = p.member_id OR (${who} = p.first_id) IS TRUE OR ${sharesVoiceSql(who, 'p.member_id')}
  OR ${sharesVoiceSql(who, 'p.first_id')} OR ${kind.isConcerned(who, `split_part(p.subject, '/', 2)`, 'p.payload')})`;

/** SQL: the moderators who may answer proposed change `p`; $2 is today. */
export const otherModeratorsSql = (kind: ChangeKind): string => `
  SELECT DISTINCT g.member_id AS id FROM role_grant g
   WHERE g.role = 'moderator' AND g.ended_on IS NULL AND g.ends_on > $2::date
     AND NOT ${isPartial(kind, 'g.member_id')}`;

const standSql = (kind: ChangeKind): string => `
  SELECT ${isModeratorOnSql('p.member_id', '$2::date')} AS moderates,
         EXISTS (${otherModeratorsSql(kind)}) AS others,
         EXISTS (SELECT 1 FROM proposed_act o
           WHERE o.subject = p.subject AND o.kind = p.kind AND o.state = 'refused') AS refused,
         (SELECT max(w.drawn_at) FROM act_draw w WHERE w.act_id = p.id) AS "drawnAt"
    FROM proposed_act p WHERE p.id = $1`;

// SQL that draws one member, by random numbers from the operating system, so that the proposer cannot
// predict the draw.
const drawSql = (kind: ChangeKind): string => `
  SELECT m.id FROM proposed_act p, member m
   WHERE p.id = $1 AND m.established_on IS NOT NULL AND NOT ${isPartial(kind, 'm.id')}
     AND NOT ${isModeratorOnSql('m.id', '$2::date')}
     AND NOT EXISTS (SELECT 1 FROM act_draw w WHERE w.act_id = p.id AND w.member_id = m.id)
   ORDER BY gen_random_uuid() LIMIT 1`;
