import type { DomainDeclaration } from './table-declaration.ts';

/**
 * Declarations of the tables of slips, which are all private: no figure is computed from slips yet.
 */
export const PUBLICATION_TABLES: DomainDeclaration = {
  tables: {
    slip: { withheld: { private: 'what is to be published of reports, and when' } },
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
