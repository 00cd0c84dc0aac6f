import { describe, expect, test } from 'vitest';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import { fromBase64 } from '#shared/transparency-log/signed-notes.ts';
import { blindMessage } from '#web/collective/blind-signing/blind-signatures.ts';
import { openPledgeDerivation } from './pledge-derivation.ts';
import { SIGNING_SEED_BYTES, makePledgeSigningKey, signPledgerAct } from './signing-key.ts';

/**
 * What is derived of a member's secret, held to values that another program computed (Python, from the
 * texts of RFC 5869, 8032 and 9474). If one changes, nobody's words bring her pledge back.
 */

const SECRET = Uint8Array.from({ length: 16 }, (_, at) => at);
const PLEDGE = {
  account: '00112233445566778899aabbccddeeff',
  boycott: 'aaaaaaaaaaaa',
  rank: 'established',
} as const;
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAhwsS906y3pd4YeSNwtX+oDTgr8rQQzOSh1GM3//csHvW+2b3BD2wTfF7oWY+/JR9mI1ow42G9uUkQn8JW968r0I0kWPmyxXFwt9VtwTO7ALX957IfgbVFULanfb7nSDoCmxaykLHUNmoyou/tQ2R0lpsY4L5t+fBZhoOF/6HbCiiJsPmr0lVA4ZH4x4ETStGL1YGvvQexaQxfDzFtR4td+WAmHiRdxSO8IB12TgDMIPhnIGJWU9LyirXhDVVMY3C+sOEQgt0a2heQSKQeORvBdN4/5S46j+rYR2aabtYl7MM6mENSQqNKKud+UefshINy/j46Mppja2FLlMgyfqXPQIDAQAB';
const SEED = '712750c082fbcc454e36650df092db1c567ad02c275a8df39bf09bdb23b2d058';
const KEY = '6R7DIvSBocue/ko6I3uQO9ZqqqANqZ3fq2uP2jFG4cw=';
const PREFIX = 'zElc6zuH9C4ULM/ZLitVWtXAzeeN2bm5Fc+HPAjDdYo=';
const BLINDED_HASH = '24f7da9c0b0180306b53e3ef825ddb28197306747f2187cea5d6abaeebb25c3e';
const INVERSE_HASH = 'd656bd2452409d29bcf32688a788b24c8c094fb41a2fe4d521f2d79ea97a7d40';

const hash = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))).toString('hex');

describe('a pledge derived of a secret', () => {
  test.each([true, false])('has the key of the vector (stored as a key: %s)', async (keepsKeys) => {
    const derive = await openPledgeDerivation(SECRET, PLEDGE);
    const seed = await derive('key', SIGNING_SEED_BYTES);
    expect(Buffer.from(seed).toString('hex')).toBe(SEED);
    const { key, secret } = await makePledgeSigningKey(seed, keepsKeys);
    expect([key, secret instanceof CryptoKey]).toEqual([KEY, keepsKeys]);
  });

  test('signs the same on each device, however it stores the key', async () => {
    const seed = Uint8Array.from(Buffer.from(SEED, 'hex'));
    const act = { purpose: 'withdraw', counter: 0, value: '' };
    const signed = [true, false].map(async (keepsKeys) => {
      const { secret } = await makePledgeSigningKey(seed, keepsKeys);
      return signPledgerAct({ boycott: 'aaaaaaaaaaaa', secret }, act);
    });
    const [one, other] = await Promise.all(signed);
    expect(one).toBe(other);
  });

  test('has the prefix, the blinded message and the inverse of the vector', async () => {
    const derive = await openPledgeDerivation(SECRET, PLEDGE);
    const message = encodePledgeMessage(PLEDGE.boycott, PLEDGE.rank, KEY);
    const { prefix, message: blinded, inverse } = await blindMessage([PUBLIC_KEY], message, derive);
    expect(prefix).toBe(PREFIX);
    expect(await hash(fromBase64(blinded) ?? new Uint8Array())).toBe(BLINDED_HASH);
    expect(await hash(inverse)).toBe(INVERSE_HASH);
  });

  test.each([
    ['account', { ...PLEDGE, account: 'another' }],
    ['boycott', { ...PLEDGE, boycott: 'bbbbbbbbbbbb' }],
    ['rank', { ...PLEDGE, rank: 'new' }],
  ])('shares no bytes with that of another %s', async (_, other) => {
    const derive = await openPledgeDerivation(SECRET, other);
    expect(Buffer.from(await derive('key', SIGNING_SEED_BYTES)).toString('hex')).not.toBe(SEED);
  });

  test('shares no bytes with that of a secret that differs by one bit', async () => {
    const other = SECRET.with(15, 14) as typeof SECRET;
    const derive = await openPledgeDerivation(other, PLEDGE);
    expect(Buffer.from(await derive('key', SIGNING_SEED_BYTES)).toString('hex')).not.toBe(SEED);
  });
});
