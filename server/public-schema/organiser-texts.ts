import { pseudonymSql, restoredMemberIdSql } from './members-and-authors.ts';
import {
  RECENT_DAYS,
  authorColumn,
  changingColumn,
  fixedColumn,
  requiredText,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** What organisers of a boycott give to everybody once two moderators have read it: messages, and an address. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'organiser-messages',
    subject: 'organiser-message',
    id: 'o.id',
    from: 'organiser_message o',
    order: 'o.id COLLATE "C"',
    young: `o.published_on + ${RECENT_DAYS} > :today::date`,
    columns: {
      id: fixedColumn('text', 'o.id'),
      boycott: fixedColumn('text', 'o.boycott_id'),
      text: requiredText('o', 'text'),
      checkedBy: withTexts(fixedColumn('json', 'o.checked_by'), { checked_by: 'code' }),
      publishedOn: fixedColumn('date', 'o.published_on'),
      by: authorColumn(pseudonymSql('o.member_id')),
      hiddenBy: changingColumn('text', 'o.hidden_by'),
    },
    flaggable: {
      table: 'organiser_message',
      joins: 'JOIN boycott h ON h.id = t.boycott_id',
      by: 'member',
      platform: 'h.platform_id',
      moves: false,
      shows: { text: 't.text', place: PAGE_OF_CONTENT_SQL.boycott },
    },
    // The words stand in the approval by two moderators too.
    takenBack: [
      `UPDATE proposed_act SET payload = payload - 'text'
        WHERE kind = 'send-message' AND payload ->> 'id' IN (:ids)`,
      'DELETE FROM boycott_translation WHERE message_id IN (:ids)',
      'DELETE FROM organiser_message WHERE id IN (:ids)',
    ],
    restore: [{ table: 'organiser_message', columns: { member_id: restoredMemberIdSql('r.by') } }],
  },
  {
    name: 'organiser-contacts',
    subject: 'organiser-contact',
    id: 'oc.id',
    from: 'organiser_contact oc',
    order: 'oc.id COLLATE "C"',
    young: `oc.published_on + ${RECENT_DAYS} > :today::date`,
    columns: {
      id: fixedColumn('text', 'oc.id'),
      boycott: fixedColumn('text', 'oc.boycott_id'),
      address: requiredText('oc', 'address'),
      checkedBy: withTexts(fixedColumn('json', 'oc.checked_by'), { checked_by: 'code' }),
      publishedOn: fixedColumn('date', 'oc.published_on'),
      hiddenBy: changingColumn('text', 'oc.hidden_by'),
    },
    flaggable: {
      table: 'organiser_contact',
      joins: 'JOIN boycott h ON h.id = t.boycott_id',
      by: 'member',
      platform: 'h.platform_id',
      moves: false,
      shows: { text: 't.address', place: PAGE_OF_CONTENT_SQL.boycott },
    },
    // The address stands in the approval by two moderators too.
    takenBack: [
      `UPDATE proposed_act SET payload = payload - 'address'
        WHERE kind = 'show-contact' AND payload ->> 'id' IN (:ids)`,
      'DELETE FROM organiser_contact WHERE id IN (:ids)',
    ],
    restore: [{ table: 'organiser_contact' }],
  },
];

export const ORGANISER_TEXT_TABLES: DomainDeclaration = {
  entries: ENTRIES,
  tables: {
    organiser_message: { own: { by: 'member', order: 't.published_on, t.id' } },
    organiser_contact: {
      columns: { member_id: 'private' },
      own: { by: 'member', order: 't.published_on, t.id' },
    },
  },
};
