import { publicAuthorKeySql } from '#server/database/predicates/public-author-key.ts';
import { restoredAuthorIdSql } from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  monthSql,
  fixedColumn,
  changingColumn,
  memberText,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

/** Public tables of reviews; and of task reports, which were public. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'reviews',
    subject: 'review',
    id: 'v.id',
    from: 'review v JOIN author a ON a.id = v.author_id',
    order: 'v.id COLLATE "C"',
    young: isRecentByMonthSql('COALESCE(v.edited_on, v.published_on)'),
    columns: {
      id: fixedColumn('text', 'v.id'),
      platform: fixedColumn('text', 'v.platform_id'),
      author: fixedColumn('text', publicAuthorKeySql('review', 'a', 'v.signed')),
      signed: fixedColumn('boolean', 'v.signed'),
      pay: fixedColumn('int', 'v.pay'),
      punctuality: fixedColumn('int', 'v.punctuality'),
      fairness: fixedColumn('int', 'v.fairness'),
      communication: fixedColumn('int', 'v.communication'),
      supply: fixedColumn('int', 'v.supply'),
      experiencedMonth: fixedColumn('text', 'v.experienced_month'),
      solicited: fixedColumn('boolean', 'v.solicited'),
      postedMonth: fixedColumn('text', monthSql('v.published_on')),
      editedMonth: fixedColumn('text', monthSql('v.edited_on')),
      text: memberText('v', 'text'),
      hiddenBy: changingColumn('text', 'v.hidden_by'),
    },
    flaggable: {
      table: 'review',
      by: 'author',
      platform: 't.platform_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.experienced_month',
        marks: 'json_build_array(t.pay, t.punctuality, t.fairness, t.communication, t.supply)',
        place: PAGE_OF_CONTENT_SQL.platform,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'review',
        columns: {
          author_id: restoredAuthorIdSql('review'),
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
    young: isRecentByMonthSql('COALESCE(v.edited_on, v.published_on)'),
    columns: {
      id: fixedColumn('text', 'v.id'),
      platform: fixedColumn('text', 'a.platform_id'),
      author: fixedColumn('text', publicAuthorKeySql('client', 'a', 'v.signed')),
      signed: fixedColumn('boolean', 'v.signed'),
      communication: fixedColumn('int', 'v.communication'),
      pay: fixedColumn('int', 'v.pay'),
      fairness: fixedColumn('int', 'v.fairness'),
      speed: fixedColumn('int', 'v.speed'),
      experiencedMonth: fixedColumn('text', 'v.experienced_month'),
      solicited: fixedColumn('boolean', 'v.solicited'),
      postedMonth: fixedColumn('text', monthSql('v.published_on')),
      editedMonth: fixedColumn('text', monthSql('v.edited_on')),
      text: memberText('v', 'text'),
      // Not committed to: splitting and merging clients, by acts of their own, changes it.
      client: changingColumn('text', 'v.client_id'),
      hiddenBy: changingColumn('text', 'v.hidden_by'),
    },
    flaggable: {
      table: 'client_review',
      by: 'author',
      platform: 'a.platform_id',
      client: 't.client_id',
      moves: true,
      shows: {
        text: 't.text',
        month: 't.experienced_month',
        marks: 'json_build_array(t.communication, t.pay, t.fairness, t.speed)',
        place: PAGE_OF_CONTENT_SQL.client,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'client_review',
        columns: {
          author_id: restoredAuthorIdSql('client'),
        },
      },
    ],
  },
  {
    name: 'task-reports',
    former: true,
    subject: 'task-report',
    id: 'q.id',
    from: 'task_report q',
    where: 'false',
    order: 'q.id COLLATE "C"',
    columns: { hiddenBy: changingColumn('text', 'q.hidden_by') },
    flaggable: {
      table: 'task_report',
      there: 'false',
      by: 'author',
      moves: false,
      shows: { place: PAGE_OF_CONTENT_SQL.platform },
    },
    takenBack: ['DELETE FROM task_report WHERE id IN (:ids)'],
    restore: [],
  },
];

const TABLES: TableDeclarations = {
  review: {
    own: {
      by: 'author',
      fields: { platform: AUTHOR_PLATFORM_SLUG_SQL },
      order: 't.published_on, t.id',
    },
  },
  client_review: {
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        client: '(SELECT c.slug FROM client c WHERE c.id = t.client_id)',
      },
      order: 't.published_on, t.id',
    },
  },
  task_report: {
    withheld: { private: 'what members report of tasks: figures alone are public' },
    own: {
      by: 'author',
      joins: 'JOIN task k ON k.id = t.task_id LEFT JOIN client c ON c.id = k.client_id',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        title: 'k.title',
        client: "COALESCE(c.name, t.exact->>'client')",
        currency: 'k.currency',
        rewardMinor: 'k.reward_minor',
        exact: 't.exact',
        contact: 't.contact',
        recommends: 't.recommends',
        breaksTerms: 't.breaks_terms',
        ethics: 't.ethics',
        text: 't.text',
        solicited: 't.solicited',
        publishedOn: 't.published_on',
        countsOn: 't.counts_on',
        counted: 't.counted',
        leavesOn: 't.leaves_on',
      },
      order: 't.published_on, t.id',
    },
    blurred: { exact: `'{}'`, text: 'NULL' },
  },
};

export const REVIEW_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
