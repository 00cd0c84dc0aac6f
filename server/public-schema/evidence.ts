import {
  isProofShownSql,
  isShownSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import {
  shownIncidentMonthSql,
  shownReasonSql,
  shownSumJsonSql,
  shownSumSql,
} from '#server/database/predicates/shown-incidents.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import {
  unjoinedAuthorIdSql,
  unjoinedAuthorStep,
  unjoinedSuspectStep,
} from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  lastAuthorChangeDaySql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  withdrawableValue,
  memberText,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  pictureKeySql,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

const PAYOUT_SAID = lastAuthorChangeDaySql('payout', 'y.id', 'y.shown_from');
const INCIDENT_SAID = lastAuthorChangeDaySql('incident', 'i.id', 'i.shown_from');
/** SQL: whether the texts and the picture of payout `y` are recent. */
export const IS_RECENT_PAYOUT_SQL = isRecentByMonthSql(PAYOUT_SAID);
/** SQL: whether the texts and the picture of incident `i` are recent. */
export const IS_RECENT_INCIDENT = isRecentByMonthSql(INCIDENT_SAID);

const RESTORED_DAY = `COALESCE((r.month || '-15')::date, r."shownFrom")`;
const RESTORED_MONTH = `COALESCE(r."happenedMonth", left(r."shownFrom"::text, 7))`;
const RESTORED_ECHOES = 'generate_series(1, r.echoes) AS e (nth)';
const RESTORED_ECHO_AUTHOR_ID = `'echo-' || r.id || '-' || e.nth`;

