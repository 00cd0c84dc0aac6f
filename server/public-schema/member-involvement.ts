import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import {
  FLAGGABLE_CONTENT_ENTRIES,
  contentFromSql,
  authorMemberIdSql,
} from './flaggable-subjects.ts';

/**
 * SQL: whether member `who` is involved in the subject named `name`, e.g. `review/3k9…`: she wrote
 * it, is a party to a case about it, or shares a voice with somebody who did or is.
 */
export function isInvolvedInSubjectSql(who: string, name: string): string {
  return `EXISTS (SELECT 1 FROM (
      SELECT ${authorOf(name)} AS member_id
       UNION ALL SELECT q.member_id FROM case_party q JOIN moderation_case k ON k.id = q.case_id
        WHERE k.subject = ${name}) w
    WHERE w.member_id = ${who} OR ${sharesVoiceSql(who, 'w.member_id')})`;
}

/** SQL: whether member `who`, or an account with her voice, said that she represents a platform. */
export function representsPlatformSql(who: string, platform: string): string {
  return `EXISTS (SELECT 1 FROM platform_speaker WHERE platform_speaker.platform_id = ${platform}
    AND platform_speaker.member_id = ${who})`;
}

/**
 * SQL: the member id of the author of the subject named `name`; null when no member here wrote it.
 */
function authorOf(name: string): string {
  const cases = FLAGGABLE_CONTENT_ENTRIES.filter(([, { by }]) => by !== null).map(
    ([kind, flaggable]) => `WHEN '${kind}' THEN (SELECT ${authorMemberIdSql(flaggable)}
      FROM ${contentFromSql(flaggable)} WHERE t.id = split_part(${name}, '/', 2))`,
  );
  return `CASE split_part(${name}, '/', 1) ${cases.join(' ')} END`;
}
