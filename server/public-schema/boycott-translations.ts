import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { pseudonymSql, restoredMemberIdSql } from './members-and-authors.ts';
import {
  RECENT_DAYS,
  authorColumn,
  changingColumn,
  codeColumn,
  fixedColumn,
  memberText,
  sparseColumn,
  type PublicTable,
} from './public-table.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** SQL: whether a decision removes the boycott or the message of translation `row`, or its author withdrew it. */
const isOfRemovedSql = (row: string): string => `(EXISTS (SELECT 1 FROM boycott rb
  WHERE rb.id = ${row}.boycott_id AND (rb.title = '' OR ${isRemovedSql('rb')}))
  OR EXISTS (SELECT 1 FROM organiser_message rm
  WHERE rm.id = ${row}.message_id AND ${isRemovedSql('rm')}))`;

/** A text of the call; a copy restores one that a dump left out as "…", as it does for columns that take no null. */
const restoredCallText = (name: string): string =>
  `CASE WHEN r.part IS NULL THEN COALESCE(r."${name}", '…') END`;

/**
 * Translations of boycotts and of what their organisers wrote; while a decision removes the boycott, or the
 * message, they are not public.
 */
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
      title: memberText('n', 'title'),
      grievance: memberText('n', 'grievance'),
      demands: memberText('n', 'demands'),
      partaking: memberText('n', 'partaking'),
      endsWhen: memberText('n', 'ends_when'),
      part: sparseColumn(codeColumn('n.part')),
      message: sparseColumn(fixedColumn('text', 'n.message_id')),
      text: sparseColumn(memberText('n', 'text')),
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
        text: `concat_ws(E'\\n\\n', t.title, t.grievance, t.demands, t.partaking, t.ends_when,
          t.text)`,
        place: PAGE_OF_CONTENT_SQL.boycottTranslations,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'boycott_translation',
        columns: {
          member_id: restoredMemberIdSql('r.by'),
          title: restoredCallText('title'),
          grievance: restoredCallText('grievance'),
          demands: restoredCallText('demands'),
          partaking: restoredCallText('partaking'),
          ends_when: restoredCallText('endsWhen'),
          text: `CASE WHEN r.part IS NOT NULL THEN COALESCE(r.text, '…') END`,
        },
      },
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
