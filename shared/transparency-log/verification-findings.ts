/** An observation of a record: the verifier key line, and a signed note. */
export type SeenLog = { readonly key: string; readonly note: string };

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
export type LogFinding =
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

export const ALARMING_FINDINGS: ReadonlySet<LogFinding> = new Set([
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
export function formatAlarm(finding: LogFinding, seen: SeenLog | null, answer: SeenLog): string {
  const part = (title: string, { key, note }: SeenLog): string =>
    `${title}\nkey: ${key}\n\n${note}\n`;
  const before = seen === null ? '' : part('--- seen before', seen);
  return `${finding}\n\n${before}${part('--- answered instead', answer)}`;
}
