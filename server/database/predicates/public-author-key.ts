/** Kinds of evidence with author keys. */
export type AuthoredKind = 'payout' | 'incident' | 'review' | 'task' | 'client';

/**
 * SQL: the public key of a row of a kind; signed rows have a different key from unsigned ones.
 * `author` is the alias of `author` or `weighed_author`.
 */
export function publicAuthorKeySql(kind: AuthoredKind, author: string, signed: string): string {
  return `(CASE WHEN ${signed} THEN ${author}.signed_key ELSE ${author}.${kind}_key END)`;
}
