import {
  isRecentByMonthSql,
  monthSql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
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
    // The dump job logs them, since earlier versions logged no entry for a client that a split created.
    stated: 'found',
    id: 'c.id',
    from: 'client c',
    // Roots first, since others refer to them.
    order: 'c.root_id <> c.id, c.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'c.id'),
      slug: fixedColumn('text', 'c.slug'),
      name: addedColumn(fixedColumn('text', 'c.name')),
      root: addedColumn(fixedColumn('text', 'c.root_id')),
      sinceMonth: fixedColumn('text', monthSql('c.created_on')),
      reported: addedColumn(fixedColumn('boolean', 'c.reported')),
      names: addedColumn(
        fixedColumn(
          'json',
          `COALESCE((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'text', n.text, 'key', n.key)
             ORDER BY n.id COLLATE "C") FROM client_name n WHERE n.client_id = c.id), '[]')`,
        ),
      ),
      identities: addedColumn(
        fixedColumn(
          'json',
          `COALESCE((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'platform', i.platform_id,
             'externalId', i.external_id) ORDER BY i.id COLLATE "C")
             FROM client_identity i WHERE i.client_id = c.id), '[]')`,
        ),
      ),
    },
    restore: [
      { table: 'client' },
      {
        table: 'client_name',
        columns: { id: 'n.id', client_id: 'r.id', text: 'n.text', key: 'n.key' },
        unfold: 'json_to_recordset(r.names) AS n(id text, text text, key text)',
      },
      {
        table: 'client_identity',
        columns: {
          id: 'i.id',
          client_id: 'r.id',
          platform_id: 'i.platform',
          external_id: 'i."externalId"',
        },
        unfold: 'json_to_recordset(r.identities) AS i(id text, platform text, "externalId" text)',
      },
    ],
  },
  // Dumps before format 4 had names and ids in files of their own.
  {
    name: 'client-names',
    former: true,
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
    restore: [{ table: 'client_name' }],
  },
  {
    name: 'client-identities',
    former: true,
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
      moves: withTexts(addedColumn(fixedColumn('json', 'v.moves')), {
        moves: { why: 'names of a client; the operator erases one after a notice' },
      }),
      clients: addedColumn(codeColumn('v.client_ids', 'text[]')),
      reason: permanentText(
        'v.reason',
        'why a client was changed; a name in it is erased by the operator',
      ),
      undoes: codeColumn('v.undoes'),
      month: fixedColumn('text', monthSql('v.created_on')),
      seq: addedColumn(fixedColumn('bigint', 'v.seq')),
    },
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
      client: addedColumn(fixedColumn('text', 'g.client_id')),
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
      reports: ['figures', 'legacy.attrs', 'legacy.aggregates', 'legacy.view'],
      figure: ['computedOn'],
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
