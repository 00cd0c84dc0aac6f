import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#shared/core/errors.ts';
import { CHECK_IN, WITHDRAW } from '#shared/collective/pledge-messages.ts';
import {
  PLEDGE,
  ballotPurpose,
  isPledged,
  isSendable,
  later,
  nextCounter,
  pledge,
  pledgeStateOf,
  say,
  settled,
  signedByAll,
  tried,
  withdraw,
  type Outgoing,
  type PledgeCredential,
} from './pledge-credential.ts';

/** A pledge is reported as counted once the site has it, and no action is lost on the way. */

const SIGNED: PledgeCredential = {
  account: 'hers',
  boycott: 'b',
  rank: 'established',
  publicKey: 'RSA',
  key: 'KEY',
  secret: new Uint8Array(32),
  prefix: 'PREFIX',
  blinded: null,
  signature: 'SIGNED',
  madeOn: 1,
  closed: false,
  outbox: [],
  said: {},
};

function first({ outbox }: PledgeCredential): Outgoing {
  const [next] = outbox;
  if (next === undefined) throw new Error('nothing waits');
  return next;
}

/** Sent and answered. */
function answered(
  credential: PledgeCredential,
  refused: ErrorCode | null = null,
): PledgeCredential {
  return settled(tried(credential, first(credential)), first(credential), refused);
}

function act(purpose: string, counter: number, value: string): Outgoing {
  return { purpose, counter, value, signature: 'BY KEY', dueAt: 5, tried: false };
}

describe('a pledge', () => {
  test('waits until it is sent, and is counted once the site has answered', () => {
    expect(pledgeStateOf(SIGNED)).toBe('ready');
    const waiting = pledge(SIGNED, 5);
    expect(pledgeStateOf(waiting)).toBe('waiting');
    expect(pledgeStateOf(tried(waiting, first(waiting)))).toBe('waiting');
    expect(pledgeStateOf(answered(waiting))).toBe('counted');
    expect(isPledged(answered(waiting))).toBe(true);
  });

  test('cannot be made before the site has signed', () => {
    const unsigned = { ...SIGNED, signature: null };
    expect(pledge(unsigned, 5)).toBe(unsigned);
    expect(pledgeStateOf(unsigned)).toBe('getting');
  });

  test('is not made twice', () => {
    const waiting = pledge(SIGNED, 5);
    expect(pledge(waiting, 9)).toBe(waiting);
    expect(pledge(answered(waiting), 9).outbox).toEqual([]);
  });

  test('that nothing answered goes again', () => {
    const waiting = tried(pledge(SIGNED, 5), first(pledge(SIGNED, 5)));
    expect(first(later(waiting, first(waiting), 65))).toMatchObject({ dueAt: 65, tried: true });
  });

  test.each<[ErrorCode, string]>([
    ['not-pledging', 'late'],
    ['pledge-withdrawn', 'withdrawn'],
    ['bad-signature', 'refused'],
  ])('that is refused as %s is %s, and not counted', (code, state) => {
    const refused = answered(pledge(SIGNED, 5), code);
    expect(pledgeStateOf(refused)).toBe(state);
    expect(isPledged(refused)).toBe(false);
  });
});

describe('a pledge that an organiser’s key must sign too', () => {
  const UNSIGNED: PledgeCredential = { ...SIGNED, signature: null, others: ['RSA 2'] };

  test('is made before that, and cannot be sent until all keys have signed', () => {
    const pledged = pledge(UNSIGNED, 5);
    expect([pledgeStateOf(pledged), isSendable(pledged), isPledged(pledged)]).toEqual([
      'unsigned',
      false,
      false,
    ]);
    const signed = signedByAll(pledged, 'BOTH', 99);
    expect([pledgeStateOf(signed), isSendable(signed)]).toEqual(['waiting', true]);
    expect([signed.signature, signed.blinded, first(signed).dueAt]).toEqual(['BOTH', null, 99]);
  });

  test('can be taken back meanwhile, and the site hears nothing of it', () => {
    const back = withdraw(pledge(UNSIGNED, 5), 'BY KEY', 7);
    expect([back.outbox, pledgeStateOf(back)]).toEqual([[], 'getting']);
    expect(isSendable(signedByAll(back, 'BOTH', 99))).toBe(false);
  });
});

describe('taking it back', () => {
  test('before it ever left says nothing to the site, and it can be made again', () => {
    const back = withdraw(pledge(SIGNED, 5), 'BY KEY', 7);
    expect(back.outbox).toEqual([]);
    expect(pledgeStateOf(pledge(back, 9))).toBe('waiting');
  });

  test('once it may have arrived is a word to the site, even without an answer', () => {
    const waiting = pledge(SIGNED, 5);
    const back = withdraw(tried(waiting, first(waiting)), 'BY KEY', 7);
    expect(back.outbox).toMatchObject([{ purpose: WITHDRAW, signature: 'BY KEY', tried: false }]);
    expect(pledgeStateOf(back)).toBe('withdrawing');
  });

  test('is for good once the site has it', () => {
    const back = answered(withdraw(answered(pledge(SIGNED, 5)), 'BY KEY', 7));
    expect(pledgeStateOf(back)).toBe('withdrawn');
    expect(pledge(back, 9)).toBe(back);
  });

  test('of one that never came is done, too', () => {
    const lost = tried(pledge(SIGNED, 5), first(pledge(SIGNED, 5)));
    const back = answered(withdraw(lost, 'BY KEY', 7), 'unknown-pledge');
    expect(pledgeStateOf(back)).toBe('withdrawn');
  });

  test('comes too late once the threshold is reached: it still stands', () => {
    const kept = answered(withdraw(answered(pledge(SIGNED, 5)), 'BY KEY', 7), 'threshold-reached');
    expect(pledgeStateOf(kept)).toBe('kept');
    expect(isPledged(kept)).toBe(true);
  });
});

describe('what a pledger says', () => {
  const ballot = ballotPurpose('abcdefghijkl');
  const pledged = answered(pledge(SIGNED, 5));

  test('of another day, or in another ballot, does not replace what waits', () => {
    const both = say(say(pledged, act(CHECK_IN, 1, 'held')), act(ballot, 1, 'won'));
    expect(both.outbox).toHaveLength(2);
  });

  test('anew before it left replaces what she said', () => {
    const changed = say(say(pledged, act(CHECK_IN, 1, 'held')), act(CHECK_IN, 1, 'could-not'));
    expect(changed.outbox).toMatchObject([{ value: 'could-not' }]);
  });

  test('has a counter greater than all before, sent or not', () => {
    expect(nextCounter(pledged, ballot)).toBe(1);
    const waiting = say(pledged, act(ballot, 1, 'won'));
    expect(nextCounter(waiting, ballot)).toBe(2);
    expect(nextCounter(answered(waiting), ballot)).toBe(2);
    expect(nextCounter(waiting, CHECK_IN)).toBe(1);
  });

  test('is as it was answered last, not as an older answer says', () => {
    const old = act(ballot, 1, 'won');
    const newer = answered(say(pledged, act(ballot, 2, 'lost')));
    expect(settled(newer, old, null).said[ballot]).toMatchObject({ counter: 2, value: 'lost' });
  });

  test('leaves what the site said of the pledge as it is', () => {
    const said = answered(say(pledged, act(CHECK_IN, 1, 'held')), 'turn-taken');
    expect(pledgeStateOf(said)).toBe('counted');
    expect(said.said[PLEDGE]).toMatchObject({ refused: null });
  });
});
