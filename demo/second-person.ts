import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import { today } from '#shared/core/days.ts';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { answerProposedChange } from '#server/identity/two-person-approval/answer-proposed-change.ts';
import {
  changeKindOf,
  loadProposedChange,
} from '#server/identity/two-person-approval/load-proposed-change.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';

/** Confirms a proposed act by another member: the drawn one, or any while nobody is established. */
export async function confirmInDemo(tx: Db, actId: string | null, at: Date): Promise<void> {
  if (actId === null) return;
  const { sql } = tx;
  const row = await loadProposedChange(sql, actId, 'lock');
  const kind = changeKindOf(CHANGE_KINDS, row);
  const [second] = await sql(
    statement(
      { id: col.text, pseudonym: col.text, drawn: col.bool },
      `SELECT m.id, m.pseudonym, EXISTS (SELECT 1 FROM act_draw w
              WHERE w.act_id = $1 AND w.member_id = m.id) AS drawn
       FROM proposed_act p, member m
      WHERE p.id = $1 AND m.id IS DISTINCT FROM p.member_id
        AND NOT ${kind.isConcerned('m.id', `split_part(p.subject, '/', 2)`, 'p.payload')}
        AND NOT ${sharesVoiceSql('m.id', 'p.member_id')}
      ORDER BY drawn DESC, m.created_at, m.pseudonym LIMIT 1`,
    ),
    [actId],
  );
  if (second === undefined) return;
  const { drawn, ...who } = second;
  if (kind.by === 'moderators' && !drawn) {
    await tx.actDraw.create({ data: { actId, memberId: who.id, drawnAt: at } });
  }
  const viewer: Viewer = { ...who, language: 'fr', established: true, roles: [] };
  await answerProposedChange(tx, CHANGE_KINDS, viewer, actId, { answer: 'confirm' }, at);
}

type Waiting =
  { guide: string } | { merged: string } | { fundsOf: string } | { messagesOf: string };

/** The kind and subject of a proposed change. */
function waiting(about: Waiting): [kind: string, subject: string] {
  if ('guide' in about) return ['guide-thread', `thread/${about.guide}`];
  if ('merged' in about) return ['merge-thread', `thread/${about.merged}`];
  if ('fundsOf' in about) return ['show-fund', `boycott/${about.fundsOf}`];
  return ['send-message', `boycott/${about.messagesOf}`];
}

/** Agrees, as a moderator, with the guide, merge, message or newest fund that waits. */
export async function agreeAsModerator(
  tx: Db,
  moderator: Viewer,
  about: Waiting,
  at: Date,
): Promise<void> {
  const [kind, subject] = waiting(about);
  const { id } = await tx.proposedChange.findFirstOrThrow({
    where: { kind, subject, state: 'open' },
    orderBy: { proposedAt: 'desc' },
    select: { id: true },
  });
  await answerProposedChange(tx, CHANGE_KINDS, moderator, id, { answer: 'confirm' }, at);
}

/** The moderators of a day; the demo's own is the last one. */
export async function findModerators(tx: Db, at: Date): Promise<Viewer[]> {
  const moderators = await tx.sql(MODERATORS, [today(at), DEMO_MODERATOR]);
  return moderators.map((who) => ({
    ...who,
    language: 'fr',
    established: true,
    roles: ['moderator'],
  }));
}

// $1 is the day, $2 the pseudonym of the demo's moderator.
const MODERATORS = statement(
  { id: col.text, pseudonym: col.text },
  `SELECT m.id, m.pseudonym FROM member m WHERE ${isModeratorOnSql('m.id', '$1::date')}
    ORDER BY m.pseudonym = $2, m.pseudonym`,
);
