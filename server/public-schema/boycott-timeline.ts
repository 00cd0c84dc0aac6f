import { isMutualLinkSql } from '#server/database/predicates/boycott-links.ts';
import {
  changingColumn,
  codeColumn,
  fixedColumn,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';

/** What happened in boycotts, with the figures of that day, and which make the same demand. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'boycott-events',
    subject: 'boycott-event',
    stated: 'found',
    id: `v.boycott_id || '-' || v.number`,
    from: 'boycott_event v',
    order: 'v.boycott_id COLLATE "C", v.number',
    columns: {
      boycott: fixedColumn('text', 'v.boycott_id'),
      number: fixedColumn('int', 'v.number'),
      kind: codeColumn('v.kind'),
      happenedOn: fixedColumn('date', 'v.happened_on'),
      way: codeColumn('v.way'),
      // Gone where the reply was taken back.
      reply: changingColumn('text', 'v.reply_id'),
      figures: withTexts(fixedColumn('json', 'v.figures'), { figures: 'code' }),
    },
    unchecked: uncheckedColumns({ unrecorded: ['reply'] }),
    restore: [{ table: 'boycott_event' }],
  },
  {
    name: 'boycott-links',
    subject: 'boycott-link',
    // Ends when one side says so no longer.
    stated: { lost: 'true' },
    id: `l.boycott_id || '-' || l.other_id`,
    from: 'boycott_link l',
    // What one side alone says is not public.
    where: isMutualLinkSql('l'),
    order: 'l.boycott_id COLLATE "C", l.other_id COLLATE "C"',
    columns: {
      boycott: fixedColumn('text', 'l.boycott_id'),
      other: fixedColumn('text', 'l.other_id'),
      saidOn: fixedColumn('date', 'l.said_on'),
    },
    restore: [{ table: 'boycott_link' }],
  },
];

export const BOYCOTT_TIMELINE_TABLES: DomainDeclaration = { entries: ENTRIES, tables: {} };
