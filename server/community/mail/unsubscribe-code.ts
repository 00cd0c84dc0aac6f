import { createHash, createHmac } from 'node:crypto';

/**
 * Derives the unsubscribe code of one address, so that each mail can carry it and the database
 * stores only its hash. Another address of the same member has another code.
 */
export function unsubscribeCodeOf(key: Buffer, memberId: string, sealed: string): string {
  return createHmac('sha256', key).update(`${memberId}/${sealed}`).digest('base64url');
}

/** Hashes an unsubscribe code, without a salt, since the code is random enough. */
export function hashUnsubscribeCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
