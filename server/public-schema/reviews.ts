import { authorKey } from '#server/database/predicates/public-author-key.ts';
import { authorOf } from './members-and-authors.ts';
import {
  youngByMonth,
  lastSaid,
  monthOf,
  firstOf,
  fixed,
  moving,
  code,
  wordsOf,
  type Entry,
} from './public-table.ts';
import { money, PLACE } from './flaggable-content.ts';
import { AUTHORS_PLATFORM, type Domain, type Tables } from './table-declaration.ts';

const REPORT_SAID = lastSaid('task-report', 'q.id', 'q.published_on');

/** Reviews and task reports as published. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'reviews',
    subject: 'review',
    id: 'v.id',
    from: 'review v JOIN author a ON a.id = v.author_id',
    order: 'v.id COLLATE "C"',
    young: youngByMonth('COALESCE(v.edited_on, v.published_on)'),
    columns: {
      id: fixed('text', 'v.id'),
      platform: fixed('text', 'v.platform_id'),
      author: fixed('text', authorKey('review', 'a', 'v.signed')),
      signed: fixed('boolean', 'v.signed'),
      pay: fixed('int', 'v.pay'),
      punctuality: fixed('int', 'v.punctuality'),
      fairness: fixed('int', 'v.fairness'),
      communication: fixed('int', 'v.communication'),
      supply: fixed('int', 'v.supply'),
      experiencedMonth: fixed('text', 'v.experienced_month'),
      solicited: fixed('boolean', 'v.solicited'),
      postedMonth: fixed('text', monthOf('v.published_on')),
      editedMonth: fixed('text', monthOf('v.edited_on')),
      text: wordsOf('v', 'text'),
      hiddenBy: moving('text', 'v.hidden_by'),
    },
    judged: {
      table: 'review',
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.experienced_month',
        marks: 'json_build_array(t.pay, t.punctuality, t.fairness, t.communication, t.supply)',
        place: PLACE.platform,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'review',
        columns: {
          author_id: authorOf('review'),
          published_on: firstOf('postedMonth'),
          edited_on: firstOf('editedMonth'),
        },
      },
    ],
  },
  {
    name: 'client-reviews',
    subject: 'client-review',
    id: 'v.id',
    from: 'client_review v JOIN author a ON a.id = v.author_id',
    order: 'v.id COLLATE "C"',
    young: youngByMonth('COALESCE(v.edited_on, v.published_on)'),
    columns: {
      id: fixed('text', 'v.id'),
      platform: fixed('text', 'a.platform_id'),
      author: fixed('text', authorKey('client', 'a', 'v.signed')),
      signed: fixed('boolean', 'v.signed'),
      communication: fixed('int', 'v.communication'),
      pay: fixed('int', 'v.pay'),
      fairness: fixed('int', 'v.fairness'),
      speed: fixed('int', 'v.speed'),
      experiencedMonth: fixed('text', 'v.experienced_month'),
      solicited: fixed('boolean', 'v.solicited'),
      postedMonth: fixed('text', monthOf('v.published_on')),
      editedMonth: fixed('text', monthOf('v.edited_on')),
      text: wordsOf('v', 'text'),
      // Clients are split and merged by acts of their own.
      client: moving('text', 'v.client_id'),
      hiddenBy: moving('text', 'v.hidden_by'),
    },
    judged: {
      table: 'client_review',
      by: 'author',
      platform: 'a.platform_id',
      client: 't.client_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.experienced_month',
        marks: 'json_build_array(t.communication, t.pay, t.fairness, t.speed)',
        place: PLACE.client,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'client_review',
        columns: {
          author_id: authorOf('client'),
          published_on: firstOf('postedMonth'),
          edited_on: firstOf('editedMonth'),
        },
      },
    ],
  },
  {
    name: 'task-reports',
    subject: 'task-report',
    id: 'q.id',
    from: `task_report q JOIN author a ON a.id = q.author_id JOIN task k ON k.id = q.task_id`,
    order: 'q.id COLLATE "C"',
    young: youngByMonth(REPORT_SAID),
    columns: {
      id: fixed('text', 'q.id'),
      task: fixed('text', 'q.task_id'),
      title: fixed('text', 'k.title'),
      currency: fixed('text', 'k.currency'),
      rewardMinor: fixed('int', 'k.reward_minor'),
      platform: code('q.platform_id'),
      author: fixed('text', authorKey('task', 'a', 'q.signed')),
      signed: fixed('boolean', 'q.signed'),
      paid: fixed('int', 'q.paid'),
      refusedWithReason: fixed('int', 'q.refused_with_reason'),
      refusedWithoutReason: fixed('int', 'q.refused_without_reason'),
      screenOuts: fixed('int', 'q.screen_outs'),
      broken: fixed('int', 'q.broken'),
      abandoned: fixed('int', 'q.abandoned'),
      pending: fixed('int', 'q.pending'),
      totalSeconds: fixed('int', 'q.total_seconds'),
      hourlyMinor: fixed('int', 'q.hourly_minor'),
      approvalDays: fixed('int', 'q.approval_days'),
      workedMonth: fixed('text', 'q.worked_month'),
      contact: code('q.contact'),
      recommends: fixed('boolean', 'q.recommends'),
      breaksTerms: fixed('boolean', 'q.breaks_terms'),
      ethics: code('q.ethics', 'text[]'),
      solicited: fixed('boolean', 'q.solicited'),
      postedMonth: fixed('text', monthOf('q.published_on')),
      text: wordsOf('q', 'text'),
      hiddenBy: moving('text', 'q.hidden_by'),
    },
    judged: {
      table: 'task_report',
      joins: 'JOIN task k ON k.id = t.task_id',
      by: 'author',
      platform: 't.platform_id',
      client: 'k.client_id',
      task: 't.task_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.worked_month',
        money: money('k.reward_minor', 'k.currency'),
        place: PLACE.alone('task', 'k.id'),
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'task_report',
        columns: {
          author_id: authorOf('task'),
          published_on: firstOf('postedMonth'),
          exact: `jsonb_build_object('paid', r.paid, 'refusedWithReason', r."refusedWithReason",
            'refusedWithoutReason', r."refusedWithoutReason", 'screenOuts', r."screenOuts",
            'broken', r.broken, 'abandoned', r.abandoned, 'pending', r.pending,
            'totalSeconds', r."totalSeconds", 'approvalDays', r."approvalDays",
            'workedOn', r."workedMonth" || '-15')`,
        },
      },
    ],
  },
];

const TABLES: Tables = {
  review: {
    own: {
      as: 'reviews',
      by: 'author',
      fields: { platform: AUTHORS_PLATFORM },
      order: 't.published_on, t.id',
    },
  },
  client_review: {
    own: {
      as: 'clientReviews',
      by: 'author',
      fields: {
        platform: AUTHORS_PLATFORM,
        client: '(SELECT c.slug FROM client c WHERE c.id = t.client_id)',
      },
      order: 't.published_on, t.id',
    },
  },
  task_report: {
    own: {
      as: 'taskReports',
      by: 'author',
      joins: 'JOIN task k ON k.id = t.task_id LEFT JOIN client c ON c.id = k.client_id',
      fields: {
        platform: AUTHORS_PLATFORM,
        task: 'k.id',
        title: 'k.title',
        client: 'c.name',
        currency: 'k.currency',
        rewardMinor: 'k.reward_minor',
      },
      order: 't.published_on, t.id',
    },
    blurred: {
      exact: `jsonb_build_object('paid', paid, 'refusedWithReason', refused_with_reason,
        'refusedWithoutReason', refused_without_reason, 'screenOuts', screen_outs, 'broken', broken,
        'abandoned', abandoned, 'pending', pending, 'totalSeconds', total_seconds,
        'approvalDays', approval_days, 'workedOn', worked_month || '-15')`,
    },
  },
};

export const REVIEWS: Domain = { entries: ENTRIES, tables: TABLES };
