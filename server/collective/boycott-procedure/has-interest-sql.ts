import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';

/**
 * SQL: whether member `who` has an interest in boycott `id`: she or an account with her voice called for
 * it, her key signs for it, or she represents its platform.
 */
export function hasInterestInBoycottSql(who: string, id: string): string {
  return `EXISTS (SELECT 1 FROM boycott fb WHERE fb.id = ${id} AND (fb.member_id = ${who}
    OR ${sharesVoiceSql(who, 'fb.member_id')} OR ${representsPlatformSql(who, 'fb.platform_id')}
    OR EXISTS (SELECT 1 FROM boycott_organiser fo
         WHERE fo.boycott_id = fb.id AND fo.member_id = ${who})))`;
}

/** SQL: whether boycott `id` is there. */
export function boycottExistsSql(id: string): string {
  return `EXISTS (SELECT 1 FROM named_boycott sb WHERE sb.id = ${id})`;
}
