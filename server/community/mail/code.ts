import { createHash, createHmac } from 'node:crypto';

/**
 * The code that stands in the mails to one address: derived, so that the database has its hash alone
 * and each mail can carry it. Another address of the same member has another code.
 */
export function codeOf(key: Buffer, memberId: string, sealed: string): string {
  return createHmac('sha256', key).update(`${memberId}/${sealed}`).digest('base64url');
}

/** What the database knows a code by: random enough to need no salt. */
export function hashCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
