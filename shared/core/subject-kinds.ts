/** Kinds of content that can be flagged, and that cases, decisions and the public record name. */
export const SUBJECT_KINDS = [
  'post',
  'payout',
  'incident',
  'review',
  'client-review',
  'task-report',
  'guess',
  'dispute',
  'reply',
  'boycott',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
