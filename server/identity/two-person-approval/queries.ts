import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import {
  MAX_LISTED_PROPOSALS,
  type ProposedChangesResponse,
  type ProposedChange,
} from '#shared/identity/two-person-approval.ts';
import type { Day } from '#shared/core/days.ts';
import type { ChangeKinds } from './change-kind.ts';
import {
  loadProposedChangeForViewer,
  readRelatedChanges,
  type ProposedChangeForViewer,
} from './load-proposed-change.ts';
import { proposedChangeRights } from './rules.ts';

/** Maximum proposed changes read for one list: members can propose many changes of clients. */
const ACTS_READ = 100;

const UNANSWERED = {
  which: `WHERE p.state IN ('open', 'applied')
    ORDER BY COALESCE(p.member_id = $1, false) DESC, p.handle IS NULL, p.state = 'applied',
             p.proposed_at, p.id`,
  limit: ACTS_READ,
};

const OWN_SQL = 'WHERE p.member_id = $1 ORDER BY p.proposed_at DESC, p.id';

/** Proposed changes that the viewer may confirm, and her own waiting proposals. */
export async function listProposedChanges(
  sql: Sql,
  kinds: ChangeKinds,
  viewer: Viewer,
  now: Date,
): Promise<ProposedChangesResponse> {
  const waiting: ProposedChange[] = [];
  const own: ProposedChange[] = [];
  for (const one of await readRelatedChanges(sql, kinds, viewer, UNANSWERED, now)) {
    if (waiting.length >= MAX_LISTED_PROPOSALS) break;
    if (!isForViewer(one) && !one.relation.mine) continue;
    const shown = await present(sql, one);
    if (shown === null) continue;
    (one.relation.mine ? own : waiting).push(shown);
  }
  return { waiting, own };
}

/**
 * Counts the proposed changes that the viewer may confirm, as `listProposedChanges` lists them, with the
 * day (UTC) of the oldest one by a moderator: of a member's change the month alone is told. One statement.
 */
export async function countChangesToAnswer(
  sql: Sql,
  kinds: ChangeKinds,
  viewer: Viewer,
  now: Date,
): Promise<{ count: number; since: Day | null }> {
  const waiting = (await readRelatedChanges(sql, kinds, viewer, UNANSWERED, now))
    .filter(isForViewer)
    .slice(0, MAX_LISTED_PROPOSALS);
  const days = waiting.flatMap(({ row }) =>
    row.handle === null ? [] : [row.proposedAt.slice(0, 10)],
  );
  return { count: waiting.length, since: days.toSorted()[0] ?? null };
}

/** Lists what the viewer proposed, whatever became of it, the latest first. */
export async function listOwnProposedChanges(
  sql: Sql,
  kinds: ChangeKinds,
  viewer: Viewer,
  limit: number,
  now: Date,
): Promise<ProposedChange[]> {
  const own: ProposedChange[] = [];
  const asked = { which: OWN_SQL, limit };
  for (const one of await readRelatedChanges(sql, kinds, viewer, asked, now)) {
    const shown = await present(sql, one);
    if (shown !== null) own.push(shown);
  }
  return own;
}

function isForViewer({ who, relation }: ProposedChangeForViewer): boolean {
  const { answer, confirm } = proposedChangeRights(who, relation);
  return answer || confirm;
}

/**
 * Finds a proposed change. One by a moderator is public once it is in effect; before, only those who
 * may answer it see it.
 * @throws AppError not-found where none has this id; not-allowed for all others.
 */
export async function findProposedChange(
  tx: Db,
  kinds: ChangeKinds,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<ProposedChange> {
  const one = await loadProposedChangeForViewer(tx, kinds, viewer, id, now, 'read');
  if (!proposedChangeRights(one.who, one.relation).look) throw new AppError('not-allowed');
  return requireFound(await present(tx.sql, one));
}

async function present(
  sql: Sql,
  { row, kind, who, relation }: ProposedChangeForViewer,
): Promise<ProposedChange | null> {
  const described = await kind.describe(sql, row, row.before);
  if (described === null) return null;
  const { about, from = null, to = null, target = null, posts = [] } = described;
  const { answer, confirm, withdraw, reverse } = proposedChangeRights(who, relation);
  const { id, rule, reason, month, state, handle, firstHandle, secondHandle, objection, dueAt } =
    row;
  return {
    id,
    kind: row.kind,
    about,
    from,
    to,
    target,
    posts: [...posts],
    rule,
    reason,
    month,
    state,
    handle,
    firstHandle,
    secondHandle,
    objection,
    dueAt,
    mine: relation.mine,
    drawn: relation.drawn,
    reverses: row.reverses,
    reversedBy: row.reversedBy,
    can: { answer, confirm, withdraw, reverse },
  };
}
