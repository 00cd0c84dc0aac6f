import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { publicAuthorKeySql } from '#server/database/predicates/public-author-key.ts';
import { middleMonthOfQuarterSql, quarterSql } from '#server/database/predicates/quarters.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import {
  restoredAuthorIdSql,
  unjoinedAuthorIdSql,
  unjoinedAuthorStep,
  unjoinedSuspectStep,
} from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  lastAuthorChangeDaySql,
  monthSql,
  fixedColumn,
  changingColumn,
  codeColumn,
  memberText,
  type PublicTable,
} from './public-table.ts';
import { moneyJsonSql, PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

const REPORT_SAID = lastAuthorChangeDaySql('task-report', 'q.id', 'q.published_on');

/** What every review has beside its subject and marks; `v` is its alias, `a` that of its author. */
const REVIEW = {
  // Of unsigned ones nothing joins those of one author.
  author: fixedColumn('text', 'CASE WHEN v.signed THEN a.signed_key END'),
  signed: fixedColumn('boolean', 'v.signed'),
  quarter: fixedColumn('text', quarterSql('v.experienced_month')),
  solicited: fixedColumn('boolean', 'v.solicited'),
  shownFrom: fixedColumn('date', 'v.shown_from'),
  edited: fixedColumn('boolean', 'v.edited_on IS NOT NULL'),
  text: memberText('v', 'text'),
  established: changingColumn('boolean', 'a.established'),
  suspect: changingColumn('boolean', isSuspectAuthorSql('a.id')),
  hiddenBy: changingColumn('text', 'v.hidden_by'),
};
const YOUNG_REVIEW = isRecentByMonthSql('GREATEST(v.edited_on, v.shown_from)');

/** Columns of a restored review that it does not show, or shows otherwise. */
const RESTORED_REVIEW = {
  experienced_month: middleMonthOfQuarterSql('r.quarter'),
  published_on: 'r."shownFrom"',
  edited_on: 'CASE WHEN r.edited THEN r."shownFrom" END',
};

/** Public tables of reviews and task reports as published. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'reviews',
    subject: 'review',
    id: 'v.id',
    from: 'review v JOIN weighed_author a ON a.id = v.author_id',
    where: isShownSql('v'),
    order: 'v.id COLLATE "C"',
    young: YOUNG_REVIEW,
    columns: {
      id: fixedColumn('text', 'v.id'),
      platform: fixedColumn('text', 'v.platform_id'),
      pay: fixedColumn('int', 'v.pay'),
      punctuality: fixedColumn('int', 'v.punctuality'),
      fairness: fixedColumn('int', 'v.fairness'),
      communication: fixedColumn('int', 'v.communication'),
      supply: fixedColumn('int', 'v.supply'),
      ...REVIEW,
    },
    flaggable: {
      table: 'review',
      shown: isShownSql('t'),
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        text: 't.text',
        marks: 'json_build_array(t.pay, t.punctuality, t.fairness, t.communication, t.supply)',
        place: PAGE_OF_CONTENT_SQL.platform,
      },
    },
    takenBack: 'deleted',
    restore: [
      unjoinedAuthorStep('review'),
      {
        table: 'review',
        columns: { author_id: unjoinedAuthorIdSql('review'), ...RESTORED_REVIEW },
      },
      unjoinedSuspectStep('review'),
    ],
  },
  {
    name: 'client-reviews',
    subject: 'client-review',
    id: 'v.id',
    from: 'client_review v JOIN weighed_author a ON a.id = v.author_id',
    where: isShownSql('v'),
    order: 'v.id COLLATE "C"',
    young: YOUNG_REVIEW,
    columns: {
      id: fixedColumn('text', 'v.id'),
      platform: fixedColumn('text', 'a.platform_id'),
      communication: fixedColumn('int', 'v.communication'),
      pay: fixedColumn('int', 'v.pay'),
      fairness: fixedColumn('int', 'v.fairness'),
      speed: fixedColumn('int', 'v.speed'),
      ...REVIEW,
      // Not committed to: splitting and merging clients, by acts of their own, changes it.
      client: changingColumn('text', 'v.client_id'),
    },
    flaggable: {
      table: 'client_review',
      shown: isShownSql('t'),
      by: 'author',
      platform: 'a.platform_id',
      client: 't.client_id',
      moves: true,
      shows: {
        text: 't.text',
        marks: 'json_build_array(t.communication, t.pay, t.fairness, t.speed)',
        place: PAGE_OF_CONTENT_SQL.client,
      },
    },
    takenBack: 'deleted',
    restore: [
      unjoinedAuthorStep('client'),
      {
        table: 'client_review',
        columns: { author_id: unjoinedAuthorIdSql('client'), ...RESTORED_REVIEW },
      },
      unjoinedSuspectStep('client'),
    ],
  },
  {
    name: 'task-reports',
    subject: 'task-report',
    id: 'q.id',
    from: `task_report q JOIN author a ON a.id = q.author_id JOIN task k ON k.id = q.task_id`,
    order: 'q.id COLLATE "C"',
    young: isRecentByMonthSql(REPORT_SAID),
    columns: {
      id: fixedColumn('text', 'q.id'),
      task: fixedColumn('text', 'q.task_id'),
      title: fixedColumn('text', 'k.title'),
      currency: fixedColumn('text', 'k.currency'),
      rewardMinor: fixedColumn('int', 'k.reward_minor'),
      platform: codeColumn('q.platform_id'),
      author: fixedColumn('text', publicAuthorKeySql('task', 'a', 'q.signed')),
      signed: fixedColumn('boolean', 'q.signed'),
      paid: fixedColumn('int', 'q.paid'),
      refusedWithReason: fixedColumn('int', 'q.refused_with_reason'),
      refusedWithoutReason: fixedColumn('int', 'q.refused_without_reason'),
      screenOuts: fixedColumn('int', 'q.screen_outs'),
      broken: fixedColumn('int', 'q.broken'),
      abandoned: fixedColumn('int', 'q.abandoned'),
      pending: fixedColumn('int', 'q.pending'),
      totalSeconds: fixedColumn('int', 'q.total_seconds'),
      hourlyMinor: fixedColumn('int', 'q.hourly_minor'),
      approvalDays: fixedColumn('int', 'q.approval_days'),
      workedMonth: fixedColumn('text', 'q.worked_month'),
      contact: codeColumn('q.contact'),
      recommends: fixedColumn('boolean', 'q.recommends'),
      breaksTerms: fixedColumn('boolean', 'q.breaks_terms'),
      ethics: codeColumn('q.ethics', 'text[]'),
      solicited: fixedColumn('boolean', 'q.solicited'),
      postedMonth: fixedColumn('text', monthSql('q.published_on')),
      text: memberText('q', 'text'),
      hiddenBy: changingColumn('text', 'q.hidden_by'),
    },
    flaggable: {
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
        money: moneyJsonSql('k.reward_minor', 'k.currency'),
        place: PAGE_OF_CONTENT_SQL.alone('task', 'k.id'),
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'task_report',
        columns: {
          author_id: restoredAuthorIdSql('task'),
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

const TABLES: TableDeclarations = {
  review: {
    columns: { due_on: 'private' },
    own: {
      by: 'author',
      fields: { platform: AUTHOR_PLATFORM_SLUG_SQL, dueOn: 't.due_on' },
      order: 't.published_on, t.id',
    },
  },
  client_review: {
    columns: { due_on: 'private' },
    own: {
      by: 'author',
      fields: {
        dueOn: 't.due_on',
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        client: '(SELECT c.slug FROM client c WHERE c.id = t.client_id)',
      },
      order: 't.published_on, t.id',
    },
  },
  task_report: {
    own: {
      by: 'author',
      joins: 'JOIN task k ON k.id = t.task_id LEFT JOIN client c ON c.id = k.client_id',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
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

export const REVIEW_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
