import {
  hidingJson,
  isBoycottVisibleSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import { organisesSql } from '#server/collective/organiser-messages/sql-fragments.ts';
import { STEPS_WITH_CONTACT } from '#shared/collective/organiser-contact.ts';

const STEPS = STEPS_WITH_CONTACT.map((step) => `'${step}'`).join(', ');

/** SQL: whether boycott `b` is at a step at which it can have a contact, and visible. */
export const TAKES_CONTACT_SQL = `(b.state IN (${STEPS}) AND ${isBoycottVisibleSql('b')})`;

/** SQL: whether a contact of boycott `b` waits for two moderators. */
export const CONTACT_WAITS_SQL = `EXISTS (SELECT 1 FROM proposed_act wp
  WHERE wp.kind = 'show-contact' AND wp.subject = 'boycott/' || b.id AND wp.state = 'open')`;

/** SQL: the contact of boycott `b` as JSON; null without one. `viewer` is SQL of the viewer's id. */
export function contactJsonSql(viewer: string): string {
  const mine = `COALESCE(oc.member_id = ${viewer}, false)`;
  return `(SELECT json_build_object('id', oc.id,
      'address', ${readableOrNullSql('oc', 'oc.address', mine)}, 'on', oc.published_on,
      'checkedBy', oc.checked_by, 'hiding', ${hidingJson('oc')}, 'mine', ${mine})
    FROM organiser_contact oc WHERE oc.boycott_id = b.id AND ${TAKES_CONTACT_SQL})`;
}

/** SQL: what organiser `viewer` of boycott `b` is told of giving a contact, as JSON; null for all others. */
export function contactWritingJsonSql(viewer: string): string {
  return `(CASE WHEN ${organisesSql(viewer)} AND ${TAKES_CONTACT_SQL}
    THEN json_build_object('waits', ${CONTACT_WAITS_SQL}) END)`;
}
