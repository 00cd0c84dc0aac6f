import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireProvenDomain } from '#server/governance/domain-verification/receipt-holder.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { today } from '#shared/core/days.ts';
import {
  MAX_REPLIES_PER_DOMAIN_A_DAY,
  type ReplyInput,
} from '#shared/governance/right-of-reply.ts';
import type { PlatformOrClientId } from '#server/directory/clients/platform-or-client.ts';
import { findRepresentedPlatformOrClient } from '#server/governance/cases/named-platforms-and-clients.ts';
import { lockRepliesOfDomain } from './replace-earlier-reply.ts';

/**
 * Checks a reply's receipt.
 * @returns its domain and whom that represents; null without a receipt.
 * @throws AppError bad-input when it represents nobody named there; too-many past ten a day.
 */
export async function checkReplyReceipt(
  tx: Db,
  key: Buffer,
  { receipt }: ReplyInput,
  candidates: readonly PlatformOrClientId[],
  now: Date,
): Promise<{ domain: string; named: PlatformOrClientId } | null> {
  if (receipt === undefined) return null;
  const { sql } = tx;
  const holder = await requireProvenDomain(sql, key, receipt, now);
  const named = await findRepresentedPlatformOrClient(sql, candidates, holder);
  if (named === null) throw fieldError('receipt', 'not-for-this');
  await lockRepliesOfDomain(tx, holder.domain);
  const [{ sent } = { sent: 0 }] = await sql(
    statement(
      { sent: col.int },
      `SELECT count(*)::int AS sent FROM reply WHERE domain = $1 AND received_on = $2::date`,
    ),
    [holder.domain, today(now)],
  );
  if (sent >= MAX_REPLIES_PER_DOMAIN_A_DAY) throw new AppError('too-many');
  return { domain: holder.domain, named };
}
