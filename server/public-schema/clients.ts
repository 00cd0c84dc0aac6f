import {
  isRecentByMonthSql,
  monthSql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  changingCodeColumn,
  permanentText,
  requiredText,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/** SQL: the platforms on which a client, or one merged into it, has an id or a public task; by its root. */
export function clientPlatformIdsSql(root: string): string {
  return `ARRAY(SELECT i.platform_id FROM client c JOIN client_identity i ON i.client_id = c.id
     WHERE c.root_id = ${root}
    UNION SELECT t.platform_id FROM client c JOIN task t ON t.client_id = c.id
     WHERE c.root_id = ${root} AND t.last_report_at IS NOT NULL ORDER BY 1)`;
}

/** Public tables of clients: names, changes, and reviews; and their tasks. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'clients',
    subject: 'client',
    id: 'c.id',
    from: 'client c',
    // Roots first, since others refer to them.
    order: 'c.root_id <> c.id, c.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'c.id'),
      slug: fixedColumn('text', 'c.slug'),
      // Not committed to under `client/id`: a change of several clients is recorded under the first of them
      // only, and a name can be erased.
      name: changingColumn('text', 'c.name'),
      root: changingColumn('text', 'c.root_id'),
      sinceMonth: fixedColumn('text', monthSql('c.created_on')),
      reported: addedColumn(fixedColumn('boolean', 'c.reported')),
    },
    unchecked: uncheckedColumns({ clients: ['name', 'root'] }),
    restore: [{ table: 'client' }],
  },
  {
    name: 'client-names',
    subject: null,
    id: 'n.id',
    from: 'client_name n',
    order: 'n.id COLLATE "C"',
    columns: {
      id: changingColumn('text', 'n.id'),
      client: changingColumn('text', 'n.client_id'),
      text: changingColumn('text', 'n.text'),
      key: changingColumn('text', 'n.key'),
    },
    unchecked: uncheckedColumns({ clients: ['id', 'client', 'text', 'key'] }),
    restore: [{ table: 'client_name' }],
  },
  {
    name: 'client-identities',
    subject: null,
    id: 'i.id',
    from: 'client_identity i',
    order: 'i.id COLLATE "C"',
    columns: {
      id: changingColumn('text', 'i.id'),
      client: changingColumn('text', 'i.client_id'),
      platform: changingColumn('text', 'i.platform_id'),
      externalId: changingColumn('text', 'i.external_id'),
    },
    unchecked: uncheckedColumns({ clients: ['id', 'client', 'platform', 'externalId'] }),
    restore: [{ table: 'client_identity' }],
  },
  {
    name: 'client-changes',
    subject: null,
    id: 'v.id',
    from: 'client_revision v',
    order: 'v.seq',
    columns: {
      id: fixedColumn('text', 'v.id'),
      kind: codeColumn('v.kind'),
      moves: withTexts(changingColumn('json', 'v.moves'), {
        moves: { why: 'names of a client; the operator erases one after a notice' },
      }),
      clients: changingCodeColumn('v.client_ids', 'text[]'),
      reason: permanentText(
        'v.reason',
        'why a client was changed; a name in it is erased by the operator',
      ),
      undoes: codeColumn('v.undoes'),
      month: fixedColumn('text', monthSql('v.created_on')),
      seq: changingColumn('bigint', 'v.seq'),
    },
    unchecked: uncheckedColumns({ clients: ['moves', 'clients', 'seq'] }),
    restore: [{ table: 'client_revision' }],
  },
  {
    name: 'client-guesses',
    subject: 'guess',
    id: 'g.id',
    from: 'client_guess g',
    order: 'g.id COLLATE "C"',
    young: isRecentByMonthSql('g.created_on'),
    columns: {
      id: fixedColumn('text', 'g.id'),
      client: changingColumn('text', 'g.client_id'),
      text: requiredText('g', 'text'),
      source: requiredText('g', 'source'),
      month: fixedColumn('text', monthSql('g.created_on')),
      hiddenBy: changingColumn('text', 'g.hidden_by'),
    },
    flaggable: {
      table: 'client_guess',
      by: 'member',
      about: 't.client_id',
      moves: false,
      shows: { text: 't.text', source: 't.source', place: PAGE_OF_CONTENT_SQL.client },
    },
    takenBack: 'deleted',
    unchecked: uncheckedColumns({ clients: ['client'] }),
    restore: [{ table: 'client_guess' }],
  },
  {
    name: 'tasks',
    subject: 'task',
    stated: { lost: 'EXISTS (SELECT 1 FROM task x WHERE x.id = lost.id)' },
    id: 't.id',
    from: 'task t',
    // A thread or boycott names its task.
    where: `t.last_report_at IS NOT NULL OR EXISTS (SELECT 1 FROM forum_thread h WHERE h.task_id = t.id)
      OR EXISTS (SELECT 1 FROM boycott b WHERE b.task_id = t.id)`,
    order: 't.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 't.id'),
      platform: fixedColumn('text', 't.platform_id'),
      client: fixedColumn('text', 't.client_id'),
      title: fixedColumn('text', 't.title'),
      titleKey: fixedColumn('text', 't.title_key'),
      currency: fixedColumn('text', 't.currency'),
      rewardMinor: fixedColumn('int', 't.reward_minor'),
      sinceMonth: fixedColumn('text', monthSql('t.created_on')),
      lastReportAt: changingColumn(
        'text',
        `to_char(t.last_report_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
      ),
      figures: changingColumn('json', 't.figures'),
      hourlyEur: changingColumn('int', 't.hourly_eur'),
    },
    unchecked: uncheckedColumns({
      reports: ['lastReportAt', 'figures', 'hourlyEur'],
    }),
    restore: [{ table: 'task' }],
  },
  {
    name: 'client-figures',
    subject: null,
    id: 's.client_id',
    from: 'client_summary s',
    order: 's.client_id COLLATE "C"',
    columns: {
      client: changingColumn('text', 's.client_id'),
      figures: changingColumn('json', 's.figures'),
      legacy: changingColumn('json', 's.legacy'),
      reports: changingColumn('int', 's.reports'),
      computedOn: changingColumn('date', 's.computed_on'),
    },
    unchecked: uncheckedColumns({
      reports: ['figures', 'legacy', 'reports'],
      figure: ['client', 'computedOn'],
    }),
    restore: [
      {
        table: 'client_summary',
        columns: {
          platform_ids: clientPlatformIdsSql('r.client'),
        },
      },
    ],
  },
];

const TABLES: TableDeclarations = {
  client_revision: {
    columns: { member_id: 'private' },
    own: { by: 'member', order: 't.seq' },
  },
  client_guess: {
    columns: { member_id: 'private' },
    own: {
      by: 'member',
      fields: { client: '(SELECT c.slug FROM client c WHERE c.id = t.client_id)' },
      order: 't.created_on, t.id',
    },
  },
};

export const CLIENT_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
