export type AuthoredKind = 'payout' | 'incident' | 'review' | 'task' | 'client';

export const AUTHORED_TABLES: Readonly<Record<AuthoredKind, string>> = {
  payout: 'payout',
  incident: 'incident',
  review: 'review',
  task: 'task_report',
  client: 'client_review',
};
export const AUTHORED_KINDS = Object.keys(AUTHORED_TABLES) as AuthoredKind[];

/**
 * SQL: the public key of a row of a kind; signed rows have a different key from unsigned ones.
 * `author` is the alias of `author` or `weighed_author`.
 */
export function publicAuthorKeySql(kind: AuthoredKind, author: string, signed: string): string {
  return `(CASE WHEN ${signed} THEN ${author}.signed_key ELSE ${author}.${kind}_key END)`;
}
