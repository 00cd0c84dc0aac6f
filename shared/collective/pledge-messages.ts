/** Messages that browsers sign and send, without schemas, to keep the pledge script small. */

/** Maximum organisers whose keys sign beside the site's. */
export const MAX_ORGANISERS = 2;
export const PLEDGE_KEY_BYTES = 32;
export const ACT_SIGNATURE_BYTES = 64;
/** Maximum answers of a pledger in one ballot; the last one counts. */
export const MAX_VOTES_PER_BALLOT = 20;

/** The purposes of acts; that of a vote is `ballot:` and the ballot's id. */
export const WITHDRAW_PURPOSE = 'withdraw';
export const CHECK_IN_PURPOSE = 'check-in';

type SignedAct = { readonly purpose: string; readonly counter: number; readonly value: string };

/** The bytes that a pledge's key signs; they bind an act to its boycott, purpose and counter. */
export function encodePledgerActMessage(
  boycott: string,
  { purpose, counter, value }: SignedAct,
): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote boycott act v1', boycott, purpose, String(counter), value, ''];
  return new TextEncoder().encode(lines.join('\n'));
}

/** The bytes that are hashed and blindly signed; they bind a token to its boycott and rank. */
export function encodePledgeMessage(
  boycott: string,
  rank: string,
  key: string,
): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote pledge v1', boycott, rank, key, ''];
  return new TextEncoder().encode(lines.join('\n'));
}
