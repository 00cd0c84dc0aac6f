import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { middleMonthOfQuarterSql, quarterSql } from '#server/database/predicates/quarters.ts';
import { isRepeatSql, VOICE_OF_ANOTHER } from '#server/database/predicates/counted-reviews.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import {
  unjoinedAuthorIdSql,
  unjoinedAuthorStep,
  unjoinedSuspectStep,
} from './members-and-authors.ts';
import {
  isRecentByMonthSql,
  addedColumn,
  fixedColumn,
  changingColumn,
  changingCodeColumn,
  memberText,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { writtenTextSql } from './text-covers.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

/** What every review has beside its subject and marks; `v` is its alias, `a` that of its author. */
const REVIEW = {
  // Nothing links the unsigned reviews of one author.
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

/** Public tables of reviews; and of task reports, which were public. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'reviews',
    subject: 'review',
    id: 'v.id',
    from: 'review v JOIN author_weight a ON a.id = v.author_id',
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
      coveredBy: changingCodeColumn('v.covered_by'),
      // Does not name the other review: nothing links unsigned reviews.
      repeats: changingColumn('boolean', isRepeatSql('v', 'a')),
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
        place: PAGE_OF_CONTENT_SQL.platformReviews,
      },
    },
    takenBack: 'deleted',
    unchecked: uncheckedColumns({ account: ['established', 'suspect', 'repeats'] }),
    restore: [
      unjoinedAuthorStep('review', `CASE WHEN r.repeats THEN '${VOICE_OF_ANOTHER}' END`),
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
    from: 'client_review v JOIN author_weight a ON a.id = v.author_id',
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
      client: addedColumn(fixedColumn('text', 'v.client_id')),
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
    unchecked: uncheckedColumns({ account: ['established', 'suspect'] }),
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
    columns: { due_on: 'private' },
    own: {
      by: 'author',
      fields: {
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        dueOn: 't.due_on',
        text: writtenTextSql('review', 't'),
      },
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
        solicited: 't.solicited',
        publishedOn: 't.published_on',
        dueOn: 't.due_on',
        counted: 't.counted',
        leavesOn: 't.leaves_on',
      },
      order: 't.published_on, t.id',
    },
    blurred: { exact: `'{}'` },
  },
};

export const REVIEW_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
