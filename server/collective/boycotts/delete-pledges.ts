import { dropPhaseKey } from '#server/collective/boycott-procedure/member-aliases.ts';
import type { Db } from '#server/database/db.ts';
import { appendEntry, eraseSalts } from '#server/transparency-log/append-entries.ts';
import { WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';

/** Deletes who got a signature, and all pledges. */
export async function deletePledges(tx: Db, boycottId: string): Promise<void> {
  const where = { boycottId };
  await tx.boycottTokenHolder.deleteMany({ where });
  await dropPhaseKey(tx, boycottId, 'tokens');
  await tx.boycottAct.deleteMany({ where });
  await tx.boycottPledge.deleteMany({ where });
  await tx.boycottCosignature.deleteMany({ where });
  await tx.boycottKey.deleteMany({ where });
  await tx.boycottOrganiser.deleteMany({ where });
}

/**
 * Erases the salts of a boycott's keys when no pledge counted: the log then shows only that keys
 * existed.
 */
export async function eraseKeySalts(tx: Db, id: string, now: Date): Promise<void> {
  const subject = `boycott-keys/${id}`;
  await eraseSalts(tx, subject);
  await appendEntry(tx, now, { kind: 'boycott-keys-destroyed', subject });
}

/** Deletes withdrawals, which nobody may read once all other pledges are published. */
export async function deleteWithdrawals(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottAct.deleteMany({ where: { boycottId, purpose: WITHDRAW_PURPOSE } });
}

/** Deletes who seconded; the key of their aliases is destroyed within a minute. */
export async function deleteSeconders(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottSecond.deleteMany({ where: { boycottId } });
  await dropPhaseKey(tx, boycottId, 'seconding');
}
