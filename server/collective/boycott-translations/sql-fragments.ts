import { hasInterestInBoycottSql } from '#server/collective/boycott-procedure/has-interest-sql.ts';
import {
  hidingJson,
  isBoycottVisibleSql,
  isRemovedSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { pseudonymSql } from '#server/public-schema/members-and-authors.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';

/** SQL: the number of the version of boycott `b` that stands today. */
export const CURRENT_VERSION_SQL = `(SELECT count(*)::int + 1 FROM boycott_version cv
  WHERE cv.boycott_id = b.id)`;

/** SQL: the number of the version of what translation `n` translates; only the call has later ones. */
export const CURRENT_VERSION_OF_SQL = `(CASE WHEN n.part IS NULL THEN ${CURRENT_VERSION_SQL} ELSE 1 END)`;

/**
 * SQL: whether no text of boycott `b` has changed since the version of translation `n`. A new version can
 * have other evidence or another threshold alone.
 */
export const FITS_SQL = `(n.part IS NOT NULL OR NOT EXISTS (SELECT 1 FROM boycott_version fv
  WHERE fv.boycott_id = n.boycott_id AND fv.number = n.of_version
    AND (fv.title, fv.grievance, fv.demands, fv.partaking, fv.ends_when)
      IS DISTINCT FROM (b.title, b.grievance, b.demands, b.partaking, b.ends_when)))`;

/** SQL: whether the message that translation `n` translates can be read; true for all that is no message. */
const HAS_MESSAGE_SQL = `(n.message_id IS NULL OR EXISTS (SELECT 1 FROM organiser_message hm
  WHERE hm.id = n.message_id AND hm.hidden_by IS NULL))`;

/** SQL: whether translation `n` of boycott `b` and its original can be read. */
export const IS_OPEN_SQL = `(${isBoycottVisibleSql('b')} AND n.hidden_by IS NULL AND ${HAS_MESSAGE_SQL})`;

/**
 * SQL: the words of boycott `b` that `part` and `message`, SQL of them, name: those of the call for null. Null
 * where there are none that can be read.
 */
export function originalSql(part: string, message: string): string {
  return `(CASE WHEN ${part} IS NULL THEN b.title || ' ' || b.grievance
    WHEN ${part} = 'message' THEN (SELECT om.text FROM organiser_message om
      WHERE om.id = ${message} AND om.boycott_id = b.id AND om.hidden_by IS NULL)
    WHEN ${part} = 'outcome' THEN b.outcome_text ELSE b.look_back END)`;
}

/**
 * SQL: whether member `who` cannot be the second person of translation `n` of boycott `b`: she or an account
 * with her voice wrote it or the boycott, her key signs for the boycott, or she represents its platform.
 */
export function isPartyToTranslationSql(who: string): string {
  return `COALESCE(n.member_id = ${who} OR ${sharesVoiceSql(who, 'n.member_id')}
    OR ${hasInterestInBoycottSql(who, 'b.id')}, false)`;
}

/** SQL: whether member `who` represents the platform of boycott `b`. */
export function representsPlatformOfSql(who: string): string {
  return `COALESCE(${representsPlatformSql(who, 'b.platform_id')}, false)`;
}

/** SQL: whether member `who` may translate boycott `b`: it is visible, and she does not represent its platform. */
export function takesTranslationOfSql(who: string): string {
  return `(${isBoycottVisibleSql('b')} AND NOT ${representsPlatformOfSql(who)})`;
}

/**
 * SQL: whether a translation by member `who` of the call of boycott `b`, or of the text that `part` and
 * `message` name, waits for a second person, or to be corrected.
 */
export function translationWaitsSql(who: string, part = 'NULL', message = 'NULL'): string {
  return `EXISTS (SELECT 1 FROM boycott_translation wn WHERE wn.boycott_id = b.id
    AND wn.part IS NOT DISTINCT FROM ${part} AND wn.message_id IS NOT DISTINCT FROM ${message}
    AND wn.member_id = ${who} AND wn.read_on IS NULL AND wn.hidden_by IS NULL)`;
}

/** The names of a translation's words by their columns. */
const CALL_TEXTS = {
  title: 'title',
  grievance: 'grievance',
  demands: 'demands',
  partaking: 'partaking',
  ends_when: 'endsWhen',
};

/**
 * SQL: the translations of the call of boycott `b`, or of what its organisers wrote, as JSON, the last
 * confirmed first; `viewer` is SQL of the viewer's id. Of what a decision hides only the translator reads hers.
 */
export function translationsJsonSql(viewer: string, of: 'call' | 'texts'): string {
  const mine = `COALESCE(n.member_id = ${viewer}, false)`;
  const words = Object.entries(of === 'call' ? CALL_TEXTS : { text: 'text' }).map(
    ([column, name]) => `'${name}', ${readableOrNullSql('n', `n.${column}`, mine)}`,
  );
  const named = of === 'call' ? [] : [`'part', n.part`, `'message', n.message_id`];
  return `COALESCE((SELECT json_agg(json_build_object('id', n.id, 'language', n.language,
      ${[...words, ...named].join(', ')},
      'by', ${pseudonymSql('n.member_id')}, 'on', n.published_on, 'readOn', n.read_on,
      'refusedOn', n.refused_on, 'refusal', CASE WHEN n.refusal_reason IS NOT NULL THEN
        json_build_object('reason', n.refusal_reason, 'text', n.refusal_text) END,
      'fits', ${FITS_SQL}, 'hiding', ${hidingJson('n')}, 'mine', ${mine},
      'isParty', ${isPartyToTranslationSql(viewer)})
      ORDER BY n.read_on DESC NULLS LAST, n.published_on DESC, n.id)
    FROM boycott_translation n
   WHERE n.boycott_id = b.id AND n.part IS ${of === 'call' ? 'NULL' : 'NOT NULL'}
     AND (${mine} OR NOT ${isRemovedSql('b')} AND ${HAS_MESSAGE_SQL})), '[]')`;
}
