import {
  hidingJson,
  isBoycottVisibleSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import { pseudonymSql } from '#server/public-schema/members-and-authors.ts';
import {
  DAYS_BETWEEN_ORGANISER_MESSAGES,
  STEPS_WITH_MESSAGES,
  STEPS_WITH_TOLD_OFFERS,
} from '#shared/collective/organiser-messages.ts';

const listOf = (steps: readonly string[]): string => steps.map((step) => `'${step}'`).join(', ');

/** SQL: whether boycott `b` is at a step at which organisers write, and visible. */
export const TAKES_MESSAGES_SQL = `(b.state IN (${listOf(STEPS_WITH_MESSAGES)})
  AND ${isBoycottVisibleSql('b')})`;

/** SQL: whether a message of boycott `b` can tell of an offer. */
export const TAKES_TOLD_OFFERS_SQL = `(b.state IN (${listOf(STEPS_WITH_TOLD_OFFERS)})
  AND ${isBoycottVisibleSql('b')})`;

/** SQL: whether message `row` tells of an offer: the timeline says so. */
export function tellsOfOfferSql(row: string): string {
  return `EXISTS (SELECT 1 FROM boycott_event oe WHERE oe.boycott_id = ${row}.boycott_id
    AND oe.kind = 'offer'
    AND oe.figures @> jsonb_build_array(jsonb_build_object('kind', 'message', 'id', ${row}.id)))`;
}

/** SQL: whether member `who` organises boycott `b`: she called for it, or her key signs for it. */
export function organisesSql(who: string): string {
  return `COALESCE(b.member_id = ${who} OR EXISTS (SELECT 1 FROM boycott_organiser wo
      JOIN boycott_key wk ON wk.boycott_id = wo.boycott_id AND wk.organiser = wo.number
     WHERE wo.boycott_id = b.id AND wo.member_id = ${who}), false)`;
}

/**
 * SQL: the first day on which boycott `b` takes another message; null before the first. What its author
 * withdrew counts too, by the approval, and what a copy restored, by its row. Messages that tell of an
 * offer do not count.
 */
export const NEXT_MESSAGE_DAY_SQL = `(GREATEST(
    (SELECT max(nm.published_on) FROM organiser_message nm
      WHERE nm.boycott_id = b.id AND NOT ${tellsOfOfferSql('nm')}),
    (SELECT max((np.ended_at AT TIME ZONE 'UTC')::date) FROM proposed_act np
      WHERE np.kind = 'send-message' AND np.subject = 'boycott/' || b.id AND np.state = 'confirmed'
        AND NOT COALESCE((np.payload ->> 'offer')::boolean, false)))
  + ${DAYS_BETWEEN_ORGANISER_MESSAGES})`;

/** SQL: whether a message of boycott `b` waits for two moderators. */
export const MESSAGE_WAITS_SQL = `EXISTS (SELECT 1 FROM proposed_act wp
  WHERE wp.kind = 'send-message' AND wp.subject = 'boycott/' || b.id AND wp.state = 'open')`;

/** SQL: the messages of boycott `b` as JSON, latest first; `viewer` is SQL of the viewer's id. */
export function messagesJsonSql(viewer: string): string {
  const mine = `COALESCE(sm.member_id = ${viewer}, false)`;
  return `COALESCE((SELECT json_agg(json_build_object('id', sm.id,
      'text', ${readableOrNullSql('sm', 'sm.text', mine)}, 'by', ${pseudonymSql('sm.member_id')},
      'on', sm.published_on, 'checkedBy', sm.checked_by,
      'offer', ${tellsOfOfferSql('sm')}, 'hiding', ${hidingJson('sm')}, 'mine', ${mine})
      ORDER BY sm.published_on DESC, sm.id)
    FROM organiser_message sm WHERE sm.boycott_id = b.id), '[]')`;
}

/** SQL: what organiser `viewer` of boycott `b` is told of writing, as JSON; null for all others. `day` is today. */
export function messageWritingJsonSql(viewer: string, day: string): string {
  return `(CASE WHEN ${organisesSql(viewer)} AND ${TAKES_MESSAGES_SQL} THEN json_build_object(
    'waits', ${MESSAGE_WAITS_SQL}, 'offer', ${TAKES_TOLD_OFFERS_SQL},
    'from', CASE WHEN ${NEXT_MESSAGE_DAY_SQL} > ${day} THEN ${NEXT_MESSAGE_DAY_SQL} END) END)`;
}
