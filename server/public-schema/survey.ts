import { base64Sql } from '#server/database/db.ts';
import { fixedColumn, type PublicTable } from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** The survey's key of each year, and its figures of each Monday. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'surveys',
    subject: 'survey',
    id: 'y.year::text',
    from: 'survey_year y',
    order: 'y.year',
    columns: {
      id: fixedColumn('text', 'y.year::text'),
      publicKey: fixedColumn('text', base64Sql('y.public_key')),
    },
    // Public keys only: nobody can sign here, since answers go to the site that issued them.
    restore: [
      {
        table: 'survey_year',
        columns: { year: 'r.id::int', public_key: `decode(r."publicKey", 'base64')` },
      },
    ],
  },
  {
    name: 'survey-figures',
    subject: 'survey-figures',
    id: `e.year || '-' || e.number`,
    from: 'survey_edition e',
    order: 'e.year, e.number',
    columns: {
      year: fixedColumn('int', 'e.year'),
      number: fixedColumn('int', 'e.number'),
      publishedOn: fixedColumn('date', 'e.published_on'),
      figures: fixedColumn('json', 'e.figures'),
    },
    restore: [{ table: 'survey_edition' }],
  },
];

export const SURVEY_TABLES: DomainDeclaration = {
  entries: ENTRIES,
  tables: {
    survey_year: {
      columns: { private_key: 'private', key_slot: 'private', key_check: 'private' },
    },
    survey_edition: { columns: { counted: 'private' } },
    survey_token_holder: {
      withheld: { private: 'that a member was given a signature, never what she answered with it' },
    },
    survey_answer: { withheld: { private: 'answers of nobody; figures of them are public' } },
  },
};
