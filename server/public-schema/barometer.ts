import { codeColumn, fixedColumn, type PublicTable } from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** Editions of the barometer, as they were published; the record takes in each once. */
const EDITIONS: PublicTable = {
  name: 'barometer-editions',
  subject: 'edition',
  id: 'b.id',
  from: 'barometer_edition b',
  order: 'b.id COLLATE "C"',
  columns: {
    id: fixedColumn('text', 'b.id'),
    month: fixedColumn('text', 'b.month'),
    state: codeColumn('b.state'),
    figures: fixedColumn('json', 'b.figures'),
    madeOn: fixedColumn('date', 'b.made_on'),
  },
  restore: [{ table: 'barometer_edition', columns: { figures: 'r.figures::jsonb' } }],
};

export const BAROMETER_TABLES: DomainDeclaration = { entries: [EDITIONS], tables: {} };
