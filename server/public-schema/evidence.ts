import { authorKey } from '#server/database/predicates/public-author-key.ts';
import { readable } from '#server/database/predicates/content-visibility.ts';
import { authorOf } from './members-and-authors.ts';
import {
  youngByMonth,
  lastSaid,
  monthOf,
  firstOf,
  middleOf,
  fixed,
  moving,
  code,
  words,
  wordsOf,
  type Entry,
} from './public-table.ts';
import { money, PLACE } from './flaggable-content.ts';
import { AUTHORS_PLATFORM, pictureOf, type Domain, type Tables } from './table-declaration.ts';

const PAYOUT_SAID = lastSaid('payout', 'y.id', 'y.published_on');
const INCIDENT_SAID = lastSaid('incident', 'i.id', 'i.published_on');
/** SQL: whether the texts and the picture of payout `y`, or incident `i`, are recent. */
export const YOUNG_PAYOUT = youngByMonth(PAYOUT_SAID);
export const YOUNG_INCIDENT = youngByMonth(INCIDENT_SAID);

/** Payouts and incidents as published: never an exact value or day. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'payouts',
    subject: 'payout',
    id: 'y.id',
    from: `payout y JOIN author a ON a.id = y.author_id LEFT JOIN screenshot s ON s.payout_id = y.id`,
    order: 'y.id COLLATE "C"',
    young: YOUNG_PAYOUT,
    columns: {
      id: fixed('text', 'y.id'),
      platform: fixed('text', 'y.platform_id'),
      author: fixed('text', authorKey('payout', 'a', 'y.signed')),
      signed: fixed('boolean', 'y.signed'),
      state: code('y.state'),
      currency: code('y.currency'),
      method: code('y.method'),
      expectedRounded: fixed('int', 'y.expected_rounded'),
      receivedRounded: fixed('int', 'y.received_rounded'),
      askedMonth: fixed('text', 'y.asked_month'),
      delayDays: fixed('int', 'y.delay_days'),
      dueByItself: fixed('boolean', 'y.due_by_itself'),
      dateForgotten: fixed('boolean', 'y.date_forgotten'),
      afterReply: fixed('boolean', 'y.after_reply'),
      stillWaitingMonth: fixed('text', monthOf('y.still_waiting_on')),
      refusal: code('y.refusal'),
      solicited: fixed('boolean', 'y.solicited'),
      postedMonth: fixed('text', monthOf('y.published_on')),
      message: wordsOf('y', 'message'),
      picture: words('text', readable('y', 's.key')),
      noNews: moving('boolean', 'y.no_news'),
      hiddenBy: moving('text', 'y.hidden_by'),
    },
    judged: {
      table: 'payout',
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        text: 't.message',
        month: 't.asked_month',
        money: money('t.expected_rounded', 't.currency'),
        place: PLACE.alone('proof'),
      },
      pictures: 'payout_id',
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'payout',
        columns: {
          author_id: authorOf('payout'),
          expected_minor: 'r."expectedRounded"',
          received_minor: 'r."receivedRounded"',
          asked_on: middleOf('askedMonth'),
          settled_on: `${middleOf('askedMonth')} + r."delayDays"`,
          still_waiting_on: middleOf('stillWaitingMonth'),
          published_on: firstOf('postedMonth'),
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
    young: YOUNG_INCIDENT,
    columns: {
      id: fixed('text', 'i.id'),
      platform: fixed('text', 'i.platform_id'),
      author: fixed('text', authorKey('incident', 'a', 'i.signed')),
      signed: fixed('boolean', 'i.signed'),
      kind: code('i.kind'),
      reason: code('i.reason'),
      appeal: code('i.appeal'),
      currency: code('i.currency'),
      happenedMonth: fixed('text', 'i.happened_month'),
      lostRounded: fixed('int', 'i.lost_rounded'),
      asks: code('i.asks'),
      rewardRounded: fixed('int', 'i.reward_rounded'),
      solicited: fixed('boolean', 'i.solicited'),
      postedMonth: fixed('text', monthOf('i.published_on')),
      text: wordsOf('i', 'text'),
      offeredAt: wordsOf('i', 'offered_at'),
      picture: words('text', readable('i', 's.key')),
      client: moving('text', 'i.client_id'),
      hiddenBy: moving('text', 'i.hidden_by'),
    },
    judged: {
      table: 'incident',
      by: 'author',
      platform: 't.platform_id',
      about: 't.client_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.happened_month',
        money: `CASE WHEN COALESCE(t.lost_rounded, t.reward_rounded) IS NOT NULL
          THEN ${money('COALESCE(t.lost_rounded, t.reward_rounded)', 't.currency')} END`,
        place: PLACE.platform,
      },
      pictures: 'incident_id',
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'incident',
        columns: {
          author_id: authorOf('incident'),

          happened_on: middleOf('happenedMonth'),
          lost_minor: 'r."lostRounded"',
          reward_minor: 'r."rewardRounded"',
          published_on: firstOf('postedMonth'),
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
      incident: moving('text', 'e.incident_id'),
      author: moving('text', 'a.incident_key'),
    },
    restore: [
      {
        table: 'incident_echo',
        columns: { author_id: `'incident-' || r.author` },
      },
    ],
  },
];

const TABLES: Tables = {
  payout: {
    columns: { fee_minor: 'private', expected_days: 'recomputed', closed_month: 'private' },
    own: {
      as: 'payouts',
      by: 'author',
      fields: { platform: AUTHORS_PLATFORM, screenshot: pictureOf('payout_id') },
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
      as: 'incidents',
      by: 'author',
      fields: {
        platform: AUTHORS_PLATFORM,
        client: '(SELECT c.name FROM client c WHERE c.id = t.client_id)',
        screenshot: pictureOf('incident_id'),
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
      as: 'echoes',
      by: 'author',
      fields: { incident: 't.incident_id', platform: AUTHORS_PLATFORM },
      order: 't.incident_id',
    },
  },
};

export const EVIDENCE: Domain = { entries: ENTRIES, tables: TABLES };
