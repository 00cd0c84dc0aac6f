import type { DeriveBytes } from '#web/collective/blind-signing/blind-signatures.ts';

/** Bytes of the secret of which a member's pledges are derived: twelve words of BIP 39. */
export const CARRY_SECRET_BYTES = 16;

const SALT = 'contrenote carried pledge v1';

/** What a pledge is derived for. `account` is the account's hash on devices. */
export type DerivedPledge = {
  readonly account: string;
  readonly boycott: string;
  readonly rank: string;
};

/**
 * Derives all that is secret or random of a pledge from the member's secret, by HKDF-SHA-256
 * (RFC 5869): another device with the secret makes the same key and the same blinded message. No two
 * accounts, boycotts, ranks or purposes share bytes.
 */
export async function openPledgeDerivation(
  secret: Uint8Array<ArrayBuffer>,
  { account, boycott, rank }: DerivedPledge,
): Promise<DeriveBytes> {
  const utf8 = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return async (purpose, length) => {
    const info = utf8.encode([purpose, account, boycott, rank, ''].join('\n'));
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode(SALT), info };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 8 * length));
  };
}

/** Draws a new secret for an account on this device. */
export function drawCarrySecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(CARRY_SECRET_BYTES));
}
