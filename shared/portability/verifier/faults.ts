/** Kinds of faults of a record, or of its match with the site, each with its sentence. */
export const FAULT_SENTENCES = {
  unsigned: 'the checkpoint is not signed by the key of the log',
  'other-key': 'the record is not signed by the key that you gave',
  'leaf-dropped': 'leaf dropped',
  'leaf-changed': 'leaf changed',
  'tile-changed': 'tile does not fit the leaves',
  'other-root': 'the leaves do not give the root that was signed',
  shrunk: 'the record shrank',
  forked: 'a different past was signed (fork)',
  restored: 'a backup was restored, and acts may be lost',
  'unknown-key': 'no key that the site names signed the older checkpoint',
  'unconfirmed-key': 'the key changed, and the former one did not name the next',
  'other-dump': 'the dump is of another past than the record',
  'file-changed': 'file of the dump changed',
  'file-missing': 'missing in the dump',
  'changed-silently': 'changed without an entry',
  'removed-silently': 'removed without an entry',
  'published-silently': 'published without an entry',
  'hidden-silently': 'hidden without a decision in the record',
  'shown-silently': 'shown again without a decision in the record',
  'held-back': 'held back without a reason',
  'still-there': 'withdrawn in the record, and still there',
  'not-opened': 'cannot be compared: its salt is missing',
  'salt-kept': 'withdrawn, and its salt is still given out',
  'act-unrecorded': 'act without an entry',
  'entry-differs': 'not as it stands in the record',
  'entry-unfounded': 'entry without an act',
  'keys-changed': 'keys changed after they were told',
  'counted-otherwise': 'counted otherwise than the record does',
  undecided: 'not as it was decided',
  'pledges-changed': 'pledges are not those that were counted',
  'acts-changed': 'what its pledgers said is not what the record commits to',
  'figure-wrong': 'not what follows from what is published',
  'figure-missing': 'figures are missing',
  'week-restated': 'figures of a former week were recorded again',
  'edition-restated': 'an edition of the barometer was recorded again',
  'act-unsigned': 'act that its pledge did not sign',
  'picture-replaced': 'picture replaced',
  'picture-missing': 'picture missing',
} as const;
export type FaultCode = keyof typeof FAULT_SENTENCES;

export type Fault = {
  readonly code: FaultCode;
  /**
   * The subject, file or leaf at fault, e.g. review/3k9… or leaf 312; null for the record itself.
   */
  readonly name: string | null;
  /** More details, as half a sentence. */
  readonly detail?: string;
  readonly address?: string;
};

export function describeFault({ code, name, detail, address }: Fault): string {
  const head = name === null ? FAULT_SENTENCES[code] : `${FAULT_SENTENCES[code]}: ${name}`;
  const more = [detail, address].filter((part) => part !== undefined);
  return more.length === 0 ? head : `${head} (${more.join('; ')})`;
}
