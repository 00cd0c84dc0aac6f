import type { SubjectKind } from '#shared/governance/cases.ts';

/**
 * What a log entry's commitment is a hash of:
 * - content: what everybody can read of the subject after the act, in the dump's format
 * - row: a public row that the act inserted beside its subject, such as a decision or a change of
 *   standing
 * - end: nothing but the subject's name; it no longer exists
 * - sealed: non-public content, which only those who were told can open
 */
export type Commitment =
  | { readonly to: 'content' }
  | { readonly to: 'row'; readonly of: string }
  | { readonly to: 'end' }
  | { readonly to: 'sealed' };

const CONTENT = { to: 'content' } as const;
const END = { to: 'end' } as const;
const SEALED = { to: 'sealed' } as const;
const DECISION = { to: 'row', of: 'decision' } as const;

/** Outcomes of decisions on a case, as suffixes of entry kinds. */
type Decided = 'hidden' | 'removed' | 'veiled' | 'restored' | 'left-standing';

/** The entry kinds for decisions on one kind of content. */
function decidedOn<Kind extends SubjectKind>(
  kind: Kind,
): Readonly<Record<`${Kind}-${Decided}`, typeof DECISION>> {
  const acts = ['hidden', 'removed', 'veiled', 'restored', 'left-standing'].map(
    (done) => [`${kind}-${done}`, DECISION] as const,
  );
  return Object.fromEntries(acts) as Readonly<Record<`${Kind}-${Decided}`, typeof DECISION>>;
}

/** All kinds of log entries with what they commit to. A kind that is missing here does not compile. */
export const KINDS = {
  // The subject's content has changed by another act, which has its own entry.
  'content-stated': CONTENT,

  'platform-added': CONTENT,
  'platform-corrected': { to: 'row', of: 'platform-corrections' },
  'correction-undone': { to: 'row', of: 'platform-corrections' },
  'platform-closed': DECISION,
  'platform-reopened': DECISION,
  'standing-changed': { to: 'row', of: 'standing-changes' },
  'dispute-published': CONTENT,
  'dispute-withdrawn': END,

  'payout-published': CONTENT,
  'payout-corrected': CONTENT,
  'payout-still-waiting': CONTENT,
  'payout-closed': CONTENT,
  'payout-withdrawn': END,
  ...decidedOn('payout'),
  'picture-covered': SEALED,
  'picture-uncovered': SEALED,
  'proof-confirmed': CONTENT,
  'proof-doubted': CONTENT,
  'proof-voice-withdrawn': END,
  'check-opened': CONTENT,
  'check-dropped': CONTENT,
  'check-upheld': DECISION,
  'check-dismissed': DECISION,
  'check-withdrawn': END,
  'check-opinion': CONTENT,
  'check-opinion-withdrawn': END,

  'incident-published': CONTENT,
  'incident-corrected': CONTENT,
  'incident-withdrawn': END,
  'incident-echoed': SEALED,
  'incident-echo-withdrawn': SEALED,
  ...decidedOn('incident'),

  'task-report-published': CONTENT,
  'task-report-corrected': CONTENT,
  'task-report-withdrawn': END,
  ...decidedOn('task-report'),

  'review-published': CONTENT,
  'review-edited': CONTENT,
  'review-withdrawn': END,
  ...decidedOn('review'),

  'client-added': CONTENT,
  'client-changed': { to: 'row', of: 'client-changes' },
  'client-change-undone': { to: 'row', of: 'client-changes' },
  'client-name-erased': CONTENT,
  'client-removed': END,
  'client-review-published': CONTENT,
  'client-review-edited': CONTENT,
  'client-review-withdrawn': END,
  ...decidedOn('client-review'),
  'guess-published': CONTENT,
  'guess-withdrawn': END,
  ...decidedOn('guess'),

  'finding-opened': CONTENT,
  'finding-ended': CONTENT,
  'finding-lifted': DECISION,
  'finding-restored': DECISION,

  'thread-started': CONTENT,
  'thread-renamed': CONTENT,
  'thread-imported': CONTENT,
  'thread-withdrawn': END,
  'thread-pinned': CONTENT,
  'thread-unpinned': CONTENT,
  'thread-closed': CONTENT,
  'thread-reopened': CONTENT,
  'thread-moved': CONTENT,
  'thread-slowed': CONTENT,
  'thread-retitled': CONTENT,
  'post-published': CONTENT,
  'post-edited': CONTENT,
  'post-imported': CONTENT,
  'post-withdrawn': END,
  ...decidedOn('post'),

  'reply-received': SEALED,
  'reply-published': CONTENT,
  'reply-unverified': END,
  'reply-withdrawn': END,
  'reply-refused': SEALED,
  ...decidedOn('reply'),
  'domain-proven': CONTENT,
  'domain-forgotten': END,
  // On facts only. A dispute about other content goes to the moderators of its case.
  'domain-dispute-received': CONTENT,
  'domain-thing-disputed': SEALED,
  'domain-dispute-answered': CONTENT,

  'boycott-proposed': CONTENT,
  'boycott-changed': CONTENT,
  'boycott-debated': CONTENT,
  'boycott-pledging': CONTENT,
  'boycott-reached': CONTENT,
  'boycott-on': CONTENT,
  'boycott-failed': CONTENT,
  'boycott-ended': CONTENT,
  'boycott-outcome-said': CONTENT,
  'boycott-key-given': CONTENT,
  'boycott-key-left': CONTENT,
  'boycott-key-refused': CONTENT,
  'boycott-looked-back': CONTENT,
  // Once, before the first pledge: the keys that sign its pledges.
  'boycott-keys-told': CONTENT,
  'boycott-keys-destroyed': END,
  // Commits to steps and figures, without the author's text.
  'boycott-withdrawn': CONTENT,
  'ballot-opened': CONTENT,
  'ballot-closed': CONTENT,
  ...decidedOn('boycott'),

  'flag-made': SEALED,
  'flags-paused': SEALED,
  'case-opened': SEALED,
  'case-closed': SEALED,
  'case-reopened': SEALED,
  'appeal-made': SEALED,
  'appeal-withdrawn': SEALED,
  'appeal-ended': SEALED,
  // Opened on the jury's page, with the salts that the draw depends on.
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
  'legal-demand-withheld': CONTENT,
  'legal-demand-disclosed': CONTENT,

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

export type Kind = keyof typeof KINDS;

/** The kinds that commit to `To`. */
export type KindTo<To extends Commitment['to']> = {
  [Each in Kind]: (typeof KINDS)[Each]['to'] extends To ? Each : never;
}[Kind];

/** Lists the kinds that commit to `to`. */
export function kindsTo(to: Commitment['to']): Kind[] {
  return (Object.keys(KINDS) as Kind[]).filter((kind) => KINDS[kind].to === to);
}
