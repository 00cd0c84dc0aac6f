import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { pseudonymSql, restoredMemberIdSql } from './members-and-authors.ts';
import {
  RECENT_DAYS,
  authorColumn,
  changingColumn,
  codeColumn,
  fixedColumn,
  requiredText,
  sparseColumn,
  type PublicTable,
} from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** SQL: whether a decision removes the boycott of translation `row`, or its author withdrew it. */
const isOfRemovedSql = (row: string): string => `EXISTS (SELECT 1 FROM boycott rb
  WHERE rb.id = ${row}.boycott_id AND (rb.title = '' OR ${isRemovedSql('rb')}))`;

/** Translations of boycotts; while a decision removes the boycott they are not public. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'boycott-translations',
    subject: 'boycott-translation',
    // Ends in the record while a decision removes the boycott, and comes back with it; nothing else ends one.
    stated: {
      lost: `EXISTS (SELECT 1 FROM boycott_translation x
        WHERE x.id = lost.id AND ${isOfRemovedSql('x')})`,
    },
    id: 'n.id',
    from: 'boycott_translation n',
    where: `NOT ${isOfRemovedSql('n')}`,
    order: 'n.id COLLATE "C"',
    young: `n.published_on + ${RECENT_DAYS} > :today::date`,
    columns: {
      id: fixedColumn('text', 'n.id'),
      boycott: fixedColumn('text', 'n.boycott_id'),
      language: codeColumn('n.language'),
      ofVersion: fixedColumn('int', 'n.of_version'),
      title: requiredText('n', 'title'),
      grievance: requiredText('n', 'grievance'),
      demands: requiredText('n', 'demands'),
      partaking: requiredText('n', 'partaking'),
      endsWhen: requiredText('n', 'ends_when'),
      publishedOn: fixedColumn('date', 'n.published_on'),
      readOn: fixedColumn('date', 'n.read_on'),
      refusedOn: sparseColumn(fixedColumn('date', 'n.refused_on')),
      by: authorColumn(pseudonymSql('n.member_id')),
      hiddenBy: changingColumn('text', 'n.hidden_by'),
    },
    flaggable: {
      table: 'boycott_translation',
      joins: 'JOIN boycott h ON h.id = t.boycott_id',
      by: 'member',
      platform: 'h.platform_id',
      moves: false,
      shows: {
        text: `concat_ws(E'\\n\\n', t.title, t.grievance, t.demands, t.partaking, t.ends_when)`,
        place: PAGE_OF_CONTENT_SQL.boycottTranslations,
      },
    },
    takenBack: 'deleted',
    restore: [
      { table: 'boycott_translation', columns: { member_id: restoredMemberIdSql('r.by') } },
    ],
  },
];

export const BOYCOTT_TRANSLATION_TABLES: DomainDeclaration = {
  entries: ENTRIES,
  tables: {
    boycott_translation: {
      columns: { refusal_reason: 'private', refusal_text: 'private' },
      own: {
        by: 'member',
        fields: { refusalReason: 't.refusal_reason', refusalText: 't.refusal_text' },
        order: 't.published_on, t.id',
      },
    },
  },
};
