import {
  CASE_SUBJECT_KINDS,
  COVERABLE_KINDS,
  SUBJECT_KINDS,
  type CaseSubjectKind,
  type CoverableKind,
  type SubjectKind,
} from '#shared/core/subject-kinds.ts';

/**
 * What a log entry's commitment is a hash of:
 * - content: what everybody can read of the subject after the act, in the dump's format
 * - row: a public row that the act inserted beside its subject, such as a decision or a change of
 *   standing
 * - end: nothing but the subject's name; it no longer exists
 * - sealed: non-public content, which only those who were told can open
 */
export type Commitment = (
  | { readonly to: 'content' }
  | { readonly to: 'row'; readonly of: string }
  | { readonly to: 'end' }
  | { readonly to: 'sealed' }
) & {
  /** The author edited the content: it may be flagged and veiled again. */
  readonly changes?: true;
  /** The subject was withdrawn or erased: dumps list it, so that mirrors delete it too. */
  readonly withdraws?: true;
};

const CONTENT = { to: 'content' } as const;
const CHANGE = { to: 'content', changes: true } as const;
const ERASURE = { to: 'content', withdraws: true } as const;
const END = { to: 'end' } as const;
const WITHDRAWAL = { to: 'end', withdraws: true } as const;
const SEALED = { to: 'sealed' } as const;
const DECISION = { to: 'row', of: 'decision' } as const;

/** Outcomes of decisions on a case, as suffixes of entry kinds. */
const DECIDED = ['hidden', 'removed', 'veiled', 'restored', 'left-standing'] as const;

/** The entry kinds for decisions on each kind of content, and on pauses from posting. */
const DECISIONS = Object.fromEntries(
  CASE_SUBJECT_KINDS.flatMap((kind) => DECIDED.map((done) => [`${kind}-${done}`, DECISION])),
) as Readonly<Record<`${CaseSubjectKind}-${(typeof DECIDED)[number]}`, typeof DECISION>>;

/** The entry kinds for decisions to cover words of a text, and to show them again. */
const COVERINGS = Object.fromEntries(
  COVERABLE_KINDS.flatMap((kind) => [
    [`${kind}-covered`, DECISION],
    [`${kind}-uncovered`, DECISION],
  ]),
) as Readonly<Record<`${CoverableKind}-${'covered' | 'uncovered'}`, typeof DECISION>>;

/**
 * Kinds of content that an author publishes and withdraws, with one entry each; a boycott goes through
 * states instead.
 */
type AuthorsKind = Exclude<SubjectKind, 'boycott'>;
const AUTHORS_ACTS = Object.fromEntries(
  SUBJECT_KINDS.filter((kind) => kind !== 'boycott').flatMap((kind) => [
    [`${kind}-published`, CONTENT],
    [`${kind}-withdrawn`, WITHDRAWAL],
  ]),
) as Readonly<
  Record<`${AuthorsKind}-published`, typeof CONTENT> &
    Record<`${AuthorsKind}-withdrawn`, typeof WITHDRAWAL>
>;

