/** What somebody has seen of a record: the key as a verifier key line, and a signed note. */
export type SeenRecord = { readonly key: string; readonly note: string };

/**
 * What a record is beside what was seen of it before.
 * - first: nothing was seen before; same, grown: it begins with what was seen
 * - renewed: a new log, that begins with what was seen; new-key: another key, that the former one names
 * - restored: a new log, that owns up to as much as was seen, and lacks some of it
 * - unconfirmed-key: another key, that nothing confirms
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

/** The lines of a proof: what was seen before, and what was answered instead, each with its key. */
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
