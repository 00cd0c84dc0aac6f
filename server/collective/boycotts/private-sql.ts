import { shareVoice } from '#server/governance/moderation/load-case.ts';
import { spokeFor } from '#server/governance/moderation/impartial.ts';

/**
 * SQL: whether moderator `who` may look at private evidence `e` on `day`: she was drawn for it, and may
 * still be.
 */
export function mayCheck(who: string, day: string): string {
  return `(${mayBeDrawn(who, day)} AND EXISTS (SELECT 1 FROM private_evidence_checker pc
    WHERE pc.evidence_id = e.id AND pc.member_id = ${who} AND NOT pc.replaced))`;
}

/**
 * SQL: whether member `who` may be drawn for private evidence `e` on `day`: it is not her own, of nobody
 * who counts as one voice with her, about no platform that she speaks for or asks pledges against,
 * and no other checker is one voice with her. From the day after it came on: the moment would
 * tell, beside a post in the forum, who sent it.
 */
export function mayBeDrawn(who: string, day: string): string {
  return `(e.sent_on < ${day} AND e.member_id <> ${who} AND NOT ${shareVoice(who, 'e.member_id')}
    AND NOT ${spokeFor(who, 'e.platform_id')}
    AND NOT EXISTS (SELECT 1 FROM boycott pb WHERE pb.member_id = ${who}
      AND pb.platform_id = e.platform_id AND pb.state IN ('proposed', 'debated', 'pledging'))
    AND NOT EXISTS (SELECT 1 FROM private_evidence_voice pv WHERE pv.evidence_id = e.id
      AND ${shareVoice(who, 'pv.member_id')})
    AND NOT EXISTS (SELECT 1 FROM private_evidence_checker po WHERE po.evidence_id = e.id
      AND NOT po.replaced AND po.member_id <> ${who} AND ${shareVoice(who, 'po.member_id')}))`;
}
