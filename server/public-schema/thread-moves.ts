import { codeColumn, fixedColumn, permanentText, type PublicTable } from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** Decisions by which posts are read in another thread. They name threads and posts, and outlive them. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'thread-moves',
    subject: 'thread-move',
    id: 'v.id',
    from: 'thread_move v',
    order: 'v.number',
    columns: {
      id: fixedColumn('text', 'v.id'),
      number: fixedColumn('int', 'v.number'),
      kind: codeColumn('v.kind'),
      fromThread: fixedColumn('text', 'v.from_thread'),
      toThread: fixedColumn('text', 'v.to_thread'),
      posts: fixedColumn('json', 'v.posts'),
      reason: permanentText('v.reason', 'why moderators decided'),
      alone: fixedColumn('boolean', 'v.alone'),
      decidedOn: fixedColumn('date', 'v.decided_on'),
    },
    restore: [{ table: 'thread_move' }],
  },
];

export const THREAD_MOVE_TABLES: DomainDeclaration = { entries: ENTRIES, tables: {} };
