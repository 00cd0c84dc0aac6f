import { changingColumn, codeColumn, type PublicTable } from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** Released slips: what everybody computes figures from. A restored one belongs to nobody. */
const SLIPS: PublicTable = {
  name: 'slips',
  subject: null,
  id: 'v.platform_id',
  from: 'slip v',
  where: 'v.released',
  order: `v.platform_id COLLATE "C", v.monday, v.outcome COLLATE "C", v.detail COLLATE "C",
    v.detail_class, v.established, v.solicited`,
  columns: {
    platform: changingColumn('text', 'v.platform_id'),
    monday: changingColumn('date', 'v.monday'),
    outcome: codeColumn('v.outcome'),
    detail: codeColumn('v.detail'),
    detailClass: changingColumn('int', 'v.detail_class'),
    established: changingColumn('boolean', 'v.established'),
    solicited: changingColumn('boolean', 'v.solicited'),
  },
  restore: [
    {
      table: 'slip',
      columns: {
        id: 'md5((gen_random_uuid())::text)',
        owner: 'md5((gen_random_uuid())::text)',
        released: 'true',
        window: '4',
      },
    },
  ],
};

export const PUBLICATION_TABLES: DomainDeclaration = {
  entries: [SLIPS],
  tables: {
    slip: {
      columns: { owner: 'private', window: 'private', withdrawn_on: 'private', id: 'private' },
    },
    publication_spending: {
      withheld: { private: 'how much was told of one member, whoever she is' },
    },
    payout_publication: {
      withheld: { private: 'which reports a slip tells' },
      own: { at: 'publications' },
      blurred: { slip_id: 'NULL' },
    },
  },
};
