import { platformIdsOf } from '#server/directory/clients/figures.ts';
import { readable } from '#server/database/visible.ts';
import { firstOf, fixed, monthOf, moving, same, words, youngByMonth, type Entry } from './entry.ts';

/** Clients: names, changes, and reviews; and their tasks. */
export const CLIENT_ENTRIES: readonly Entry[] = [
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
          ...same(['id', 'slug', 'name', 'reported']),
          root_id: 'r.root',
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
    restore: [
      { table: 'client_name', columns: { ...same(['id', 'text', 'key']), client_id: 'r.client' } },
    ],
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
        columns: {
          ...same(['id', 'externalId']),
          client_id: 'r.client',
          platform_id: 'r.platform',
        },
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
      kind: fixed('text', 'v.kind'),
      moves: moving('json', 'v.moves'),
      clients: moving('text[]', 'v.client_ids'),
      reason: fixed('text', 'v.reason'),
      undoes: fixed('text', 'v.undoes'),
      month: fixed('text', monthOf('v.created_on')),
      seq: moving('bigint', 'v.seq'),
    },
    restore: [
      {
        table: 'client_revision',
        columns: {
          ...same(['id', 'kind', 'reason', 'undoes', 'seq']),
          moves: 'r.moves::jsonb',
          client_ids: 'r.clients',
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
      text: words('text', readable('g', 'g.text')),
      source: words('text', readable('g', 'g.source')),
      month: fixed('text', monthOf('g.created_on')),
      hiddenBy: moving('text', 'g.hidden_by'),
    },
    restore: [
      {
        table: 'client_guess',
        columns: {
          ...same(['id', 'hiddenBy']),
          client_id: 'r.client',
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
          ...same(['id', 'title', 'titleKey', 'currency', 'rewardMinor', 'hourlyEur']),
          platform_id: 'r.platform',
          client_id: 'r.client',
          created_on: firstOf('sinceMonth'),
          last_report_at: 'r."lastReportAt"::timestamptz',
          figures: 'r.figures::jsonb',
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
          ...same(['reports', 'computedOn']),
          client_id: 'r.client',
          platform_ids: platformIdsOf('r.client'),
          figures: 'r.figures::jsonb',
          legacy: 'r.legacy::jsonb',
        },
      },
    ],
  },
];
