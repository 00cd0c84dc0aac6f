import { openSecrets } from '#server/core/secrets.ts';
import { checkPendingPayouts } from '#server/evidence/payouts/check-pending-payouts.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import type { TestApp } from './app.ts';

/** Reminds the authors of pending payouts, as the hourly job does. */
export function remindAuthors({ database, dataDir, clock }: TestApp): Promise<void> {
  return checkPendingPayouts(database, createSlipDeps(openSecrets(null, dataDir)), clock.now);
}
