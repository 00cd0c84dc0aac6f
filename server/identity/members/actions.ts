import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { saveContactSetting } from './contact-settings.ts';

/** Sets whether the viewer's page invites journalists and researchers to contact her. */
export async function setContactable(
  tx: Db,
  viewer: Viewer,
  contactable: boolean,
  now: Date,
): Promise<void> {
  await countDailyUse(tx, viewer.id, 'choice', now);
  await saveContactSetting(tx, viewer.id, 'contactable', contactable);
}
