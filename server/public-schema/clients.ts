import {
  youngByMonth,
  monthOf,
  firstOf,
  fixed,
  moving,
  code,
  movingCode,
  said,
  wordsOf,
  type Entry,
} from './public-table.ts';
import { PLACE } from './flaggable-content.ts';
import type { Domain, Tables } from './table-declaration.ts';

/** SQL: the platforms on which a client, or one merged into it, has an id or a task; by its root. */
export function platformIdsOf(root: string): string {
  return `ARRAY(SELECT i.platform_id FROM client c JOIN client_identity i ON i.client_id = c.id
     WHERE c.root_id = ${root}
    UNION SELECT t.platform_id FROM client c JOIN task t ON t.client_id = c.id
     WHERE c.root_id = ${root} ORDER BY 1)`;
}

/** Clients: names, changes, and reviews; and their tasks. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'clients',
    subject: 'client',
    id: 'c.id',
    from: 'client c',
    // Roots first, since others refer to them.
    order: 'c.root_id <> c.id, c.id COLLATE "C"',
    columns: {
      id: fixed('text', 'c.id'),
      slug: fixed('text', 'c.slug'),
      // Changed under another client's subject, or erased for good.
      name: moving('text', 'c.name'),
      root: moving('text', 'c.root_id'),
      sinceMonth: fixed('text', monthOf('c.created_on')),
      reported: moving('boolean', 'c.reported'),
    },
    restore: [
      {
        table: 'client',
        columns: {
          created_on: firstOf('sinceMonth'),
        },
      },
    ],
  },
  {
    name: 'client-names',
    subject: null,
    id: 'n.id',
    from: 'client_name n',
    order: 'n.id COLLATE "C"',
    columns: {
      id: moving('text', 'n.id'),
      client: moving('text', 'n.client_id'),
      text: moving('text', 'n.text'),
      key: moving('text', 'n.key'),
    },
    restore: [{ table: 'client_name' }],
  },
  {
    name: 'client-identities',
    subject: null,
    id: 'i.id',
    from: 'client_identity i',
    order: 'i.id COLLATE "C"',
    columns: {
      id: moving('text', 'i.id'),
      client: moving('text', 'i.client_id'),
      platform: moving('text', 'i.platform_id'),
      externalId: moving('text', 'i.external_id'),
    },
    restore: [
      {
        table: 'client_identity',
      },
    ],
  },
  {
    name: 'client-changes',
    subject: null,
    id: 'v.id',
    from: 'client_revision v',
    order: 'v.seq',
    columns: {
      id: fixed('text', 'v.id'),
      kind: code('v.kind'),
      moves: moving('json', 'v.moves'),
      clients: movingCode('v.client_ids', 'text[]'),
      reason: said('v.reason', 'why a client was changed; a name in it is erased by the operator'),
      undoes: code('v.undoes'),
      month: fixed('text', monthOf('v.created_on')),
      seq: moving('bigint', 'v.seq'),
    },
    restore: [
      {
        table: 'client_revision',
        columns: {
          created_on: firstOf('month'),
        },
      },
    ],
  },
  {
    name: 'client-guesses',
    subject: 'guess',
    id: 'g.id',
    from: 'client_guess g',
    order: 'g.id COLLATE "C"',
    young: youngByMonth('g.created_on'),
    columns: {
      id: fixed('text', 'g.id'),
      client: moving('text', 'g.client_id'),
      text: wordsOf('g', 'text'),
      source: wordsOf('g', 'source'),
      month: fixed('text', monthOf('g.created_on')),
      hiddenBy: moving('text', 'g.hidden_by'),
    },
    judged: {
      table: 'client_guess',
      by: 'member',
      about: 't.client_id',
      moves: false,
      shows: { text: 't.text', source: 't.source', place: PLACE.client },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'client_guess',
        columns: {
          text: `COALESCE(r.text, '…')`,
          source: `COALESCE(r.source, '…')`,
          created_on: firstOf('month'),
        },
      },
    ],
  },
  {
    name: 'tasks',
    subject: null,
    id: 't.id',
    from: 'task t',
    order: 't.id COLLATE "C"',
    columns: {
      id: fixed('text', 't.id'),
      platform: fixed('text', 't.platform_id'),
      client: moving('text', 't.client_id'),
      title: fixed('text', 't.title'),
      titleKey: moving('text', 't.title_key'),
      currency: fixed('text', 't.currency'),
      rewardMinor: fixed('int', 't.reward_minor'),
      sinceMonth: fixed('text', monthOf('t.created_on')),
      lastReportAt: moving(
        'text',
        `to_char(t.last_report_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
      ),
      figures: moving('json', 't.figures'),
      hourlyEur: moving('int', 't.hourly_eur'),
    },
    restore: [
      {
        table: 'task',
        columns: {
          created_on: firstOf('sinceMonth'),
          last_report_at: 'r."lastReportAt"::timestamptz',
        },
      },
    ],
  },
  {
    name: 'client-figures',
    subject: null,
    id: 's.client_id',
    from: 'client_summary s',
    order: 's.client_id COLLATE "C"',
    columns: {
      client: moving('text', 's.client_id'),
      figures: moving('json', 's.figures'),
      legacy: moving('json', 's.legacy'),
      reports: moving('int', 's.reports'),
      computedOn: moving('date', 's.computed_on'),
    },
    restore: [
      {
        table: 'client_summary',
        columns: {
          platform_ids: platformIdsOf('r.client'),
        },
      },
    ],
  },
];

const TABLES: Tables = {
  client_revision: {
    columns: { member_id: 'private' },
    own: { as: 'clientChanges', by: 'member', json: ['moves'], order: 't.seq' },
  },
  client_guess: {
    columns: { member_id: 'private' },
    own: {
      as: 'guesses',
      by: 'member',
      fields: { client: '(SELECT c.slug FROM client c WHERE c.id = t.client_id)' },
      order: 't.created_on, t.id',
    },
  },
};

export const CLIENTS: Domain = { entries: ENTRIES, tables: TABLES };
