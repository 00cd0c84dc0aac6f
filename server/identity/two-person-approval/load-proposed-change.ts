import type { Prisma } from '#prisma/client.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement, type Sql, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { groupBy } from '#shared/core/group-by.ts';
import { PROPOSED_CHANGE_STATES, changeKind } from '#shared/identity/two-person-approval.ts';
import type { ChangeKind, ChangeKinds, ChangeRequest } from './change-kind.ts';
import type { ViewerRelation, ViewerStatus } from './rules.ts';

export type ProposedChangeRow = RowOf<typeof PROPOSED_CHANGE_COLUMNS>;

export type ProposedChangeForViewer = {
  readonly row: ProposedChangeRow;
  readonly kind: ChangeKind;
  readonly who: ViewerStatus;
  readonly relation: ViewerRelation;
};

/** SQL: the columns of a `ProposedChangeRow`, from `proposed_act p`. */
export const PROPOSED_CHANGE_SQL = `
  p.id, p.kind, split_part(p.subject, '/', 2) AS "subjectId", p.rule, p.reason, p.payload, p.state,
  p.member_id AS "memberId", p.handle, p.first_id AS "firstId", p.first_handle AS "firstHandle",
  p.second_handle AS "secondHandle", p.objection,
  to_char(p.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
  ${utcTimestampSql('p.proposed_at')} AS "proposedAt", ${utcTimestampSql('p.due_at')} AS "dueAt",
  p.result, p.before, p.reverses,
  (SELECT r.id FROM proposed_act r WHERE r.reverses = p.id AND r.state IN ('open', 'confirmed')
    ORDER BY r.proposed_at DESC LIMIT 1) AS "reversedBy"`;

export const PROPOSED_CHANGE_COLUMNS = {
  id: col.text,
  kind: col.oneOf(changeKind.options),
  subjectId: col.text,
  rule: col.text.orNull,
  reason: col.text,
  payload: col.json<Prisma.JsonValue>(),
  state: col.oneOf(PROPOSED_CHANGE_STATES),
  memberId: col.text.orNull,
  handle: col.text.orNull,
  firstId: col.text.orNull,
  firstHandle: col.text.orNull,
  secondHandle: col.text.orNull,
  objection: col.text.orNull,
  month: col.text,
  /** When it was proposed; ISO 8601 in UTC. */
  proposedAt: col.text,
  dueAt: col.text.orNull,
  result: col.text.orNull,
  before: col.json<Prisma.JsonValue>().orNull,
  reverses: col.text.orNull,
  reversedBy: col.text.orNull,
} satisfies RowShape;

/**
 * The kind of a proposed change.
 * @throws AppError not-found where no kind has its name.
 */
export function changeKindOf(
  kinds: ChangeKinds,
  { kind }: Pick<ProposedChangeRow, 'kind'>,
): ChangeKind {
  return requireFound(kinds.get(kind));
}

/**
 * Loads a proposed change, locking it before an answer.
 * @throws AppError not-found where none has this id.
 */
export async function loadProposedChange(
  sql: Sql,
  id: string,
  lock: 'lock' | 'read',
): Promise<ProposedChangeRow> {
  const [row] = await sql(
    statement(
      PROPOSED_CHANGE_COLUMNS,
      `SELECT ${PROPOSED_CHANGE_SQL} FROM proposed_act p WHERE p.id = $1 ${lock === 'lock' ? 'FOR UPDATE OF p' : ''}`,
    ),
    [id],
  );
  return requireFound(row);
}

export async function loadProposedChangeForViewer(
  tx: Db,
  kinds: ChangeKinds,
  viewer: Viewer | null,
  id: string,
  now: Date,
  lock: 'lock' | 'read' = 'lock',
): Promise<ProposedChangeForViewer> {
  const { sql } = tx;
  return relateToViewer(sql, kinds, viewer, await loadProposedChange(sql, id, lock), now);
}

export async function relateToViewer(
  sql: Sql,
  kinds: ChangeKinds,
  viewer: Viewer | null,
  row: ProposedChangeRow,
  now: Date,
): Promise<ProposedChangeForViewer> {
  const kind = changeKindOf(kinds, row);
  const [between] =
    viewer === null
      ? []
      : await sql(
          statement(
            RELATION_COLUMNS,
            `SELECT ${relationSql([kind], '$3')} FROM proposed_act p WHERE p.id = $2`,
          ),
          [viewer.id, row.id, now.toISOString()],
        );
  return withRelation(kind, viewer, row, between ?? STRANGER);
}

/**
 * Reads proposed changes with the viewer's relation to each, in one statement however many they are.
 * Leaves out those whose subject is gone: such a proposal ends when somebody answers it.
 * @param which SQL after `FROM proposed_act p`: $1 is the viewer, $2 now, $3 the limit.
 */
