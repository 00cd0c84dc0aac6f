import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';

/**
 * SQL: whether member `who` has a conflict of interest in dispute `r` about a fact: she, or an
 * account with her voice, typed it last, or she represents the platform.
 */
export function hasConflictInDisputeSql(who: string): string {
  return `(${representsPlatformSql(who, 'r.platform_id')} OR EXISTS (SELECT 1 FROM (
      SELECT v.member_id FROM platform_revision v
       WHERE v.platform_id = r.platform_id AND v.field = split_part(r.about, '/', 2)
       ORDER BY v.created_at DESC, v.id DESC LIMIT 1) w
    WHERE w.member_id = ${who} OR ${sharesVoiceSql(who, 'w.member_id')}))`;
}
