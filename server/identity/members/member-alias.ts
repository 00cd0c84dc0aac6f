import { createHmac } from 'node:crypto';
import type { Secrets } from '#server/core/secrets.ts';

/** Purpose of the site's secret in the hash of aliases. */
export const MEMBER_ALIAS_KEY_PURPOSE = 'marks of members';

/**
 * Computes the alias under which a row stands for a member: a keyed hash of her id under the key of a
 * phase, her own key and the site's secret. Once either key is destroyed, no copy of the row leads to
 * her.
 */
export function computeMemberAlias(
  secrets: Secrets,
  phaseKey: Buffer,
  own: Buffer,
  memberId: string,
): Uint8Array<ArrayBuffer> {
  const hash = createHmac('sha256', secrets.keyFor(MEMBER_ALIAS_KEY_PURPOSE));
  return Uint8Array.from(hash.update(phaseKey).update(own).update(memberId).digest());
}
