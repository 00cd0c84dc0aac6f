import { hashReceipt } from '#server/governance/legal/receipts.ts';
import { col, statement, type RowOf, type Shape, type Sql } from '#server/database/sql.ts';
import { refuseField } from '#server/core/errors.ts';
import type { NamedId } from '#server/governance/replies/named.ts';
import { today } from '#shared/core/days.ts';
import { domainsOf } from './held.ts';
import { proofState } from './rules.ts';

/** The purpose of the key that receipts and codes are hashed with. */
export const DOMAIN_KEY = 'domain receipts';

/** Who holds the receipt of a code for a domain. */
export type Holder = RowOf<typeof HOLDER>;

const HOLDER = {
  id: col.text,
  platformId: col.text.orNull,
  clientId: col.text.orNull,
  domain: col.text,
  codeHash: col.text,
  provenOn: col.text.orNull,
} satisfies Shape;

/** Whom a holder speaks for. */
export function namedBy({ platformId, clientId }: Holder): NamedId {
  return platformId === null ? { clientId: clientId ?? '' } : { platformId };
}

/**
 * Who holds a receipt, while the domain is still one of whom it speaks for.
 * @throws AppError bad-input where there is no such receipt, or the domain is recorded no more.
 */
export async function loadHolder(
  sql: Sql,
  key: Buffer,
  receipt: string,
  now: Date,
): Promise<Holder> {
  const [holder] = await sql(
    statement(
      HOLDER,
      `SELECT id, platform_id AS "platformId", client_id AS "clientId", domain,
            code_hash AS "codeHash", proven_on::text AS "provenOn"
       FROM domain_proof WHERE secret_hash = $1`,
    ),
    [hashReceipt(key, receipt)],
  );
  if (holder === undefined) throw refuseField('receipt', 'wrong');
  const held = await domainsOf(sql, namedBy(holder), now);
  if (!held.includes(holder.domain)) throw refuseField('receipt', 'not-its-domain');
  return holder;
}

/**
 * Who holds a receipt and has shown within 90 days to control the domain.
 * @throws AppError bad-input where that was not shown, or too long ago.
 */
export async function requireControl(
  sql: Sql,
  key: Buffer,
  receipt: string,
  now: Date,
): Promise<Holder> {
  const holder = await loadHolder(sql, key, receipt, now);
  if (proofState(holder.provenOn, today(now)) !== 'proven') {
    throw refuseField('receipt', 'not-proven');
  }
  return holder;
}
