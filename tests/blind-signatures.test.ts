import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RSABSSA, type BlindRSA } from '@cloudflare/blindrsa-ts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  signBlindedMessage,
  isMessageSignatureValid,
} from '#server/collective/blind-signing/blind-signatures.ts';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import { blind, bytesOf, inverseOf, numberOf } from './support/blinding.ts';

/**
 * Blind signatures as RFC 9474 has them: its four test vectors (appendix A) on the side that signs and
 * on the side that blinds, and what the signer refuses.
 */

type Vector = Record<
  | 'name'
  | 'p'
  | 'q'
  | 'n'
  | 'e'
  | 'd'
  | 'msg'
  | 'msg_prefix'
  | 'input_msg'
  | 'salt'
  | 'inv'
  | 'blinded_msg'
  | 'blind_sig'
  | 'sig',
  string
> & { readonly sLen: number };

const VECTORS = JSON.parse(
  readFileSync(join(import.meta.dirname, 'support', 'rfc9474.json'), 'utf8'),
) as Vector[];

const SUITES: Readonly<Record<string, () => BlindRSA>> = {
  'RSABSSA-SHA384-PSS-Randomized': RSABSSA.SHA384.PSS.Randomized,
  'RSABSSA-SHA384-PSSZERO-Randomized': RSABSSA.SHA384.PSSZero.Randomized,
  'RSABSSA-SHA384-PSS-Deterministic': RSABSSA.SHA384.PSS.Deterministic,
  'RSABSSA-SHA384-PSSZERO-Deterministic': RSABSSA.SHA384.PSSZero.Deterministic,
};

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const url = (text: string): string => hex(text).toString('base64url');
const number = (text: string): bigint => BigInt(`0x${text}`);

function keyOf({ n, e, d, p, q }: Vector) {
  const [first, second, exponent] = [number(p), number(q), number(d)];
  const part = (value: bigint): string => bytesOf(value, p.length / 2).toString('base64url');
  const key = {
    kty: 'RSA',
    n: url(n),
    e: url(e),
    d: url(d),
    p: url(p),
    q: url(q),
    dp: part(exponent % (first - 1n)),
    dq: part(exponent % (second - 1n)),
    qi: part(inverseOf(second, first)),
  };
  return createPrivateKey({ key, format: 'jwk' });
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('there are four vectors, one of each variant', () => {
  expect(VECTORS.map(({ name }) => name).toSorted()).toEqual(Object.keys(SUITES).toSorted());
});

describe.each(VECTORS)('the vector of $name', (vector) => {
  const privateKey = keyOf(vector);
  const publicKey = createPublicKey(privateKey);

  test('is signed here to the bit, and the signature holds', () => {
    expect(signBlindedMessage(privateKey, hex(vector.blinded_msg)).toString('hex')).toBe(
      vector.blind_sig,
    );
    const message = hex(vector.input_msg);
    expect(message.toString('hex')).toBe(vector.msg_prefix + vector.msg);
    expect(isMessageSignatureValid(publicKey, message, hex(vector.sig), vector.sLen)).toBe(true);
    const other = Buffer.from(message);
    other.writeUInt8(other.readUInt8(0) ^ 1, 0);
    expect(isMessageSignatureValid(publicKey, other, hex(vector.sig), vector.sLen)).toBe(false);
  });

  test('is blinded and finished to the bit by a library that others wrote', async () => {
    const suite = SUITES[vector.name]?.();
    if (suite === undefined) throw new Error(`no suite ${vector.name}`);
    const key = await crypto.subtle.importKey(
      'spki',
      Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' })),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
    // What is random: the prefix, the salt, what blinds.
    const modulus = number(vector.n);
    const random = bytesOf(inverseOf(number(vector.inv), modulus), vector.n.length / 2);
    for (const bytes of [hex(vector.msg_prefix), hex(vector.salt), random]) {
      vi.spyOn(crypto, 'getRandomValues').mockReturnValueOnce(Uint8Array.from(bytes));
    }
    const message = suite.prepare(hex(vector.msg));
    expect(Buffer.from(message).toString('hex')).toBe(vector.input_msg);
    const { blindedMsg, inv } = await suite.blind(key, message);
    expect(Buffer.from(blindedMsg).toString('hex')).toBe(vector.blinded_msg);
    const signature = await suite.finalize(key, message, hex(vector.blind_sig), inv);
    expect(Buffer.from(signature).toString('hex')).toBe(vector.sig);
  });
});

describe('with a key of a boycott', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const modulus = numberOf(Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url'));
  const message = Buffer.concat([
    randomBytes(32),
    encodePledgeMessage('aaaaaaaaaaaa', 'new', 'key'),
  ]);

  test('what the signer sees says nothing of what the signature is over', () => {
    const [one, other] = [blind(spki, message), blind(spki, message)];
    expect(one.blinded.equals(other.blinded)).toBe(false);
    const signature = one.finish(signBlindedMessage(privateKey, one.blinded));
    expect(isMessageSignatureValid(publicKey, message, signature)).toBe(true);
    expect(signature.equals(signBlindedMessage(privateKey, one.blinded))).toBe(false);
  });

  test('the same blinded message gets the same signature again', () => {
    const { blinded } = blind(spki, message);
    expect(signBlindedMessage(privateKey, blinded)).toEqual(
      signBlindedMessage(privateKey, blinded),
    );
  });

  test.each([
    ['the modulus itself', bytesOf(modulus, 256)],
    ['the modulus and one', bytesOf(modulus + 1n, 256)],
    ['the largest number of its length', Buffer.alloc(256, 0xff)],
    ['a number that is longer', Buffer.alloc(257, 1)],
    ['a number that is shorter', Buffer.alloc(255, 1)],
  ])('%s is out of range, and refused as such', (_, blinded) => {
    expect(() => signBlindedMessage(privateKey, blinded)).toThrow(
      expect.objectContaining({ code: 'bad-input', fields: { blinded: { code: 'invalid' } } }),
    );
  });

  test('the largest number in range is signed', () => {
    expect(signBlindedMessage(privateKey, bytesOf(modulus - 1n, 256))).toHaveLength(256);
  });

  test('a signature of another key, over another message, or out of range does not hold', () => {
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { blinded, finish } = blind(spki, message);
    const signature = finish(signBlindedMessage(privateKey, blinded));
    expect(isMessageSignatureValid(foreign.publicKey, message, signature)).toBe(false);
    expect(isMessageSignatureValid(publicKey, message.subarray(1), signature)).toBe(false);
    expect(
      isMessageSignatureValid(publicKey, message, bytesOf(numberOf(signature) + modulus, 257)),
    ).toBe(false);
    expect(isMessageSignatureValid(publicKey, message, Buffer.alloc(256))).toBe(false);
  });
});
