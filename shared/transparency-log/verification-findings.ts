/** An observation of a record: the verifier key line, and a signed note. */
export type SeenRecord = { readonly key: string; readonly note: string };

/**
 * The result of comparing a record with an earlier observation.
 * - first: nothing was seen before; same, grown: it begins with what was seen
 * - renewed: a new log that begins with what was seen; new-key: another key, named by the previous
 * one
 * - restored: a new log that acknowledges the size seen, and lacks some acts
 * - unconfirmed-key: another key, confirmed by nothing
 * - forked: it is not what was seen; shrunk: it has fewer acts
 * - unsigned: no key of its log signed it
 */
export type RecordFinding =
  | 'first'
  | 'same'
  | 'grown'
  | 'renewed'
  | 'restored'
  | 'new-key'
  | 'unconfirmed-key'
  | 'forked'
  | 'shrunk'
  | 'unsigned';

export const ALARMING: ReadonlySet<RecordFinding> = new Set([
  'restored',
  'unconfirmed-key',
  'forked',
  'shrunk',
  'unsigned',
]);

/**
 * The lines of a proof of misbehaviour: what was seen before, and the answer now, each with its
 * key.
 */
export function writeAlarm(
  finding: RecordFinding,
  seen: SeenRecord | null,
  answer: SeenRecord,
): string {
  const part = (title: string, { key, note }: SeenRecord): string =>
    `${title}\nkey: ${key}\n\n${note}\n`;
  const before = seen === null ? '' : part('--- seen before', seen);
  return `${finding}\n\n${before}${part('--- answered instead', answer)}`;
}
