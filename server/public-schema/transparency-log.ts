import { SHOWN_DAY } from './log-entry-day.ts';
import { second, moving, type Column, type Entry } from './public-table.ts';
import type { Domain, Tables } from './table-declaration.ts';

const ENTRY: Readonly<Record<string, Column>> = {
  kind: moving('text', 'e.kind'),
  subject: moving('text', 'e.subject'),
  day: moving('text', SHOWN_DAY),
  commitment: moving('text', 'e.commitment'),
  actor: moving('text', 'e.actor'),
  form: moving('int', 'e.form'),
  erased: moving('boolean', 'e.salt IS NULL'),
};

const RESTORED = {
  day: `(CASE WHEN length(r.day) = 7 THEN r.day || '-01' ELSE r.day END)::date`,
};
/** SQL: the salt of an act that was not erased; unknown here unless the dump discloses it. */
const salt = (opened: string): string => `CASE WHEN NOT r.erased THEN COALESCE(${opened}, '') END`;

/** The record: its acts, checkpoints, and the starts of its logs. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'record-entries',
    subject: null,
    id: 'e.leaf',
    from: 'record_entry e',
    where: 'e.leaf IS NOT NULL',
    order: 'e.leaf',
    columns: { leaf: moving('bigint', 'e.leaf'), ...ENTRY },
    restore: [
      {
        table: 'record_entry',
        columns: {
          ...RESTORED,
          salt: salt('(SELECT o.salt FROM dump_opening o WHERE o.leaf = r.leaf)'),
        },
      },
    ],
  },
  {
    // Acts not covered by a checkpoint yet: what they changed may differ from what was signed.
    name: 'record-pending',
    subject: null,
    id: 'e.commitment',
    from: 'record_entry e',
    where: 'e.leaf IS NULL',
    order: 'e.commitment COLLATE "C"',
    columns: ENTRY,
    restore: [{ table: 'record_entry', columns: { ...RESTORED, salt: salt('NULL') } }],
  },
  {
    name: 'record-checkpoints',
    subject: null,
    id: 'c.size',
    from: 'record_checkpoint c',
    order: 'c.size',
    columns: {
      size: moving('bigint', 'c.size'),
      root: moving('text', 'c.root'),
      note: moving('text', 'c.note'),
      signedAt: moving('text', second('c.signed_at')),
    },
    restore: [
      {
        table: 'record_checkpoint',
        columns: { signed_at: 'r."signedAt"::timestamptz' },
      },
    ],
  },
  {
    name: 'record-cosignatures',
    subject: null,
    id: 'c.size',
    from: 'record_cosignature c',
    order: 'c.size, c.witness COLLATE "C"',
    columns: {
      size: moving('bigint', 'c.size'),
      witness: moving('text', 'c.witness'),
      line: moving('text', 'c.line'),
    },
    restore: [{ table: 'record_cosignature' }],
  },
  {
    name: 'record-logs',
    subject: null,
    id: 'l.number',
    from: 'record_log l',
    order: 'l.number',
    columns: {
      number: moving('int', 'l.number'),
      began: moving('text', 'l.began'),
      origin: moving('text', 'l.origin'),
      key: moving('text', 'l.key'),
      cites: moving('text', 'l.cites'),
      beganOn: moving('date', 'l.began_on'),
    },
    restore: [
      {
        table: 'record_log',
      },
    ],
  },
];

const TABLES: Tables = {
  record_entry: { columns: { id: 'private' } },
  record_tile: { withheld: 'recomputed' },
};

export const RECORD: Domain = { entries: ENTRIES, tables: TABLES };
