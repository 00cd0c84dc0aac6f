export type EvidenceKind = 'payout' | 'incident' | 'review' | 'task' | 'client';

export const EVIDENCE_TABLE_BY_KIND: Readonly<Record<EvidenceKind, string>> = {
  payout: 'payout',
  incident: 'incident',
  review: 'review',
  task: 'task_report',
  client: 'client_review',
};
export const EVIDENCE_KINDS = Object.keys(EVIDENCE_TABLE_BY_KIND) as EvidenceKind[];
