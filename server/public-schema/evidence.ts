import { publicAuthorKeySql } from '#server/database/predicates/public-author-key.ts';
import {
  isProofShownSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { restoredAuthorIdSql } from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  lastAuthorChangeDaySql,
  monthSql,
  middleOfMonthSql,
  fixedColumn,
  changingColumn,
  codeColumn,
  withdrawableValue,
  memberText,
  type PublicTable,
} from './public-table.ts';
import { moneyJsonSql, PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  pictureKeySql,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

const PAYOUT_SAID = lastAuthorChangeDaySql('payout', 'y.id', 'y.shown_from');
const INCIDENT_SAID = lastAuthorChangeDaySql('incident', 'i.id', 'i.published_on');
/** SQL: whether the texts and the picture of payout `y` are recent. */
export const IS_RECENT_PAYOUT_SQL = isRecentByMonthSql(PAYOUT_SAID);
/** SQL: whether the texts and the picture of incident `i` are recent. */
export const IS_RECENT_INCIDENT = isRecentByMonthSql(INCIDENT_SAID);

/** SQL over a dumped proof: its author. An unsigned one has an author of its own. */
const PROOF_AUTHOR_ID = `CASE WHEN r.signed THEN 'signed-' || r.author ELSE 'payout-' || r.id END`;
const RESTORED_DAY = `COALESCE((r.month || '-15')::date, r."shownFrom")`;

/** Public tables of proofs, and of incidents as published: never an exact value or day. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'payouts',
    subject: 'payout',
    id: 'y.id',
    from: `payout y JOIN weighed_author a ON a.id = y.author_id LEFT JOIN screenshot s ON s.payout_id = y.id`,
    where: isProofShownSql('y'),
    order: 'y.id COLLATE "C"',
    young: IS_RECENT_PAYOUT_SQL,
    columns: {
      id: fixedColumn('text', 'y.id'),
      platform: fixedColumn('text', 'y.platform_id'),
      signed: fixedColumn('boolean', 'y.signed'),
      // Of unsigned ones nothing joins those of one author.
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
      there: isProofShownSql('t'),
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
    restore: [
      {
        table: 'author',
        columns: {
          id: PROOF_AUTHOR_ID,
          platform_id: 'r.platform',
          ...Object.fromEntries(
            ['payout', 'incident', 'review', 'task', 'client', 'signed'].map((kind) => [
              `${kind}_key`,
              'md5(gen_random_uuid()::text)',
            ]),
          ),
          frozen_established: 'r.established',
          brought: 'true',
        },
        where: 'NOT r.signed',
      },
      {
        table: 'payout',
        // What a proof does not show is filled in with the least that the table takes.
        columns: {
          author_id: PROOF_AUTHOR_ID,
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
      {
        table: 'finding_suspect',
        columns: { finding_id: 'f.id', author_id: PROOF_AUTHOR_ID },
        unfold: 'finding f',
        where: `r.suspect AND NOT r.signed AND f.platform_id = r.platform AND f.kind <> 'lockstep'
          AND f.ended_on IS NULL AND f.lifted_on IS NULL`,
        later: 'insert',
      },
    ],
  },
  {
    name: 'incidents',
    subject: 'incident',
    id: 'i.id',
    from: `incident i JOIN author a ON a.id = i.author_id
      LEFT JOIN screenshot s ON s.incident_id = i.id`,
    order: 'i.id COLLATE "C"',
    young: IS_RECENT_INCIDENT,
    columns: {
      id: fixedColumn('text', 'i.id'),
      platform: fixedColumn('text', 'i.platform_id'),
      author: fixedColumn('text', publicAuthorKeySql('incident', 'a', 'i.signed')),
      signed: fixedColumn('boolean', 'i.signed'),
      kind: codeColumn('i.kind'),
      reason: codeColumn('i.reason'),
      appeal: codeColumn('i.appeal'),
      currency: codeColumn('i.currency'),
      happenedMonth: fixedColumn('text', 'i.happened_month'),
      lostRounded: fixedColumn('int', 'i.lost_rounded'),
      asks: codeColumn('i.asks'),
      rewardRounded: fixedColumn('int', 'i.reward_rounded'),
      solicited: fixedColumn('boolean', 'i.solicited'),
      postedMonth: fixedColumn('text', monthSql('i.published_on')),
      text: memberText('i', 'text'),
      offeredAt: memberText('i', 'offered_at'),
      picture: withdrawableValue('text', readableOrNullSql('i', 's.key')),
      client: changingColumn('text', 'i.client_id'),
      hiddenBy: changingColumn('text', 'i.hidden_by'),
    },
    flaggable: {
      table: 'incident',
      by: 'author',
      platform: 't.platform_id',
      about: 't.client_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.happened_month',
        money: `CASE WHEN COALESCE(t.lost_rounded, t.reward_rounded) IS NOT NULL
          THEN ${moneyJsonSql('COALESCE(t.lost_rounded, t.reward_rounded)', 't.currency')} END`,
        place: PAGE_OF_CONTENT_SQL.platform,
      },
      pictures: 'incident_id',
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'incident',
        columns: {
          author_id: restoredAuthorIdSql('incident'),

          happened_on: middleOfMonthSql('happenedMonth'),
          lost_minor: 'r."lostRounded"',
          reward_minor: 'r."rewardRounded"',
        },
      },
    ],
  },
  {
    name: 'incident-echoes',
    subject: null,
    id: 'e.incident_id',
    from: 'incident_echo e JOIN author a ON a.id = e.author_id',
    order: 'e.incident_id COLLATE "C", a.incident_key COLLATE "C"',
    columns: {
      incident: changingColumn('text', 'e.incident_id'),
      author: changingColumn('text', 'a.incident_key'),
    },
    restore: [
      {
        table: 'incident_echo',
        columns: { author_id: `'incident-' || r.author` },
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
  no_news: 'recomputed',
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
        noNews: 't.no_news',
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
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
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
    own: {
      by: 'author',
      fields: { platform: AUTHOR_PLATFORM_SLUG_SQL },
      order: 't.incident_id',
    },
  },
};

export const EVIDENCE_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
