import { reEncryptSigningKeys } from '#server/collective/pledges/signing-keys.ts';
import { reEncryptSurveyKeys } from '#server/collective/survey/survey-years.ts';
import { SEALED_EVIDENCE } from '#server/collective/private-evidence/actions.ts';
import { SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { SNAPSHOT_SECRETS } from './demo-snapshot.ts';
import type { Db } from '#server/database/db.ts';
import { SEALED_ASKED_DAYS } from '#server/evidence/payouts/asked-day.ts';
import { addDays } from '#shared/core/days.ts';
import { reEncryptRows } from '#server/database/shredding/re-encrypt-rows.ts';
import { retagSlips } from '#server/evidence/publication/retag-slips.ts';

/**
 * Re-encrypts texts, boycotts' signing keys and days, and recomputes owner tags of slips, from the
 * snapshot's keys to the site's own; moves the days by `days`.
 */
export async function reEncryptSnapshot(tx: Db, secrets: Secrets, days: number): Promise<void> {
  await reEncryptSigningKeys(tx, SNAPSHOT_SECRETS, secrets);
  await reEncryptSurveyKeys(tx, SNAPSHOT_SECRETS, secrets);
  await retagSlips(tx, SNAPSHOT_SECRETS, secrets);
  for (const table of [...SEALED_MESSAGES, SEALED_EVIDENCE]) {
    await reEncryptRows(tx, SNAPSHOT_SECRETS, secrets, table);
  }
  await reEncryptRows(tx, SNAPSHOT_SECRETS, secrets, SEALED_ASKED_DAYS, (day) =>
    addDays(day, days),
  );
}
