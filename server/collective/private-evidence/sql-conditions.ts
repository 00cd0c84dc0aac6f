import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import { representsPlatformSql } from '#server/public-schema/member-involvement.ts';

/**
 * SQL: whether moderator `who` may see private evidence `e` on `day`: she was drawn for it and is
 * still eligible.
 */
export function mayCheckPrivateEvidenceSql(who: string, day: string): string {
  return `(${mayBeDrawnAsCheckerSql(who, day)} AND EXISTS (SELECT 1 FROM private_evidence_checker pc
    WHERE pc.evidence_id = e.id AND pc.member_id = ${who} AND NOT pc.replaced))`;
}

/**
 * SQL: whether member `who` may be drawn for private evidence `e` on `day`: she shares no voice
 * with its sender or another checker, and neither represents its platform nor organises pledges
 * against it. From the day after its arrival: the moment, compared with forum posts, would reveal
 * the sender.
 */
export function mayBeDrawnAsCheckerSql(who: string, day: string): string {
  return `(e.sent_on < ${day} AND e.member_id <> ${who} AND NOT ${sharesVoiceSql(who, 'e.member_id')}
    AND NOT ${representsPlatformSql(who, 'e.platform_id')}
    AND NOT EXISTS (SELECT 1 FROM boycott pb WHERE pb.member_id = ${who}
      AND pb.platform_id = e.platform_id AND pb.state IN ('proposed', 'debated', 'pledging'))
    AND NOT EXISTS (SELECT 1 FROM private_evidence_voice pv WHERE pv.evidence_id = e.id
      AND ${sharesVoiceSql(who, 'pv.member_id')})
    AND NOT EXISTS (SELECT 1 FROM private_evidence_checker po WHERE po.evidence_id = e.id
      AND NOT po.replaced AND po.member_id <> ${who} AND ${sharesVoiceSql(who, 'po.member_id')}))`;
}
