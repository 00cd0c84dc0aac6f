import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import {
  openVisitorAccount,
  type NewOrVerifiedAccount,
} from '#server/identity/accounts/visitor-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { Db } from '#server/database/db.ts';
import type { StoredPicture } from '#server/media/pictures/attach-picture.ts';
import type { Language } from '#shared/core/languages.ts';
import type { PayoutForm } from '#shared/evidence/payouts.ts';
import type { SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { publishPayout } from './actions.ts';

/**
 * Publishes a visitor's payout under her account, creating a new one first, and signs her in.
 * @returns the payout's id and the Set-Cookie header.
 */
export async function publishAndSignIn(
  tx: Db,
  sessions: Sessions,
  account: NewOrVerifiedAccount,
  input: PayoutForm,
  picture: StoredPicture | null,
  { language, leftKey, slips }: { language: Language; leftKey: Buffer; slips: SlipDeps },
  now: Date,
): Promise<{ id: string; cookie: string }> {
  const viewer = await openVisitorAccount(tx, account, { language, leftKey }, now);
  if (picture !== null) await countDailyUse(tx, viewer.id, 'picture', now);
  const payout = await publishPayout(tx, viewer, input, picture, slips, now);
  return { id: payout.id, cookie: await sessions.start(tx, viewer.id) };
}
