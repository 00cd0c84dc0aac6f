import { fixedColumn, type PublicTable } from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/**
 * Released slips, from which all numbers about payouts are computed: a list for each platform and
 * Monday, sorted by what the slips tell, so that their order tells nothing else.
 */
const SLIP_LISTS: PublicTable = {
  name: 'slips',
  subject: 'slips',
  id: 'l.id',
  from: `(
    SELECT platform_id || '-' || monday AS id, platform_id, monday,
           json_agg(json_build_object('outcome', outcome, 'detail', detail,
               'detailClass', detail_class, 'established', established, 'solicited', solicited)
             ORDER BY outcome COLLATE "C", detail COLLATE "C", detail_class, established, solicited) AS slips
      FROM released_slip GROUP BY platform_id, monday) l`,
  order: 'l.id COLLATE "C"',
  columns: {
    id: fixedColumn('text', 'l.id'),
    platform: fixedColumn('text', 'l.platform_id'),
    monday: fixedColumn('date', 'l.monday'),
    slips: fixedColumn('json', 'l.slips'),
  },
  takenBack: [`DELETE FROM slip WHERE released AND platform_id || '-' || monday IN (:ids)`],
  restore: [
    {
      table: 'slip',
      columns: {
        id: `left(md5(gen_random_uuid()::text), 12)`,
        platform_id: 'r.platform',
        // Nothing joins them to a member, nor to each other.
        owner: `md5(gen_random_uuid()::text)`,
        monday: 'r.monday',
        window: '4',
        outcome: 'v.outcome',
        detail: 'v.detail',
        detail_class: 'v."detailClass"',
        established: 'v.established',
        solicited: 'v.solicited',
        released: 'true',
      },
      unfold: `json_to_recordset(r.slips) AS v(outcome text, detail text, "detailClass" int,
        established boolean, solicited boolean)`,
    },
  ],
};

export const PUBLICATION_TABLES: DomainDeclaration = {
  entries: [SLIP_LISTS],
  tables: {
    slip: { columns: { withdrawn_on: 'private' } },
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
