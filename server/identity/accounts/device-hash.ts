import { hash128 } from '#shared/evidence/workbook-hash.ts';

/** A hash that distinguishes the accounts used on one device, without revealing the member's id. */
export function deviceHash(memberId: string): string {
  return hash128(`device ${memberId}`);
}
