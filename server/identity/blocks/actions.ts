import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { loadMember } from '#server/identity/members/find-member.ts';
import { lockContactSettings } from '#server/identity/members/contact-settings.ts';
import { today } from '#shared/core/days.ts';

/**
 * Blocks a member for the viewer; idempotent. Nobody else learns of it, and it does not enter the
 * transparency log.
 * @throws AppError not-found where no member has the pseudonym; bad-input where she names herself.
 */
export async function blockMember(
  tx: Db,
  viewer: Viewer,
  named: string,
  now: Date,
): Promise<{ pseudonym: string }> {
  const { id, pseudonym } = await loadMember(tx, named);
  if (id === viewer.id) throw fieldError('member', 'own-pseudonym');
  await countDailyUse(tx, viewer.id, 'ignore', now);
  // Waits for a message in progress, which is either delivered before the block or refused.
  await lockContactSettings(tx, [viewer.id], 'alone');
  const { sql } = tx;
  await sql(
    `INSERT INTO ignore (member_id, ignored_id, since) VALUES ($1, $2, $3::date)
     ON CONFLICT DO NOTHING`,
    [viewer.id, id, today(now)],
  );
  await sql(
    `DELETE FROM inbox_item i WHERE i.member_id = $1 AND (i.kind = 'message' AND i.subject = $2
        OR i.kind IN ('mention', 'quote', 'question')
          AND EXISTS (SELECT 1 FROM forum_post p WHERE p.id = i.subject AND p.member_id = $2))`,
    [viewer.id, id],
  );
  return { pseudonym };
}

export async function unblockMember(
  tx: Db,
  viewer: Viewer,
  named: string,
  now: Date,
): Promise<{ pseudonym: string }> {
  const { id, pseudonym } = await loadMember(tx, named);
  await countDailyUse(tx, viewer.id, 'ignore', now);
  await tx.ignore.deleteMany({ where: { memberId: viewer.id, ignoredId: id } });
  return { pseudonym };
}
