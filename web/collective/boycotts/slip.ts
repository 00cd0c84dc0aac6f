import type { PledgeRank } from '#shared/collective/boycotts.ts';
import type { ErrorCode } from '#shared/core/errors.ts';
import { WITHDRAW } from '#shared/collective/pledge-messages.ts';

/** What is on its way to the site without a name: the pledge, or an act that its key signed. */
export type Outgoing = {
  /** pledge, or the purpose of an act */
  readonly purpose: string;
  readonly counter: number;
  readonly value: string;
  /** Of an act; the pledge has its own. */
  readonly signature: string | null;
  /** Not sent before (milliseconds since 1970). */
  readonly dueAt: number;
  /** It was sent, and may have arrived. */
  readonly tried: boolean;
};

/** What the site answered for good. */
export type Said = {
  readonly counter: number;
  readonly value: string;
  /** Null where it was taken, else why not. */
  readonly refused: ErrorCode | null;
};

/** A key that this device made for one boycott, and what became of it. */
export type Slip = {
  /** The mark of the account whose evidence it rests on. Another one on this device never sees it. */
  readonly account: string;
  readonly boycott: string;
  readonly rank: PledgeRank;
  /** The site's key that signs, as the public record tells it. */
  readonly publicKey: string;
  /** The organisers' keys that sign too, in their order; left out where there are none. */
  readonly others?: readonly string[];
  /** Ed25519, base64. */
  readonly key: string;
  /** What signs: out of reach of scripts where the browser keeps such keys, else its 32 bytes. */
  readonly secret: CryptoKey | Uint8Array<ArrayBuffer>;
  readonly prefix: string;
  /** For each key; kept until all have signed: should the answer be lost, the same is sent again. */
  readonly blinded: { readonly message: string; readonly inverse: Uint8Array } | null;
  /** Unblinded, base64, one after the other; null until each key has signed. */
  readonly signature: string | null;
  /** Days since 1970 when it was made. */
  readonly madeOn: number;
  /** Pledging is over: the site was asked how it ended. */
  readonly closed: boolean;
  readonly outbox: readonly Outgoing[];
  /** By purpose, what the site has answered last. */
  readonly said: Readonly<Record<string, Said>>;
};

export const PLEDGE = 'pledge';

/** The purpose of a vote. */
export function ballotPurpose(ballot: string): string {
  return `ballot:${ballot}`;
}

/** How a pledge stands, as a page says it. */
export type PledgeState =
  | 'getting'
  | 'ready'
  /** She pledged; a key has not signed yet. */
  | 'unsigned'
  | 'waiting'
  | 'counted'
  | 'withdrawing'
  | 'withdrawn'
  | 'late'
  | 'kept'
  | 'refused';

/** Of a slip: what she did last, and whether the site has said that it has it. */
export function pledgeStateOf({ signature, outbox, said }: Slip): PledgeState {
  if (outbox.some(({ purpose }) => purpose === PLEDGE)) {
    return signature === null ? 'unsigned' : 'waiting';
  }
  if (outbox.some(({ purpose }) => purpose === WITHDRAW)) return 'withdrawing';
  const withdrawal = said[WITHDRAW];
  if (withdrawal !== undefined) return isTakenBack(withdrawal) ? 'withdrawn' : 'kept';
  const pledge = said[PLEDGE];
  if (pledge === undefined) return signature === null ? 'getting' : 'ready';
  if (pledge.refused === null) return 'counted';
  if (pledge.refused === 'pledge-withdrawn') return 'withdrawn';
  return pledge.refused === 'not-pledging' ? 'late' : 'refused';
}

/** Nothing of this key is counted: it was taken back, or never came. */
function isTakenBack({ refused }: Said): boolean {
  return refused === null || refused === 'unknown-pledge';
}

/** Whether its key stands behind a pledge, as far as this device knows. */
export function isPledged(slip: Slip): boolean {
  return ['counted', 'kept', 'withdrawing'].includes(pledgeStateOf(slip));
}

