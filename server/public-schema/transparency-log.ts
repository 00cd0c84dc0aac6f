import { SHOWN_DAY_SQL } from './log-entry-day.ts';
import { secondSql, changingColumn, type PublicColumn, type PublicTable } from './public-table.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

const ENTRY: Readonly<Record<string, PublicColumn>> = {
  kind: changingColumn('text', 'e.kind'),
  subject: changingColumn('text', 'e.subject'),
  day: changingColumn('text', SHOWN_DAY_SQL),
  commitment: changingColumn('text', 'e.commitment'),
  actor: changingColumn('text', 'e.actor'),
  form: changingColumn('int', 'e.form'),
  words: changingColumn('text', 'e.words'),
  author: changingColumn('text', 'e.author'),
  erased: changingColumn('boolean', 'e.salt IS NULL'),
};

const RESTORED = {
  day: `(CASE WHEN length(r.day) = 7 THEN r.day || '-01' ELSE r.day END)::date`,
};
/**
 * SQL: the salt of a restored act: null when it was erased, '' when the dump does not disclose it.
 */
const salt = (opened: string): string => `CASE WHEN NOT r.erased THEN COALESCE(${opened}, '') END`;

/** Public tables of the record: its acts, checkpoints, and the starts of its logs. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'record-entries',
    subject: null,
    id: 'e.leaf',
    from: 'record_entry e',
    where: 'e.leaf IS NOT NULL',
    order: 'e.leaf',
    columns: { leaf: changingColumn('bigint', 'e.leaf'), ...ENTRY },
    restore: [
      {
        table: 'record_entry',
        columns: {
          ...RESTORED,
          salt: salt(`(SELECT o.salt FROM dump_opening o WHERE o.leaf = r.leaf
            AND NOT EXISTS (SELECT 1 FROM dump_outdated d WHERE d.subject = r.subject))`),
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
      size: changingColumn('bigint', 'c.size'),
      root: changingColumn('text', 'c.root'),
      note: changingColumn('text', 'c.note'),
      signedAt: changingColumn('text', secondSql('c.signed_at')),
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
      size: changingColumn('bigint', 'c.size'),
      witness: changingColumn('text', 'c.witness'),
      line: changingColumn('text', 'c.line'),
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
      number: changingColumn('int', 'l.number'),
      began: changingColumn('text', 'l.began'),
      origin: changingColumn('text', 'l.origin'),
      key: changingColumn('text', 'l.key'),
      cites: changingColumn('text', 'l.cites'),
      beganOn: changingColumn('date', 'l.began_on'),
    },
    restore: [{ table: 'record_log' }],
  },
];

const TABLES: TableDeclarations = {
  record_entry: { columns: { id: 'private' } },
  record_author_salt: {
    withheld: { private: 'what opens commitments to an author; dumps open those of named authors' },
    own: { nowhere: 'random digits beside what she signed' },
  },
  record_tile: { withheld: 'recomputed' },
};

export const TRANSPARENCY_LOG_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
