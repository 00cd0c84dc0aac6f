import type { ErrorCode, ErrorResponse, FieldIssues } from '#shared/core/errors.ts';
import type { Report, Signing } from './report.ts';

/** An entry that was asked to be published, until the server has it. */
export type Outgoing = {
  /** Held: she took it back when it may have been public already. */
  readonly state: 'waiting' | 'refused' | 'held';
  /** The client is a company or an account: its name may go, too. */
  readonly company: boolean;
  /** The mark of the account it goes out under; null where nobody was signed in. */
  readonly account: string | null;
  /** What was sent and not answered: it goes again as it was, whatever the entry says by now. */
  readonly sent: Report | null;
  /** When it was first sent; kept before, so that an answer that was lost is known as lost. */
  readonly firstTriedAt: number | null;
  readonly problem: { readonly code: ErrorCode; readonly fields: FieldIssues } | null;
  /** What she answered where her others on the platform are signed; absent where she was not asked. */
  readonly signing?: Signing | undefined;
};
export type Outbox = Readonly<Record<string, Outgoing>>;

/** For so long the server surely knows a key again; it forgets them after three months. */
const KEY_LASTS_MS = 80 * 86_400_000;
/** Refusals that say nothing of the entry: it waits, and goes another time. */
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

/** Sent so long ago, without an answer, that sending again could publish it twice. */
export function isUnsure({ firstTriedAt }: Outgoing, now: number): boolean {
  return firstTriedAt !== null && now - firstTriedAt > KEY_LASTS_MS;
}

/** Taken back or refused after a try without an answer: others may read it. */
export function mayBePublic({ state, firstTriedAt }: Outgoing): boolean {
  return state !== 'waiting' && firstTriedAt !== null;
}

/** Whether it was refused because her others on the platform are signed, or have to stay so. */
export function isUnlikeOthers({ problem }: Outgoing): boolean {
  const { signed, alike } = problem?.fields ?? {};
  return signed?.code === 'others-signed' || alike !== undefined;
}

/** Whether the refusal leaves the entry waiting. */
export function isForLater(code: ErrorCode): boolean {
  return LATER.has(code);
}

/**
 * What she asks to publish, as it is when it is sent. `looked`: she saw that it is not among her
 * evidence, so that earlier tries no longer count.
 */
export function ask(
  known: Outgoing | null,
  asked: {
    company: boolean;
    account: string | null;
    looked: boolean;
    signing?: Signing | undefined;
  },
): Outgoing {
  const firstTriedAt = asked.looked ? null : (known?.firstTriedAt ?? null);
  return {
    state: 'waiting',
    company: asked.company,
    // Only the account that it was sent under knows its key again.
    account: firstTriedAt === null ? asked.account : (known?.account ?? null),
    sent: null,
    firstTriedAt,
    problem: null,
    signing: asked.signing,
  };
}

/** What a waiting entry waits for, with the account that is signed in; null for nobody. */
export function waitsFor(
  { account, firstTriedAt }: Outgoing,
  viewer: string | null,
): 'line' | 'consent' | 'other-account' {
  if (viewer === null || account === viewer) return 'line';
  return firstTriedAt === null ? 'consent' : 'other-account';
}

/** Goes out under the account that is signed in, as she said so. */
export function adopt(known: Outgoing, viewer: string): Outgoing {
  return known.state === 'waiting' && waitsFor(known, viewer) === 'consent'
    ? { ...known, account: viewer }
    : known;
}

/** Kept before it is sent; null where it is no longer to be sent. */
export function beginTry(known: Outgoing | null, report: Report, now: number): Outgoing | null {
  if (known?.state !== 'waiting') return known;
  return { ...known, sent: report, firstTriedAt: known.firstTriedAt ?? now };
}

/** She no longer wants it published: forgotten where it was never sent, else held. */
export function takeBack(known: Outgoing | null): Outgoing | null {
  return known === null || known.firstTriedAt === null ? null : { ...known, state: 'held' };
}

/** What a refusal makes of it; `before` is how it was before this try. */
export function settleRefusal(
  known: Outgoing | null,
  before: Outgoing,
  { code, fields = {} }: ErrorResponse['error'],
): Outgoing | null {
  if (known === null) return null;
  const problem = { code, fields };
  // What broke may have broken after it was published.
  if (code === 'internal') return { ...known, problem };
  // The key is taken, with other content: it is public.
  if (code === 'conflict') return { ...known, state: 'refused', sent: null, problem };
  if (isForLater(code)) {
    return dropIfHeld({ ...known, sent: before.sent, firstTriedAt: before.firstTriedAt, problem });
  }
  // The same content with the same key was refused: so it was not published by an earlier try.
  const isNew = code === 'bad-input' && before.sent !== null;
  const firstTriedAt = isNew ? null : before.firstTriedAt;
  const state = known.state === 'held' ? 'held' : 'refused';
  return dropIfHeld({ ...known, state, sent: null, firstTriedAt, problem });
}

/** Taken back, and never published: nothing is left to say. */
function dropIfHeld(outgoing: Outgoing): Outgoing | null {
  return outgoing.state === 'held' && outgoing.firstTriedAt === null ? null : outgoing;
}
