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

/**
 * SQL: whether no text of boycott `b` has changed since the version of translation `n`. A new version can
 * have other evidence or another threshold alone.
 */
export const FITS_SQL = `(NOT EXISTS (SELECT 1 FROM boycott_version fv
  WHERE fv.boycott_id = n.boycott_id AND fv.number = n.of_version
    AND (fv.title, fv.grievance, fv.demands, fv.partaking, fv.ends_when)
      IS DISTINCT FROM (b.title, b.grievance, b.demands, b.partaking, b.ends_when)))`;

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

/** SQL: whether a translation of boycott `b` by member `who` waits for a second person. */
export function translationWaitsSql(who: string): string {
  return `EXISTS (SELECT 1 FROM boycott_translation wn WHERE wn.boycott_id = b.id
    AND wn.member_id = ${who} AND wn.read_on IS NULL AND wn.hidden_by IS NULL)`;
}

/**
 * SQL: the translations of boycott `b` as JSON, the last confirmed first; `viewer` is SQL of the viewer's id.
 * Of a removed boycott only the translator reads hers.
 */
export function translationsJsonSql(viewer: string): string {
  const mine = `COALESCE(n.member_id = ${viewer}, false)`;
  const text = (column: string): string => readableOrNullSql('n', `n.${column}`, mine);
  return `COALESCE((SELECT json_agg(json_build_object('id', n.id, 'language', n.language,
      'title', ${text('title')}, 'grievance', ${text('grievance')}, 'demands', ${text('demands')},
      'partaking', ${text('partaking')}, 'endsWhen', ${text('ends_when')},
      'by', ${pseudonymSql('n.member_id')}, 'on', n.published_on, 'readOn', n.read_on,
      'refusedOn', n.refused_on, 'refusal', CASE WHEN n.refusal_reason IS NOT NULL THEN
        json_build_object('reason', n.refusal_reason, 'text', n.refusal_text) END,
      'fits', ${FITS_SQL}, 'hiding', ${hidingJson('n')}, 'mine', ${mine},
      'isParty', ${isPartyToTranslationSql(viewer)})
      ORDER BY n.read_on DESC NULLS LAST, n.published_on DESC, n.id)
    FROM boycott_translation n WHERE n.boycott_id = b.id AND (${mine} OR NOT ${isRemovedSql('b')})), '[]')`;
}