/** All kinds of log entries with what they commit to. A kind that is missing here does not compile. */
export const ENTRY_KINDS = {
  // The subject's content has changed by another act, which has its own log entry.
  'content-stated': CONTENT,
  // The subject's content as it was, in a newer form of leaves.
  'content-restated': CONTENT,
  // A row that dumps have no more, of a subject that no act ends.
  'content-unlisted': END,
  ...DECISIONS,
  ...COVERINGS,
  ...AUTHORS_ACTS,

  'platform-added': CONTENT,
  'platform-corrected': { to: 'row', of: 'platform-corrections' },
  'correction-undone': { to: 'row', of: 'platform-corrections' },
  'platform-closed': DECISION,
  'platform-reopened': DECISION,
  'standing-changed': { to: 'row', of: 'standing-changes' },

  'payout-corrected': CHANGE,
  // The payout is no longer a proof: its picture was removed, or its author unsigned it.
  'payout-unlisted': WITHDRAWAL,
  // No longer made, since proofs no longer show when a payout is still pending.
  'payout-still-waiting': CONTENT,
  'payout-closed': CONTENT,
  'picture-covered': SEALED,
  'picture-uncovered': SEALED,
  'proof-confirmed': CONTENT,
  'proof-doubted': CONTENT,
  'proof-voice-withdrawn': WITHDRAWAL,
  'check-opened': CONTENT,
  'check-dropped': CONTENT,
  'check-upheld': DECISION,
  'check-dismissed': DECISION,
  'check-withdrawn': WITHDRAWAL,
  'check-opinion': CONTENT,
  'check-opinion-withdrawn': WITHDRAWAL,

  'incident-corrected': CHANGE,
  'incident-echoed': SEALED,
  'incident-echo-withdrawn': SEALED,

  // Task reports are no longer public; this ends the entries of those that were.
  'task-report-corrected': CHANGE,
  'task-report-unlisted': WITHDRAWAL,

  'review-edited': CHANGE,

  'client-added': CONTENT,
  'client-changed': { to: 'row', of: 'client-changes' },
  'client-change-undone': { to: 'row', of: 'client-changes' },
  'client-name-erased': ERASURE,
  'client-removed': WITHDRAWAL,
  'client-review-edited': CHANGE,

  // The released slips of a platform and Monday; one that was withdrawn since is left out.
  'slips-released': CONTENT,
  'slips-withdrawn': WITHDRAWAL,

  'finding-opened': CONTENT,
  'finding-ended': CONTENT,
  'finding-lifted': DECISION,
  'finding-restored': DECISION,

  'watched-word-added': CONTENT,
  'watched-word-removed': WITHDRAWAL,
  'fund-taken-off': CONTENT,
  'thread-started': CONTENT,
  'thread-renamed': CONTENT,
  'thread-imported': CONTENT,
  'thread-withdrawn': WITHDRAWAL,
  'thread-pinned': CONTENT,
  'thread-unpinned': CONTENT,
  'thread-closed': CONTENT,
  'thread-reopened': CONTENT,
  'thread-moved': CONTENT,
  'thread-slowed': CONTENT,
  'thread-retitled': CONTENT,
  'thread-guided': CONTENT,
  'thread-unguided': CONTENT,
  'thread-merged': CONTENT,
  'posts-moved': CONTENT,
  'post-edited': CHANGE,
  'post-imported': CONTENT,

  'reply-received': SEALED,
  'reply-unverified': END,
  'reply-refused': SEALED,
  'domain-proven': CONTENT,
  'domain-forgotten': END,
  // Disputes of facts only. A dispute of other content goes to the moderators of its case.
  'domain-dispute-received': CONTENT,
  'domain-thing-disputed': SEALED,
  'domain-dispute-answered': CONTENT,

  'boycott-proposed': CONTENT,
  'boycott-changed': CHANGE,
  'boycott-debated': CONTENT,
  'boycott-pledging': CONTENT,
  'boycott-reached': CONTENT,
  'boycott-on': CONTENT,
  'boycott-failed': CONTENT,
  'boycott-ended': CONTENT,
  'boycott-outcome-said': CHANGE,
  'boycott-key-given': CONTENT,
  'boycott-key-left': CONTENT,
  'boycott-key-refused': CONTENT,
  'boycott-looked-back': CHANGE,
  // Logged once, before the first pledge, with the keys that sign the boycott's pledges.
  'boycott-keys-told': CONTENT,
  'boycott-keys-destroyed': END,
  // Commits to the boycott's steps and figures, without the author's text.
  'boycott-withdrawn': ERASURE,
  // A second person read it beside the original and confirmed it.
  'boycott-translation-confirmed': CONTENT,
  // A second person refused it: its author corrects it.
  'boycott-translation-refused': CONTENT,
  'ballot-opened': CONTENT,
  'ballot-closed': CONTENT,

  // Logged before the first answer, with the key that signs for the survey of a year.
  'survey-key-told': CONTENT,
  'survey-figures-published': CONTENT,

  'flag-made': SEALED,
  'flags-paused': SEALED,
  'case-opened': SEALED,
  'case-closed': SEALED,
  'case-reopened': SEALED,
  'appeal-made': SEALED,
  'appeal-withdrawn': { to: 'sealed', withdraws: true },
  'appeal-ended': SEALED,
  // The jury's page shows what these kinds commit to, with the salts that the draw depends on.
  'jury-called': SEALED,
  'jury-nonce': SEALED,
  'jury-nonce-told': SEALED,
  'jury-drawn': SEALED,
  'juror-replaced': SEALED,
  'jury-decided': SEALED,
  'jury-dropped': SEALED,
  'jury-failed': SEALED,
  'notice-received': SEALED,
  'notice-answered': SEALED,
  'message-flag-dismissed': SEALED,
  'messages-suspended': SEALED,

  'legal-demand-received': CONTENT,
  'legal-demand-answered': CONTENT,
  'legal-demand-withheld': ERASURE,
  'legal-demand-disclosed': CONTENT,

  'term-begun': CONTENT,
  'term-ended': CONTENT,
  'term-forgotten': WITHDRAWAL,
  // No longer made: `term-…` kinds replace them.
  'role-granted': SEALED,
  'role-ended': SEALED,
  'member-left': SEALED,
  'log-first': SEALED,
  'log-restored': SEALED,
  'log-forked': SEALED,
  'log-key-changed': SEALED,
  'log-hour': SEALED,
  'demo-begun': SEALED,
  'platform-backdated': CONTENT,
  'demo-loaded': SEALED,
} as const satisfies Record<string, Commitment>;

export type EntryKind = keyof typeof ENTRY_KINDS;

/** The kinds that commit to `To`. */
export type EntryKindCommittingTo<To extends Commitment['to']> = {
  [Each in EntryKind]: (typeof ENTRY_KINDS)[Each]['to'] extends To ? Each : never;
}[EntryKind];

/** The kinds that withdraw or erase a subject and commit to what is left of it. */
export type PublicWithdrawalKind = {
  [Each in EntryKind]: (typeof ENTRY_KINDS)[Each] extends { to: 'content' | 'end'; withdraws: true }
    ? Each
    : never;
}[EntryKind];

/** Lists the kinds that commit to `to`. */
export function entryKindsCommittingTo(to: Commitment['to']): EntryKind[] {
  return kindsThat((commitment) => commitment.to === to);
}

/** Kinds of entries for edits by the author. */
export const AUTHOR_EDIT_KINDS = kindsThat(({ changes }) => changes === true);

/** Kinds of entries for withdrawal and erasure, which dumps list. */
export const WITHDRAWAL_KINDS = kindsThat(({ withdraws }) => withdraws === true);

function kindsThat(holds: (commitment: Commitment) => boolean): EntryKind[] {
  return (Object.keys(ENTRY_KINDS) as EntryKind[]).filter((kind) => holds(ENTRY_KINDS[kind]));
}

/** SQL: the kinds as a list for IN. */
export function kindListSql(kinds: readonly EntryKind[]): string {
  return kinds.map((kind) => `'${kind}'`).join(', ');
}
