import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#shared/core/errors.ts';
import { CHECK_IN_PURPOSE, WITHDRAW_PURPOSE } from '#shared/collective/pledge-messages.ts';
import {
  PLEDGE_PURPOSE,
  ballotPurpose,
  isMaybePledgedElsewhere,
  isPledged,
  hasSignedOutbox,
  rescheduleMessage,
  nextVoteCounter,
  addPledgeToOutbox,
  pledgeStateOf,
  addActToOutbox,
  storeFinalAnswer,
  addAllSignatures,
  markMessageTried,
  credentialAfterWithdrawal,
  type OutgoingMessage,
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

function first({ outbox }: PledgeCredential): OutgoingMessage {
  const [next] = outbox;
  if (next === undefined) throw new Error('nothing waits');
  return next;
}

/** The credential after its first message was sent and answered. */
function answered(
  credential: PledgeCredential,
  refused: ErrorCode | null = null,
): PledgeCredential {
  return storeFinalAnswer(
    markMessageTried(credential, first(credential)),
    first(credential),
    refused,
  );
}

function act(purpose: string, counter: number, value: string): OutgoingMessage {
  return { purpose, counter, value, signature: 'BY KEY', dueAt: 5, tried: false };
}

describe('a pledge', () => {
  test('waits until it is sent, and is counted once the site has answered', () => {
    expect(pledgeStateOf(SIGNED)).toBe('ready');
    const waiting = addPledgeToOutbox(SIGNED, 5);
    expect(pledgeStateOf(waiting)).toBe('waiting');
    expect(pledgeStateOf(markMessageTried(waiting, first(waiting)))).toBe('waiting');
    expect(pledgeStateOf(answered(waiting))).toBe('counted');
    expect(isPledged(answered(waiting))).toBe(true);
  });

  test('cannot be made before the site has signed', () => {
    const unsigned = { ...SIGNED, signature: null };
    expect(addPledgeToOutbox(unsigned, 5)).toBe(unsigned);
    expect(pledgeStateOf(unsigned)).toBe('getting');
  });

  test('is not made twice', () => {
    const waiting = addPledgeToOutbox(SIGNED, 5);
    expect(addPledgeToOutbox(waiting, 9)).toBe(waiting);
    expect(addPledgeToOutbox(answered(waiting), 9).outbox).toEqual([]);
  });

  test('that nothing answered goes again', () => {
    const waiting = markMessageTried(
      addPledgeToOutbox(SIGNED, 5),
      first(addPledgeToOutbox(SIGNED, 5)),
    );
    expect(first(rescheduleMessage(waiting, first(waiting), 65))).toMatchObject({
      dueAt: 65,
      tried: true,
    });
  });

  test.each<[ErrorCode, string]>([
    ['not-pledging', 'late'],
    ['pledge-withdrawn', 'withdrawn'],
    ['bad-signature', 'refused'],
  ])('that is refused as %s is %s, and not counted', (code, state) => {
    const refused = answered(addPledgeToOutbox(SIGNED, 5), code);
    expect(pledgeStateOf(refused)).toBe(state);
    expect(isPledged(refused)).toBe(false);
  });
});

describe('a pledge that an organiser’s key must sign too', () => {
  const UNSIGNED: PledgeCredential = { ...SIGNED, signature: null, others: ['RSA 2'] };

  test('is made before that, and cannot be sent until all keys have signed', () => {
    const pledged = addPledgeToOutbox(UNSIGNED, 5);
    expect([pledgeStateOf(pledged), hasSignedOutbox(pledged), isPledged(pledged)]).toEqual([
      'unsigned',
      false,
      false,
    ]);
    const signed = addAllSignatures(pledged, 'BOTH', 99);
    expect([pledgeStateOf(signed), hasSignedOutbox(signed)]).toEqual(['waiting', true]);
    expect([signed.signature, signed.blinded, first(signed).dueAt]).toEqual(['BOTH', null, 99]);
  });

  test('can be taken back meanwhile, and the site hears nothing of it', () => {
    const back = credentialAfterWithdrawal(addPledgeToOutbox(UNSIGNED, 5), 'BY KEY', 7);
    expect([back.outbox, pledgeStateOf(back)]).toEqual([[], 'getting']);
    expect(hasSignedOutbox(addAllSignatures(back, 'BOTH', 99))).toBe(false);
  });
});

describe('taking it back', () => {
  test('before it ever left says nothing to the site, and it can be made again', () => {
    const back = credentialAfterWithdrawal(addPledgeToOutbox(SIGNED, 5), 'BY KEY', 7);
    expect(back.outbox).toEqual([]);
    expect(pledgeStateOf(addPledgeToOutbox(back, 9))).toBe('waiting');
  });

  test('once it may have arrived is a word to the site, even without an answer', () => {
    const waiting = addPledgeToOutbox(SIGNED, 5);
    const back = credentialAfterWithdrawal(markMessageTried(waiting, first(waiting)), 'BY KEY', 7);
    expect(back.outbox).toMatchObject([
      { purpose: WITHDRAW_PURPOSE, signature: 'BY KEY', tried: false },
    ]);
    expect(pledgeStateOf(back)).toBe('withdrawing');
  });

  test('is for good once the site has it', () => {
    const back = answered(
      credentialAfterWithdrawal(answered(addPledgeToOutbox(SIGNED, 5)), 'BY KEY', 7),
    );
    expect(pledgeStateOf(back)).toBe('withdrawn');
    expect(addPledgeToOutbox(back, 9)).toBe(back);
  });

  test('of one that never came is done, too', () => {
    const lost = markMessageTried(
      addPledgeToOutbox(SIGNED, 5),
      first(addPledgeToOutbox(SIGNED, 5)),
    );
    const back = answered(credentialAfterWithdrawal(lost, 'BY KEY', 7), 'unknown-pledge');
    expect(pledgeStateOf(back)).toBe('withdrawn');
  });

  test('comes too late once the threshold is reached: it still stands', () => {
    const kept = answered(
      credentialAfterWithdrawal(answered(addPledgeToOutbox(SIGNED, 5)), 'BY KEY', 7),
      'threshold-reached',
    );
    expect(pledgeStateOf(kept)).toBe('kept');
    expect(isPledged(kept)).toBe(true);
  });
});

describe('one that she carried from another device', () => {
  const CARRIED: PledgeCredential = { ...SIGNED, carried: true };

  test('may have been pledged there: it is neither counted nor withdrawn before she says so', () => {
    expect([isMaybePledgedElsewhere(CARRIED), isPledged(CARRIED)]).toEqual([true, false]);
    expect(isMaybePledgedElsewhere(SIGNED)).toBe(false);
    expect(isMaybePledgedElsewhere(addPledgeToOutbox(CARRIED, 5))).toBe(false);
  });

  test('is withdrawn from here, whether or not the other device had sent it', () => {
    const back = credentialAfterWithdrawal(CARRIED, 'BY KEY', 7);
    expect(back.outbox).toMatchObject([{ purpose: WITHDRAW_PURPOSE, signature: 'BY KEY' }]);
    expect(pledgeStateOf(answered(back))).toBe('withdrawn');
    expect(pledgeStateOf(answered(back, 'unknown-pledge'))).toBe('withdrawn');
    expect(credentialAfterWithdrawal(SIGNED, 'BY KEY', 7)).toBe(SIGNED);
  });
});

describe('what a pledger says', () => {
  const ballot = ballotPurpose('abcdefghijkl');
  const pledged = answered(addPledgeToOutbox(SIGNED, 5));

  test('of another day, or in another ballot, does not replace what waits', () => {
    const both = addActToOutbox(
      addActToOutbox(pledged, act(CHECK_IN_PURPOSE, 1, 'held')),
      act(ballot, 1, 'won'),
    );
    expect(both.outbox).toHaveLength(2);
  });

  test('anew before it left replaces what she said', () => {
    const changed = addActToOutbox(
      addActToOutbox(pledged, act(CHECK_IN_PURPOSE, 1, 'held')),
      act(CHECK_IN_PURPOSE, 1, 'could-not'),
    );
    expect(changed.outbox).toMatchObject([{ value: 'could-not' }]);
  });

  test('has a counter greater than all before, sent or not', () => {
    expect(nextVoteCounter(pledged, ballot)).toBe(1);
    const waiting = addActToOutbox(pledged, act(ballot, 1, 'won'));
    expect(nextVoteCounter(waiting, ballot)).toBe(2);
    expect(nextVoteCounter(answered(waiting), ballot)).toBe(2);
    expect(nextVoteCounter(waiting, CHECK_IN_PURPOSE)).toBe(1);
  });

  test('is as it was answered last, not as an older answer says', () => {
    const old = act(ballot, 1, 'won');
    const newer = answered(addActToOutbox(pledged, act(ballot, 2, 'lost')));
    expect(storeFinalAnswer(newer, old, null).said[ballot]).toMatchObject({
      counter: 2,
      value: 'lost',
    });
  });

  test('leaves what the site said of the pledge as it is', () => {
    const said = answered(addActToOutbox(pledged, act(CHECK_IN_PURPOSE, 1, 'held')), 'turn-taken');
    expect(pledgeStateOf(said)).toBe('counted');
    expect(said.said[PLEDGE_PURPOSE]).toMatchObject({ refused: null });
  });
});
