import { publicAuthorKeySql } from '#server/database/predicates/public-author-key.ts';
import { readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import { restoredAuthorIdSql } from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  lastAuthorChangeDaySql,
  monthSql,
  middleOfMonthSql,
  fixedColumn,
  changingColumn,
  codeColumn,
  formerColumn,
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

const PAYOUT_SAID = lastAuthorChangeDaySql('payout', 'y.id', 'y.published_on');
const INCIDENT_SAID = lastAuthorChangeDaySql('incident', 'i.id', 'i.published_on');
/** SQL: whether the texts and the picture of payout `y` are recent. */
export const IS_RECENT_PAYOUT_SQL = isRecentByMonthSql(PAYOUT_SAID);
/** SQL: whether the texts and the picture of incident `i` are recent. */
export const IS_RECENT_INCIDENT = isRecentByMonthSql(INCIDENT_SAID);

/** Public tables of payouts and incidents as published: never an exact value or day. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'payouts',
    subject: 'payout',
    id: 'y.id',
    from: `payout y JOIN author a ON a.id = y.author_id LEFT JOIN screenshot s ON s.payout_id = y.id`,
    order: 'y.id COLLATE "C"',
    young: IS_RECENT_PAYOUT_SQL,
    columns: {
      id: fixedColumn('text', 'y.id'),
      platform: fixedColumn('text', 'y.platform_id'),
      author: fixedColumn('text', publicAuthorKeySql('payout', 'a', 'y.signed')),
      signed: fixedColumn('boolean', 'y.signed'),
      state: codeColumn('y.state'),
      currency: codeColumn('y.currency'),
      method: codeColumn('y.method'),
      expectedRounded: fixedColumn('int', 'y.expected_rounded'),
      receivedRounded: fixedColumn('int', 'y.received_rounded'),
      askedMonth: fixedColumn('text', 'y.asked_month'),
      delayDays: fixedColumn('int', 'y.delay_days'),
      dueByItself: fixedColumn('boolean', 'y.due_by_itself'),
      dateForgotten: fixedColumn('boolean', 'y.date_forgotten'),
      afterReply: fixedColumn('boolean', 'y.after_reply'),
      stillWaitingMonth: fixedColumn('text', monthSql('y.still_waiting_on')),
      refusal: codeColumn('y.refusal'),
      solicited: fixedColumn('boolean', 'y.solicited'),
      postedMonth: fixedColumn('text', monthSql('y.published_on')),
      message: formerColumn('text'),
      picture: withdrawableValue('text', readableOrNullSql('y', 's.key')),
      noNews: changingColumn('boolean', 'y.no_news'),
      hiddenBy: changingColumn('text', 'y.hidden_by'),
    },
    flaggable: {
      table: 'payout',
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        month: 't.asked_month',
        money: moneyJsonSql('t.expected_rounded', 't.currency'),
        place: PAGE_OF_CONTENT_SQL.alone('proof'),
      },
      pictures: 'payout_id',
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'payout',
        columns: {
          author_id: restoredAuthorIdSql('payout'),
          expected_minor: 'r."expectedRounded"',
          received_minor: 'r."receivedRounded"',
          asked_on: middleOfMonthSql('askedMonth'),
          settled_on: `${middleOfMonthSql('askedMonth')} + r."delayDays"`,
          still_waiting_on: middleOfMonthSql('stillWaitingMonth'),
          unanswered_reminders: '0',
        },
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

const TABLES: TableDeclarations = {
  payout: {
    columns: { fee_minor: 'private', expected_days: 'recomputed', closed_month: 'private' },
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        feeMinor: 't.fee_minor',
        closedMonth: 't.closed_month',
        expectedDays: 't.expected_days',
        screenshot: pictureKeySql('payout_id'),
      },
      order: 't.published_on, t.id',
    },
    blurred: {
      expected_minor: 'expected_rounded',
      received_minor: 'received_rounded',
      fee_minor: 'NULL',
      asked_on: `(asked_month || '-15')::date`,
      settled_on: `(asked_month || '-15')::date + delay_days`,
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