/**
 * Pledges: it waits here until it may go; where an organiser's key is still to sign, until that has.
 * Nothing where it waits, is counted, or was taken back for good.
 */
export function pledge(slip: Slip, dueAt: number): Slip {
  const state = pledgeStateOf(slip);
  const mayWait = state === 'getting' && needsOthers(slip);
  if (state !== 'ready' && state !== 'refused' && !mayWait) return slip;
  const outgoing = { purpose: PLEDGE, counter: 0, value: '', signature: null, dueAt, tried: false };
  return { ...forget(slip, [PLEDGE]), outbox: [...slip.outbox, outgoing] };
}

/** Whether keys of organisers sign for it too. */
export function needsOthers({ others = [] }: Slip): boolean {
  return others.length > 0;
}

/** Whether what waits here can be sent: a pledge needs all its signatures. */
export function isSendable({ signature, outbox }: Slip): boolean {
  return signature !== null && outbox.length > 0;
}

/** All keys have signed; a pledge that waited for that goes at this moment. */
export function signedByAll(slip: Slip, signature: string, dueAt: number): Slip {
  const outbox = slip.outbox.map((one) => ({ ...one, dueAt }));
  return { ...slip, signature, blinded: null, outbox };
}

/** Takes the pledge back; one that never left this device needs no word of it to the site. */
export function withdraw(slip: Slip, signature: string, dueAt: number): Slip {
  const waiting = slip.outbox.find(({ purpose }) => purpose === PLEDGE);
  if (waiting !== undefined && !waiting.tried) return { ...slip, outbox: [] };
  if (waiting === undefined && !isPledged(slip)) return slip;
  const act = { purpose: WITHDRAW, counter: 0, value: '', signature, dueAt, tried: false };
  // What waited before it would be of no use after it; a pledge that may have arrived is not sent again.
  return { ...forget(slip, [WITHDRAW]), outbox: [act] };
}

/** Says something with the key; what waited for the same purpose and turn is replaced, if it never left. */
export function say(slip: Slip, act: Outgoing): Slip {
  const others = slip.outbox.filter(
    ({ purpose, counter, tried }) => purpose !== act.purpose || (tried && counter !== act.counter),
  );
  return { ...forget(slip, [act.purpose]), outbox: [...others, act] };
}

/** The counter of the next vote for a purpose: greater than all that were used. */
export function nextCounter({ outbox, said }: Slip, purpose: string): number {
  const used = outbox.filter((act) => act.purpose === purpose).map(({ counter }) => counter);
  return Math.max(0, said[purpose]?.counter ?? 0, ...used) + 1;
}

/** It is being sent: from here on it may have arrived, whatever is heard of it. */
export function tried(slip: Slip, sent: Outgoing): Slip {
  return {
    ...slip,
    outbox: slip.outbox.map((one) => (same(one, sent) ? { ...one, tried: true } : one)),
  };
}

/** Nothing answered: it goes again then. */
export function later(slip: Slip, sent: Outgoing, dueAt: number): Slip {
  return { ...slip, outbox: slip.outbox.map((one) => (same(one, sent) ? { ...one, dueAt } : one)) };
}

/** The site has answered for good. What she changed meanwhile stays as she left it. */
export function settled(slip: Slip, sent: Outgoing, refused: ErrorCode | null): Slip {
  const waits = slip.outbox.some((one) => same(one, sent));
  const { purpose, counter, value } = sent;
  const known = slip.said[purpose];
  if (!waits && known !== undefined && known.counter >= counter) return slip;
  return {
    ...slip,
    outbox: slip.outbox.filter((one) => !same(one, sent)),
    said: { ...slip.said, [purpose]: { counter, value, refused } },
  };
}

function same(one: Outgoing, other: Outgoing): boolean {
  return (
    one.purpose === other.purpose && one.counter === other.counter && one.value === other.value
  );
}

function forget(slip: Slip, purposes: readonly string[]): Slip {
  const said = Object.entries(slip.said).filter(([purpose]) => !purposes.includes(purpose));
  return { ...slip, said: Object.fromEntries(said) };
}
