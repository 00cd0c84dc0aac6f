export type AuthoredKind = 'payout' | 'incident' | 'review' | 'task' | 'client';

export const AUTHORED_TABLES: Readonly<Record<AuthoredKind, string>> = {
  payout: 'payout',
  incident: 'incident',
  review: 'review',
  task: 'task_report',
  client: 'client_review',
};
export const AUTHORED_KINDS = Object.keys(AUTHORED_TABLES) as AuthoredKind[];
