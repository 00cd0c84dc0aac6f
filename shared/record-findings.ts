/** What somebody has seen of a record: the key as a verifier key line, and a signed note. */
export type SeenRecord = { readonly key: string; readonly note: string };

/**
 * What a record is beside what was seen of it before.
 * - first: nothing was seen before; same, grown: it begins with what was seen
 * - renewed: a new log, that cites what was seen; new-key: another key, that the former one names
 * - unconfirmed-key: another key, that nothing confirms
 * - forked: it is not what was seen; shrunk: it has fewer acts
 * - unsigned: no key of its log signed it
 */
export type RecordFinding =
  | 'first'
  | 'same'
  | 'grown'
  | 'renewed'
  | 'new-key'
  | 'unconfirmed-key'
  | 'forked'
  | 'shrunk'
  | 'unsigned';

export const ALARMING: ReadonlySet<RecordFinding> = new Set([
  'unconfirmed-key',
  'forked',
  'shrunk',
  'unsigned',
]);
