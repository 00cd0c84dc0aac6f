/**
 * What an act of the public record commits to.
 * - content: to what everybody can read of its subject once the act is done, as the dump has it
 * - row: to a public row that the act wrote beside its subject: a decision, a change of standing, …
 * - end: to nothing more of its subject, which is gone from then on
 * - sealed: to what is not public. Only who was told can open it
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

/** Every kind of act, and what it commits to. One that is not listed does not compile. */
export const KINDS = {
  'platform-added': CONTENT,
  'platform-corrected': CONTENT,
  'correction-undone': CONTENT,
  'platform-closed': DECISION,
  'platform-reopened': DECISION,
  'standing-changed': { to: 'row', of: 'standing' },
  'dispute-published': CONTENT,
  'dispute-withdrawn': END,

  'payout-published': CONTENT,
  'payout-corrected': CONTENT,
  'payout-closed': CONTENT,
  'payout-still-waiting': CONTENT,
  'payout-withdrawn': END,
  'payout-hidden': DECISION,
  'payout-removed': DECISION,
  'payout-veiled': DECISION,
  'payout-restored': DECISION,
  'payout-left-standing': DECISION,
  'proof-confirmed': SEALED,
  'proof-doubted': SEALED,
  'proof-voice-withdrawn': END,
  'picture-covered': SEALED,
  'picture-uncovered': SEALED,
  'check-opened': SEALED,
  'check-dropped': SEALED,
  'check-opinion': SEALED,
  'check-opinion-withdrawn': END,
  'check-upheld': DECISION,
  'check-dismissed': DECISION,
} as const satisfies Record<string, Commitment>;
