import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { statement, type Sql } from '#server/database/sql.ts';
import { AppError, found } from '#server/core/errors.ts';
import {
  ACTS_LISTED,
  type ActsResponse,
  type ProposedAct,
} from '#shared/identity/two-person-approval.ts';
import type { ActKinds } from './proposal-kinds.ts';
import { ACT, ACT_COLUMNS, loadSituated, situate, type SituatedAct } from './load-proposal.ts';
import { actRights } from './rules.ts';

/** Maximum acts read for one list: members can propose many changes of clients. */
const ACTS_READ = 100;

/** Acts that the viewer may confirm, and her own waiting proposals. */
export async function listActs(
  sql: Sql,
  kinds: ActKinds,
  viewer: Viewer,
  now: Date,
): Promise<ActsResponse> {
  const rows = await sql(
    statement(
      ACT_COLUMNS,
      `SELECT ${ACT} FROM proposed_act p WHERE p.state IN ('open', 'applied')
      ORDER BY COALESCE(p.member_id = $1, false) DESC, p.handle IS NULL, p.state = 'applied',
               p.proposed_at, p.id LIMIT ${ACTS_READ}`,
    ),
    [viewer.id],
  );
  const waiting: ProposedAct[] = [];
  const own: ProposedAct[] = [];
  for (const row of rows) {
    if (waiting.length >= ACTS_LISTED) break;
    const one = await situate(sql, kinds, viewer, row, now);
    const { answer, confirm } = actRights(one.who, one.situation);
    if (!answer && !confirm && !one.situation.mine) continue;
    const shown = await present(sql, one);
    // Its subject is gone; answering it would end it.
    if (shown === null) continue;
    (one.situation.mine ? own : waiting).push(shown);
  }
  return { waiting, own };
}

/**
 * One act: public once a moderator's is in effect, before only for those who may answer it.
 * @throws AppError not-found; not-allowed for all others.
 */
export async function findAct(
  tx: Db,
  kinds: ActKinds,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<ProposedAct> {
  const one = await loadSituated(tx, kinds, viewer, id, now, 'read');
  if (!actRights(one.who, one.situation).look) throw new AppError('not-allowed');
  return found(await present(tx.sql, one));
}

async function present(
  sql: Sql,
  { row, kind, who, situation }: SituatedAct,
): Promise<ProposedAct | null> {
  const described = await kind.describe(sql, row, row.before);
  if (described === null) return null;
  const { about, from = null, to = null } = described;
  const { answer, confirm, withdraw, reverse } = actRights(who, situation);
  const { id, rule, reason, month, state, handle, secondHandle, objection, dueAt } = row;
  return {
    id,
    kind: row.kind,
    about,
    from,
    to,
    rule,
    reason,
    month,
    state,
    handle,
    secondHandle,
    objection,
    dueAt,
    mine: situation.mine,
    drawn: situation.drawn,
    reverses: row.reverses,
    reversedBy: row.reversedBy,
    can: { answer, confirm, withdraw, reverse },
  };
}
