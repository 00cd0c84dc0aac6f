import type { ErrorCode, ErrorResponse, FieldIssues } from '#shared/core/errors.ts';
import type { PublicationRequest, SigningChoice } from './publication-request.ts';

/** An entry to publish, until the server has it. */
export type OutgoingEntry = {
  /** Held: cancelled by the member when it may already be public. */
  readonly state: 'waiting' | 'refused' | 'held';
  /** The member confirmed that the client is a company or an account, so its name may be sent. */
  readonly company: boolean;
  /** Mark of the account that publishes it; null when nobody was signed in. */
  readonly account: string | null;
  /**
   * The request that was sent without an answer, to resend unchanged even if the entry changes;
   * else null.
   */
  readonly sent: PublicationRequest | null;
  /** Time of the first attempt; stored before it, so that a lost answer is noticed. */
  readonly firstTriedAt: number | null;
  readonly problem: { readonly code: ErrorCode; readonly fields: FieldIssues } | null;
  /** Her choice when her other reports on the platform are signed; absent unless asked. */
  readonly signing?: SigningChoice | undefined;
};
export type PublicationOutbox = Readonly<Record<string, OutgoingEntry>>;

/**
 * Time for which the server certainly remembers an idempotency key; it keeps them for three months.
 */
const KEY_LASTS_MS = 80 * 86_400_000;
/** Temporary refusals: the entry is sent again later. */
const LATER: ReadonlySet<ErrorCode> = new Set([
  'signed-out',
  'foreign-origin',
  'challenge-needed',
  'too-many',
  'busy',
  'no-room',
  'pictures-down',
  'internal',
]);

/**
 * Whether an entry was sent so long ago without an answer that resending could publish it twice.
 */
export function isAttemptUnresolved({ firstTriedAt }: OutgoingEntry, now: number): boolean {
  return firstTriedAt !== null && now - firstTriedAt > KEY_LASTS_MS;
}

/**
 * Whether an entry was cancelled or refused after an attempt without an answer, so that it may be
 * public.
 */
export function mayBePublic({ state, firstTriedAt }: OutgoingEntry): boolean {
  return state !== 'waiting' && firstTriedAt !== null;
}

/**
 * Whether an entry was refused because the member's others on the platform are signed differently.
 */
export function isSignedUnlikeOthers({ problem }: OutgoingEntry): boolean {
  const { signed, alike } = problem?.fields ?? {};
  return signed?.code === 'others-signed' || alike !== undefined;
}

/** Whether the refusal is temporary. */
export function isRefusalTemporary(code: ErrorCode): boolean {
  return LATER.has(code);
}

/**
 * Requests publication of the entry as of sending. `looked`: she confirmed that it is not among her
 * evidence, so earlier attempts no longer count.
 */
export function requestPublication(
  known: OutgoingEntry | null,
  asked: {
    company: boolean;
    account: string | null;
    looked: boolean;
    signing?: SigningChoice | undefined;
  },
): OutgoingEntry {
  const firstTriedAt = asked.looked ? null : (known?.firstTriedAt ?? null);
  return {
    state: 'waiting',
    company: asked.company,
    // Only the account that sent the entry knows its key.
    account: firstTriedAt === null ? asked.account : (known?.account ?? null),
    sent: null,
    firstTriedAt,
    problem: null,
    signing: asked.signing,
  };
}

/**
 * The reason why an entry in the outbox is not sent: no connection, the member's consent, or
 * another account that has to sign in.
 */
export function whyEntryWaits(
  { account, firstTriedAt }: OutgoingEntry,
  viewer: string | null,
): 'line' | 'consent' | 'other-account' {
  if (viewer === null || account === viewer) return 'line';
  return firstTriedAt === null ? 'consent' : 'other-account';
}

/** Moves a waiting entry to the signed-in account, at the member's request. */
export function moveToAccount(known: OutgoingEntry, viewer: string): OutgoingEntry {
  return known.state === 'waiting' && whyEntryWaits(known, viewer) === 'consent'
    ? { ...known, account: viewer }
    : known;
}

/** An entry as it is stored before its request is sent; unchanged unless it waits. */
export function beginAttempt(
  known: OutgoingEntry | null,
  report: PublicationRequest,
  now: number,
): OutgoingEntry | null {
  if (known?.state !== 'waiting') return known;
  return { ...known, sent: report, firstTriedAt: known.firstTriedAt ?? now };
}

/** Cancels publication: deleted if never sent, else held. */
export function cancelPublication(known: OutgoingEntry | null): OutgoingEntry | null {
  return known === null || known.firstTriedAt === null ? null : { ...known, state: 'held' };
}

/** The state of an entry after a refusal; `before` is the state before this attempt. */
export function applyRefusal(
  known: OutgoingEntry | null,
  before: OutgoingEntry,
  { code, fields = {} }: ErrorResponse['error'],
): OutgoingEntry | null {
  if (known === null) return null;
  const problem = { code, fields };
  // An internal error may have come after publication.
  if (code === 'internal') return { ...known, problem };
  // The key exists with other content: it is public.
  if (code === 'conflict') return { ...known, state: 'refused', sent: null, problem };
  if (isRefusalTemporary(code)) {
    return dropIfHeld({ ...known, sent: before.sent, firstTriedAt: before.firstTriedAt, problem });
  }
  // The same content and key were refused, so no earlier attempt published it.
  const isNew = code === 'bad-input' && before.sent !== null;
  const firstTriedAt = isNew ? null : before.firstTriedAt;
  const state = known.state === 'held' ? 'held' : 'refused';
  return dropIfHeld({ ...known, state, sent: null, firstTriedAt, problem });
}

/** Deletes an entry that is held but was never published. */
function dropIfHeld(outgoing: OutgoingEntry): OutgoingEntry | null {
  return outgoing.state === 'held' && outgoing.firstTriedAt === null ? null : outgoing;
}
