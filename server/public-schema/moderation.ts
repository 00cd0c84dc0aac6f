import {
  secondSql,
  utcDaySql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  permanentText,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  ROW_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

/**
 * SQL: whether only the month of decision `d` is published, since its day would reveal that of
 * evidence.
 */
const BY_MONTH = '(d.check_id IS NOT NULL OR d.finding_id IS NOT NULL)';
const MONTH_OF_DECISION = `date_trunc('month', d.decided_on::timestamp)::date`;

/** SQL: whether a case was decided, which makes its subject public. */
export const isDecidedSql = (caseId: string): string =>
  `EXISTS (SELECT 1 FROM decision pd WHERE pd.case_id = ${caseId})`;

/** SQL: whether appeal `x` is public: it has ended. */
export const IS_APPEAL_PUBLIC = `x.state IN ('upheld', 'reversed', 'undecided')
  AND ${isDecidedSql('x.case_id')}`;

/** Public tables of cases and decisions, with the handles of decision makers. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'cases',
    subject: 'case',
    stated: 'found',
    id: 'c.id',
    // The subject of an undecided case is not public.
    from: `moderation_case c`,
    where: isDecidedSql('c.id'),
    order: 'c.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'c.id'),
      about: codeColumn('c.subject'),
      origin: codeColumn('c.origin'),
      platform: changingColumn('text', 'c.platform_id'),
      // Publishes no more of an open case: who works on it, and how far, is private.
      state: codeColumn(`CASE WHEN c.closed_at IS NULL THEN 'open' ELSE 'closed' END`),
      openedOn: fixedColumn('date', utcDaySql('c.opened_at')),
      closedOn: fixedColumn('date', utcDaySql('c.closed_at')),
    },
    restore: [
      {
        table: 'moderation_case',
        columns: {
          reason: `'other'`,
          state: `CASE WHEN r."closedOn" IS NULL THEN 'open' ELSE 'closed' END`,
          opened_at: `r."openedOn"::timestamp AT TIME ZONE 'UTC'`,
          closed_at: `r."closedOn"::timestamp AT TIME ZONE 'UTC'`,
        },
      },
    ],
  },
  {
    name: 'decisions',
    subject: 'decision',
    id: 'd.id',
    from: 'decision d',
    order: 'd.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'd.id'),
      kind: codeColumn('d.kind'),
      about: codeColumn('d.subject'),
      case: fixedColumn('text', 'd.case_id'),
      platform: fixedColumn('text', 'd.platform_id'),
      check: fixedColumn('text', 'd.check_id'),
      finding: fixedColumn('text', 'd.finding_id'),
      rule: codeColumn('d.rule'),
      reason: permanentText('d.reason', 'why it was decided'),
      facts: permanentText('d.facts', 'what it was decided on'),
      alone: fixedColumn('boolean', 'd.alone'),
      origin: codeColumn('d.origin'),
      automated: fixedColumn('boolean', 'd.automated'),
      numbers: withTexts(fixedColumn('json', 'd.numbers'), { numbers: 'code' }),
      stage: codeColumn('d.stage'),
      replaces: codeColumn('d.replaces'),
      until: fixedColumn('text', secondSql('d.until')),
      batch: withTexts(addedColumn(fixedColumn('json', 'd.batch')), { batch: 'code' }),
      decidedOn: fixedColumn(
        'date',
        `CASE WHEN ${BY_MONTH} THEN ${MONTH_OF_DECISION} ELSE d.decided_on END`,
      ),
      // Publishes only the order of decisions in one case: whole seconds from the start of the day.
      decidedAt: changingColumn(
        'text',
        secondSql(`CASE WHEN d.decided_at IS NOT NULL THEN d.decided_on::timestamp AT TIME ZONE 'UTC'
          + interval '1 second' * (row_number() OVER (PARTITION BY d.case_id, d.decided_on
            ORDER BY d.decided_at, EXISTS (SELECT 1 FROM decision dn WHERE dn.replaces = d.id) DESC,
              d.id) - 1) END`),
      ),
      // Publishes the order of decisions of which only the month is public.
      nth: changingColumn(
        'int',
        `CASE WHEN ${BY_MONTH} THEN dense_rank() OVER (
           PARTITION BY d.check_id, d.finding_id, ${MONTH_OF_DECISION} ORDER BY d.decided_on) END`,
      ),
      hands: withTexts(
        fixedColumn(
          'json',
          `COALESCE((SELECT jsonb_agg(jsonb_build_object('number', h.number, 'seat', h.seat,
           'handle', h.handle) ORDER BY h.number)
           FROM decision_hand h WHERE h.decision_id = d.id), '[]')`,
        ),
        { seat: 'code', handle: 'code' },
      ),
    },
    unchecked: uncheckedColumns({ unrecorded: ['decidedAt'] }),
    restore: [
      {
        table: 'decision',
        columns: {
          check_id: null,
          finding_id: null,

          decided_on: 'r."decidedOn" + COALESCE(r.nth - 1, 0)',
          decided_at: 'r."decidedAt"::timestamptz',
        },
      },
      {
        table: 'decision_hand',
        columns: { decision_id: 'r.id', number: 'h.number', seat: 'h.seat', handle: 'h.handle' },
        unfold: 'json_to_recordset(r.hands) AS h(number int, seat text, handle text)',
      },
      {
        table: 'decision',
        columns: { check_id: 'r."check"', finding_id: 'r.finding' },
        where: 'r."check" IS NOT NULL OR r.finding IS NOT NULL',
        later: 'update',
      },
    ],
  },
  {
    name: 'appeals',
    subject: 'appeal',
    stated: 'found',
    id: 'x.id',
    from: `appeal x`,
    where: IS_APPEAL_PUBLIC,
    order: 'x.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'x.id'),
      case: fixedColumn('text', 'x.case_id'),
      decision: fixedColumn('text', 'x.decision_id'),
      role: codeColumn('x.role'),
      state: codeColumn('x.state'),
      appealedOn: fixedColumn('date', utcDaySql('x.appealed_at')),
      endedOn: fixedColumn('date', utcDaySql('x.ended_at')),
    },
    restore: [
      {
        table: 'appeal',
        columns: {
          text: `''`,
          appealed_at: `r."appealedOn"::timestamp AT TIME ZONE 'UTC'`,
          ended_at: `r."endedOn"::timestamp AT TIME ZONE 'UTC'`,
        },
      },
    ],
  },
];

const TABLES: TableDeclarations = {
  decision: {
    columns: { member_id: 'private' },
    own: {
      by: 'member',
      fields: { platform: ROW_PLATFORM_SLUG_SQL },
      order: 't.decided_on, t.id',
    },
  },
  decision_hand: { columns: { member_id: 'private' }, own: { at: 'moderation.hands' } },
  moderation_case: {
    columns: { due_at: 'private', taken_by: 'private', taken_until: 'private', numbers: 'private' },
    own: { at: 'moderation.taken' },
  },
  appeal: { columns: { member_id: 'private' }, own: { at: 'moderation.appeals' } },
  case_party: {
    withheld: { private: 'who wrote or flagged what a case is about' },
    own: { at: 'moderation.parties' },
  },
  flag: { withheld: { private: 'what she flagged, and why' }, own: { at: 'moderation.flags' } },
  posting_pause: {
    withheld: { private: 'who may not post for a while, and for which posts' },
    own: { at: 'moderation.pauses' },
  },
  likeness_look: {
    withheld: { private: 'what moderators thought of accounts alike' },
    own: { at: 'moderation.likenessLooks' },
  },
  flag_pause: {
    withheld: { private: 'when she can flag again' },
    own: { at: 'moderation.flagPause' },
  },
  case_proposal: {
    withheld: { private: 'what moderators propose; what comes of it is a decision' },
    own: { at: 'moderation.proposals' },
  },
  text_cover: { withheld: { private: 'words that a decision covers, and the texts with them' } },
  proposed_act: {
    withheld: { private: 'what one person proposed to another' },
    own: { at: 'moderation.acts' },
  },
  act_draw: {
    withheld: { private: 'who was drawn to answer' },
    own: { at: 'moderation.actDraws' },
  },
  moderator_care: {
    withheld: { private: 'how much she takes on' },
    own: { at: 'moderation.care' },
  },
  moderator_turn: { withheld: { private: 'when she is on duty' }, own: { at: 'moderation.turns' } },
  notice: { withheld: { private: 'what somebody outside wrote, and how to reach her' } },
};

export const MODERATION_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
