import type { PledgeRank } from '#shared/collective/boycotts.ts';
import type { ErrorCode } from '#shared/core/errors.ts';
import { WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';

export type OutgoingMessage = {
  /** PLEDGE_PURPOSE, or the purpose of an act. */
  readonly purpose: string;
  readonly counter: number;
  readonly value: string;
  /** Signature of an act by the pledge's key; null for the pledge itself, whose token has one. */
  readonly signature: string | null;
  /** Earliest time to send, in milliseconds since 1970. */
  readonly dueAt: number;
  /** The message was sent at least once, so it may have arrived. */
  readonly tried: boolean;
};

export type FinalAnswer = {
  readonly counter: number;
  readonly value: string;
  /** Null when accepted, else the reason. */
  readonly refused: ErrorCode | null;
};

/** A pledge key made on this device for one boycott, with its state. */
export type PledgeCredential = {
  /** Alias of the account whose token it uses; other accounts on this device never see it. */
  readonly account: string;
  readonly boycott: string;
  readonly rank: PledgeRank;
  /** The site's signing key, as in the public record. */
  readonly publicKey: string;
  /** The organisers' signing keys in order; omitted without any. */
  readonly others?: readonly string[];
  /** The pledge's public key, Ed25519, base64. */
  readonly key: string;
  /** The private key: non-extractable if the browser can store it so, else 32 bytes. */
  readonly secret: CryptoKey | Uint8Array<ArrayBuffer>;
  /**
   * The member's secret that all of it is derived from; omitted where it was drawn at random, as
   * before, or where she erased it: then it cannot be carried to another device.
   */
  readonly carrySecret?: Uint8Array<ArrayBuffer>;
  /** Another device had the token first: whether it pledged is not known here. */
  readonly carried?: boolean;
  readonly prefix: string;
  /**
   * The message blinded for each signing key, kept until all have signed, to repeat the same
   * request if an answer is lost; null after.
   */
  readonly blinded: { readonly message: string; readonly inverse: Uint8Array } | null;
  /** Unblinded signatures, base64, concatenated; null until every key has signed. */
  readonly signature: string | null;
  /** Day of creation, in days since 1970. */
  readonly madeOn: number;
  /** The site was asked for the boycott's outcome, since pledging is over. */
  readonly closed: boolean;
  readonly outbox: readonly OutgoingMessage[];
  /** The site's last answer by purpose. */
  readonly said: Readonly<Record<string, FinalAnswer>>;
};

export const PLEDGE_PURPOSE = 'pledge';

export function ballotPurpose(ballot: string): string {
  return `ballot:${ballot}`;
}

export type PledgeState =
  | 'getting'
  | 'ready'
  /** Pledged, but a key has not signed yet. */
  | 'unsigned'
  | 'waiting'
  | 'counted'
  | 'withdrawing'
  | 'withdrawn'
  | 'late'
  | 'kept'
  | 'refused';

/** The state of a pledge: the last action on its credential, and whether the site confirmed it. */
export function pledgeStateOf({ signature, outbox, said }: PledgeCredential): PledgeState {
  if (outbox.some(({ purpose }) => purpose === PLEDGE_PURPOSE)) {
    return signature === null ? 'unsigned' : 'waiting';
  }
  if (outbox.some(({ purpose }) => purpose === WITHDRAW_PURPOSE)) return 'withdrawing';
  const withdrawal = said[WITHDRAW_PURPOSE];
  if (withdrawal !== undefined) return isTakenBack(withdrawal) ? 'withdrawn' : 'kept';
  const pledge = said[PLEDGE_PURPOSE];
  if (pledge === undefined) return signature === null ? 'getting' : 'ready';
  if (pledge.refused === null) return 'counted';
  if (pledge.refused === 'pledge-withdrawn') return 'withdrawn';
  return pledge.refused === 'not-pledging' ? 'late' : 'refused';
}

/** Whether nothing signed by this key counts: the pledge was withdrawn, or never arrived. */
function isTakenBack({ refused }: FinalAnswer): boolean {
  return refused === null || refused === 'unknown-pledge';
}

/** Whether the key belongs to a pledge, as far as this device knows. */
export function isPledged(credential: PledgeCredential): boolean {
  return ['counted', 'kept', 'withdrawing'].includes(pledgeStateOf(credential));
}

/** Whether another device may have pledged with the key, and this one has sent nothing yet. */
export function isMaybePledgedElsewhere(credential: PledgeCredential): boolean {
  return credential.carried === true && pledgeStateOf(credential) === 'ready';
}

/**
 * Puts the pledge into the outbox; while an organiser's signature is missing, it stays there. No
 * effect if it waits, is counted, or was finally withdrawn.
 */
export function addPledgeToOutbox(credential: PledgeCredential, dueAt: number): PledgeCredential {
  const state = pledgeStateOf(credential);
  const mayWait = state === 'getting' && needsOrganiserSignatures(credential);
  if (state !== 'ready' && state !== 'refused' && !mayWait) return credential;
  const outgoing = {
    purpose: PLEDGE_PURPOSE,
    counter: 0,
    value: '',
    signature: null,
    dueAt,
    tried: false,
  };
  return { ...forget(credential, [PLEDGE_PURPOSE]), outbox: [...credential.outbox, outgoing] };
}

export function needsOrganiserSignatures({ others = [] }: PledgeCredential): boolean {
  return others.length > 0;
}

/** Whether acts wait in the outbox and all signatures are there, without which none can be sent. */
export function hasSignedOutbox({ signature, outbox }: PledgeCredential): boolean {
  return signature !== null && outbox.length > 0;
}

/** Adds the complete signatures; a pledge that waited for them gets this sending time. */
export function addAllSignatures(
  credential: PledgeCredential,
  signature: string,
  dueAt: number,
): PledgeCredential {
  const outbox = credential.outbox.map((one) => ({ ...one, dueAt }));
  return { ...credential, signature, blinded: null, outbox };
}

/** Withdraws the pledge; the site is not told of one that never left this device. */
export function credentialAfterWithdrawal(
  credential: PledgeCredential,
  signature: string,
  dueAt: number,
): PledgeCredential {
  const waiting = credential.outbox.find(({ purpose }) => purpose === PLEDGE_PURPOSE);
  if (waiting !== undefined && !waiting.tried) return { ...credential, outbox: [] };
  const mayBePledged = isPledged(credential) || isMaybePledgedElsewhere(credential);
  if (waiting === undefined && !mayBePledged) return credential;
  const act = { purpose: WITHDRAW_PURPOSE, counter: 0, value: '', signature, dueAt, tried: false };
  // Earlier messages in the outbox are obsolete; a pledge that may have arrived is not sent again.
  return { ...forget(credential, [WITHDRAW_PURPOSE]), outbox: [act] };
}

/** Adds an act to the outbox, replacing an unsent one with the same purpose and counter. */
export function addActToOutbox(
  credential: PledgeCredential,
  act: OutgoingMessage,
): PledgeCredential {
  const others = credential.outbox.filter(
    ({ purpose, counter, tried }) => purpose !== act.purpose || (tried && counter !== act.counter),
  );
  return { ...forget(credential, [act.purpose]), outbox: [...others, act] };
}

/** The next counter of votes: higher than all used ones. */
export function nextVoteCounter({ outbox, said }: PledgeCredential, purpose: string): number {
  const used = outbox.filter((act) => act.purpose === purpose).map(({ counter }) => counter);
  return Math.max(0, said[purpose]?.counter ?? 0, ...used) + 1;
}

/** Marks a message of the outbox as tried: it may have arrived, though no answer has come. */
export function markMessageTried(
  credential: PledgeCredential,
  sent: OutgoingMessage,
): PledgeCredential {
  return replaceMessage(credential, sent, { tried: true });
}

/** Reschedules a message that got no answer. */
export function rescheduleMessage(
  credential: PledgeCredential,
  sent: OutgoingMessage,
  dueAt: number,
): PledgeCredential {
  return replaceMessage(credential, sent, { dueAt });
}

/** Changes a message of the outbox, if it is still there. */
export function replaceMessage(
  credential: PledgeCredential,
  sent: OutgoingMessage,
  changes: Partial<OutgoingMessage>,
): PledgeCredential {
  return {
    ...credential,
    outbox: credential.outbox.map((one) => (same(one, sent) ? { ...one, ...changes } : one)),
  };
}

/** Stores a final answer; changes made meanwhile are kept. */
export function storeFinalAnswer(
  credential: PledgeCredential,
  sent: OutgoingMessage,
  refused: ErrorCode | null,
): PledgeCredential {
  const waits = credential.outbox.some((one) => same(one, sent));
  const { purpose, counter, value } = sent;
  const known = credential.said[purpose];
  if (!waits && known !== undefined && known.counter >= counter) return credential;
  return {
    ...credential,
    outbox: credential.outbox.filter((one) => !same(one, sent)),
    said: { ...credential.said, [purpose]: { counter, value, refused } },
  };
}

function same(one: OutgoingMessage, other: OutgoingMessage): boolean {
  return (
    one.purpose === other.purpose && one.counter === other.counter && one.value === other.value
  );
}

function forget(credential: PledgeCredential, purposes: readonly string[]): PledgeCredential {
  const said = Object.entries(credential.said).filter(([purpose]) => !purposes.includes(purpose));
  return { ...credential, said: Object.fromEntries(said) };
}