/** Public tables of proofs, and of incidents as published: never an exact value or day. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'payouts',
    subject: 'payout',
    id: 'y.id',
    from: `payout y JOIN author_weight a ON a.id = y.author_id LEFT JOIN screenshot s ON s.payout_id = y.id`,
    where: isProofShownSql('y'),
    order: 'y.id COLLATE "C"',
    young: IS_RECENT_PAYOUT_SQL,
    columns: {
      id: fixedColumn('text', 'y.id'),
      platform: fixedColumn('text', 'y.platform_id'),
      signed: fixedColumn('boolean', 'y.signed'),
      // Nothing links the unsigned proofs of one author.
      author: fixedColumn('text', 'CASE WHEN y.signed THEN a.signed_key END'),
      state: codeColumn(proofStateSql('y')),
      amount: fixedColumn('int', 'y.shown_minor'),
      currency: codeColumn('CASE WHEN y.shows_amount THEN y.currency END'),
      month: fixedColumn('text', shownMonthSql('y')),
      solicited: fixedColumn('boolean', 'y.solicited'),
      shownFrom: fixedColumn('date', 'y.shown_from'),
      picture: withdrawableValue('text', readableOrNullSql('y', 's.key')),
      established: changingColumn('boolean', 'a.established'),
      suspect: changingColumn('boolean', isSuspectAuthorSql('a.id')),
      hiddenBy: changingColumn('text', 'y.hidden_by'),
    },
    flaggable: {
      table: 'payout',
      shown: isProofShownSql('t'),
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        month: shownMonthSql('t'),
        money: shownMoneySql('t'),
        place: PAGE_OF_CONTENT_SQL.alone('proof'),
      },
      pictures: 'payout_id',
    },
    takenBack: ['DELETE FROM payout WHERE id IN (:ids)'],
    unchecked: uncheckedColumns({ account: ['established', 'suspect'] }),
    restore: [
      unjoinedAuthorStep('payout'),
      {
        table: 'payout',
        // Fills in what a proof does not show with the least value that the column takes.
        columns: {
          author_id: unjoinedAuthorIdSql('payout'),
          state: `CASE r.state WHEN 'paid' THEN 'received' WHEN 'waiting' THEN 'waiting' ELSE 'refused' END`,
          currency: `COALESCE(r.currency, 'EUR')`,
          method: `'other'`,
          amount_band: '0',
          received_share: `CASE WHEN r.state = 'paid' THEN 1 END`,
          shown_minor: 'r.amount',
          asked_month: `left((${RESTORED_DAY})::text, 7)`,
          delay_days: `CASE WHEN r.state = 'not-paid' THEN 0 END`,
          date_forgotten: `r.state = 'paid'`,
          due_by_itself: 'false',
          published_on: 'r."shownFrom"',
          proof_ready_on: 'r."shownFrom"',
          shows_amount: 'r.amount IS NOT NULL',
          shows_month: 'r.month IS NOT NULL',
          unanswered_reminders: '0',
        },
      },
      unjoinedSuspectStep('payout'),
    ],
  },
  {
    name: 'incidents',
    subject: 'incident',
    id: 'i.id',
    from: `incident i JOIN author_weight a ON a.id = i.author_id
      LEFT JOIN screenshot s ON s.incident_id = i.id`,
    where: isShownSql('i'),
    order: 'i.id COLLATE "C"',
    young: IS_RECENT_INCIDENT,
    columns: {
      id: fixedColumn('text', 'i.id'),
      platform: fixedColumn('text', 'i.platform_id'),
      signed: fixedColumn('boolean', 'i.signed'),
      // Nothing links the unsigned incidents of one author.
      author: fixedColumn('text', 'CASE WHEN i.signed THEN a.signed_key END'),
      kind: codeColumn('i.kind'),
      reason: codeColumn(shownReasonSql('i', 'reason')),
      appeal: codeColumn(shownReasonSql('i', 'appeal')),
      currency: codeColumn('CASE WHEN i.shows_amount THEN i.currency END'),
      happenedMonth: fixedColumn('text', shownIncidentMonthSql('i')),
      lostRounded: fixedColumn('int', shownSumSql('i', 'lost')),
      asks: codeColumn('i.asks'),
      rewardRounded: fixedColumn('int', shownSumSql('i', 'reward')),
      solicited: fixedColumn('boolean', 'i.solicited'),
      shownFrom: fixedColumn('date', 'i.shown_from'),
      text: memberText('i', 'text'),
      offeredAt: memberText('i', 'offered_at'),
      picture: withdrawableValue('text', readableOrNullSql('i', 's.key')),
      client: addedColumn(fixedColumn('text', 'i.client_id')),
      // A number alone: nothing joins a person to an incident.
      echoes: changingColumn(
        'int',
        `(SELECT count(*)::int FROM incident_echo e WHERE e.incident_id = i.id AND ${isShownSql('e')})`,
      ),
      established: changingColumn('boolean', 'a.established'),
      hiddenBy: changingColumn('text', 'i.hidden_by'),
    },
    flaggable: {
      table: 'incident',
      shown: isShownSql('t'),
      by: 'author',
      platform: 't.platform_id',
      about: 't.client_id',
      moves: true,
      shows: {
        text: `NULLIF(concat_ws(E'\\n\\n', t.text, t.offered_at), '')`,
        month: shownIncidentMonthSql('t'),
        money: `COALESCE(${shownSumJsonSql('t', 'lost')}, ${shownSumJsonSql('t', 'reward')})`,
        place: PAGE_OF_CONTENT_SQL.platformAbout,
      },
      pictures: 'incident_id',
    },
    takenBack: 'deleted',
    unchecked: uncheckedColumns({
      account: ['established'],
    }),
    restore: [
      unjoinedAuthorStep('incident'),
      {
        table: 'incident',
        // Fills in what the incident does not show with the least value that the column takes.
        columns: {
          author_id: unjoinedAuthorIdSql('incident'),
          reason: `COALESCE(r.reason, 'unknown')`,
          appeal: `COALESCE(r.appeal, 'not-tried')`,
          currency: 'r.currency',
          happened_month: RESTORED_MONTH,
          happened_on: `(${RESTORED_MONTH} || '-15')::date`,
          lost_minor: 'r."lostRounded"',
          lost_rounded: 'r."lostRounded"',
          reward_minor: 'r."rewardRounded"',
          reward_rounded: 'r."rewardRounded"',
          published_on: 'r."shownFrom"',
          shows_amount: 'r.currency IS NOT NULL',
          shows_month: 'r."happenedMonth" IS NOT NULL',
          shows_reason: 'r.reason IS NOT NULL',
        },
      },
      {
        table: 'author',
        columns: {
          id: RESTORED_ECHO_AUTHOR_ID,
          platform_id: 'r.platform',
          frozen_established: 'false',
          brought: 'true',
        },
        unfold: RESTORED_ECHOES,
      },
      {
        table: 'incident_echo',
        columns: {
          incident_id: 'r.id',
          author_id: RESTORED_ECHO_AUTHOR_ID,
          shown_from: 'r."shownFrom"',
        },
        unfold: RESTORED_ECHOES,
      },
    ],
  },
];

const PRIVATE_OF_PAYOUTS = {
  asked_sealed: 'private',
  key_slot: 'private',
  unpaid_on: 'private',
  expected_days: 'recomputed',
  closed_month: 'private',
  after_reply: 'private',
  still_waiting_on: 'private',
  refusal: 'private',
  counting_on: 'private',
  lines_on: 'private',
} as const;

const TABLES: TableDeclarations = {
  payout: {
    columns: PRIVATE_OF_PAYOUTS,
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        amountBand: 't.amount_band',
        receivedShare: 't.received_share',
        delayDays: 't.delay_days',
        closedMonth: 't.closed_month',
        expectedDays: 't.expected_days',
        afterReply: 't.after_reply',
        stillWaitingOn: 't.still_waiting_on',
        refusal: 't.refusal',
        screenshot: pictureKeySql('payout_id'),
      },
      order: 't.published_on, t.id',
    },
    blurred: {
      asked_sealed: 'NULL',
      key_slot: 'NULL',
      still_waiting_on: `(to_char(still_waiting_on, 'YYYY-MM') || '-15')::date`,
      unanswered_reminders: '0',
    },
  },
  incident: {
    columns: { due_on: 'private' },
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        dueOn: 't.due_on',
        client: '(SELECT c.name FROM client c WHERE c.id = t.client_id)',
        screenshot: pictureKeySql('incident_id'),
      },
      order: 't.published_on, t.id',
    },
    blurred: {
      lost_minor: 'lost_rounded',
      reward_minor: 'reward_rounded',
      happened_on: `(happened_month || '-15')::date`,
    },
  },
  incident_echo: {
    columns: { due_on: 'private' },
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        incident: 't.incident_id',
        dueOn: 't.due_on',
        shownFrom: 't.shown_from',
      },
      order: 't.incident_id',
    },
  },
};

export const EVIDENCE_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
