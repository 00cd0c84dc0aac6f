import { shareVoice } from '#server/moderation/load-case.ts';
import { spokeFor } from '#server/moderation/impartial.ts';

/**
 * SQL: whether moderator `who` may look at private evidence `e` on `day`: not her own, of nobody who
 * counts as one voice with her, about no platform that she speaks for or asks pledges against, and not
 * beside another checker who is one voice with her. From the day after it came on: the moment would
 * tell, beside a post in the forum, who sent it.
 */
export function mayCheck(who: string, day: string): string {
  return `(e.sent_on < ${day} AND e.member_id <> ${who} AND NOT ${shareVoice(who, 'e.member_id')}
    AND NOT ${spokeFor(who, 'e.platform_id')}
    AND NOT EXISTS (SELECT 1 FROM boycott pb WHERE pb.member_id = ${who}
      AND pb.platform_id = e.platform_id AND pb.state IN ('proposed', 'debated', 'pledging'))
    AND NOT EXISTS (SELECT 1 FROM private_evidence_voice pv WHERE pv.evidence_id = e.id
      AND ${shareVoice(who, 'pv.member_id')}))`;
}