export async function readRelatedChanges(
  sql: Sql,
  kinds: ChangeKinds,
  viewer: Viewer,
  { which, limit }: { which: string; limit: number },
  now: Date,
): Promise<ProposedChangeForViewer[]> {
  const rows = await sql(
    statement(
      { ...PROPOSED_CHANGE_COLUMNS, ...RELATION_COLUMNS, there: col.bool },
      `SELECT ${PROPOSED_CHANGE_SQL}, ${relationSql([...kinds.values()], '$2')},
              ${byKindSql([...kinds.values()], (kind) => kind.subjectExists(SUBJECT_ID_SQL))} AS there
         FROM proposed_act p ${which} LIMIT $3::int`,
    ),
    [viewer.id, now.toISOString(), limit],
  );
  return rows
    .filter(({ there }) => there)
    .map((row) => withRelation(changeKindOf(kinds, row), viewer, row, row));
}

function withRelation(
  kind: ChangeKind,
  viewer: Viewer | null,
  row: ProposedChangeRow,
  { accountDays, drawn, linked, concerned, decidedReversed }: RowOf<typeof RELATION_COLUMNS>,
): ProposedChangeForViewer {
  return {
    row,
    kind,
    who: {
      established: viewer?.established === true,
      moderator: viewer?.roles.includes('moderator') === true,
      accountDays,
    },
    relation: {
      drawn,
      linked,
      concerned,
      decidedReversed,
      by: kind.by,
      state: row.state,
      mine: viewer !== null && row.memberId === viewer.id,
      reverses: row.reverses !== null,
      reversed: row.reversedBy !== null,
      reversible: row.before !== null && kind.inverse(row, row.before) !== null,
    },
  };
}

const STRANGER = {
  linked: false,
  concerned: true,
  drawn: false,
  decidedReversed: false,
  accountDays: 0,
};

/**
 * Checks that the viewer has no conflict of interest in a subject without a proposal yet.
 * @throws AppError not-allowed when she has.
 */
export async function requireImpartial(
  sql: Sql,
  kind: ChangeKind,
  memberId: string,
  { subjectId, payload = {} }: Pick<ChangeRequest, 'subjectId'> & Partial<ChangeRequest>,
): Promise<void> {
  const [row] = await sql(
    statement(
      { concerned: col.bool },
      `SELECT ${kind.isConcerned('$1', '$2', 'o.payload')} AS concerned FROM (SELECT $3::jsonb AS payload) o`,
    ),
    [memberId, subjectId, JSON.stringify(payload)],
  );
  if (row?.concerned === true) throw new AppError('not-allowed');
}

const RELATION_COLUMNS = {
  drawn: col.bool,
  linked: col.bool,
  concerned: col.bool,
  decidedReversed: col.bool,
  accountDays: col.int,
} satisfies RowShape;

/** SQL: the id of the subject of `proposed_act p`. */
const SUBJECT_ID_SQL = `split_part(p.subject, '/', 2)`;

/** SQL: a condition that each kind states in its own way; kinds that state the same share one branch. */
function byKindSql(
  kinds: readonly ChangeKind[],
  conditionOf: (kind: ChangeKind) => string,
): string {
  const branches = [...groupBy(kinds, conditionOf)].map(([condition, same]) => {
    const names = same.map(({ kind }) => `'${kind}'`).join(', ');
    return `WHEN p.kind IN (${names}) THEN ${condition}`;
  });
  return `CASE ${branches.join(' ')} END`;
}

// SQL: how member $1 is related to `proposed_act p`; `now` is the parameter with the time.
const relationSql = (kinds: readonly ChangeKind[], now: string): string => `
  ${sharesVoiceSql('$1', 'p.member_id')} OR (p.first_id = $1) IS TRUE
    OR ${sharesVoiceSql('$1', 'p.first_id')} AS linked,
  ${byKindSql(kinds, (kind) => kind.isConcerned('$1', SUBJECT_ID_SQL, 'p.payload'))} AS concerned,
  EXISTS (SELECT 1 FROM act_draw w WHERE w.act_id = p.id AND w.member_id = $1) AS drawn,
  EXISTS (SELECT 1 FROM proposed_act o
    WHERE o.id = CASE WHEN p.state = 'alone' THEN p.id ELSE p.reverses END
      AND (o.member_id = $1 OR ${sharesVoiceSql('$1', 'o.member_id')})) AS "decidedReversed",
  COALESCE((SELECT floor(extract(epoch FROM ${now}::timestamptz - m.created_at) / 86400)
    FROM member m WHERE m.id = $1), 0)::int AS "accountDays"`;
