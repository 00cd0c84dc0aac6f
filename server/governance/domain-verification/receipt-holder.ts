import { hashReceipt } from '#server/governance/legal/notice-receipts.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import type { PlatformOrClientId } from '#server/directory/clients/platform-or-client.ts';
import { today } from '#shared/core/days.ts';
import { findEligibleDomains } from './eligible-domains.ts';
import { domainProofState } from './domain-proofs.ts';

export const DOMAIN_RECEIPT_KEY_PURPOSE = 'domain receipts';

/** The holder of a receipt: whoever asked for a domain's code. */
export type ReceiptHolder = RowOf<typeof HOLDER>;

const HOLDER = {
  id: col.text,
  platformId: col.text.orNull,
  clientId: col.text.orNull,
  domain: col.text,
  codeHash: col.text,
  provenOn: col.text.orNull,
} satisfies RowShape;

export function representedBy({ platformId, clientId }: ReceiptHolder): PlatformOrClientId {
  return platformId === null ? { clientId: clientId ?? '' } : { platformId };
}

/**
 * Loads the holder of a receipt, while the domain still belongs to the platform or client.
 * @throws AppError bad-input for an unknown receipt or a domain no longer recorded.
 */
export async function loadReceiptHolder(
  sql: Sql,
  key: Buffer,
  receipt: string,
  now: Date,
): Promise<ReceiptHolder> {
  const [holder] = await sql(
    statement(
      HOLDER,
      `SELECT id, platform_id AS "platformId", client_id AS "clientId", domain,
            code_hash AS "codeHash", proven_on::text AS "provenOn"
       FROM domain_proof WHERE secret_hash = $1`,
    ),
    [hashReceipt(key, receipt)],
  );
  if (holder === undefined) throw fieldError('receipt', 'wrong');
  const held = await findEligibleDomains(sql, representedBy(holder), now);
  if (!held.includes(holder.domain)) throw fieldError('receipt', 'not-its-domain');
  return holder;
}

/**
 * Loads the holder of a receipt who proved control of the domain within 90 days.
 * @throws AppError bad-input when it is not proven, or was too long ago.
 */
export async function requireProvenDomain(
  sql: Sql,
  key: Buffer,
  receipt: string,
  now: Date,
): Promise<ReceiptHolder> {
  const holder = await loadReceiptHolder(sql, key, receipt, now);
  if (domainProofState(holder.provenOn, today(now)) !== 'proven') {
    throw fieldError('receipt', 'not-proven');
  }
  return holder;
}
