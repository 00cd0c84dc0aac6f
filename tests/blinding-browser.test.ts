import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blindSign, isSigned } from '#server/boycotts/blind.ts';
import { pledgeMessage } from '#shared/pledge-messages.ts';
import { blind, unblind } from '#web/boycotts/blind.ts';
import {
  blindedOf,
  encodeMessage,
  toBytes,
  toNumber,
  unblindedOf,
} from '#web/boycotts/blind-rsa.ts';

/** What the browser blinds and finishes is what RFC 9474 says to the bit, and what the site signs. */

type Vector = Record<
  'name' | 'n' | 'e' | 'input_msg' | 'salt' | 'inv' | 'blinded_msg' | 'blind_sig' | 'sig',
  string
>;
const FILE = join(import.meta.dirname, 'support', 'rfc9474.json');
const VECTORS = JSON.parse(readFileSync(FILE, 'utf8')) as Vector[];

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (number: bigint, like: string): string =>
  Buffer.from(toBytes(number, like.length / 2)).toString('hex');

describe.each(VECTORS)('the vector of $name', (vector) => {
  const modulus = toNumber(bytes(vector.n));

  test('is blinded and finished to the bit', async () => {
    const { input_msg: message, salt, inv, blinded_msg: blindedMessage, e, n } = vector;
    const encoded = await encodeMessage(bytes(message), n.length * 4, bytes(salt));
    // What blinds is the inverse of what undoes it.
    const { inverse: random } = blindedOf(encoded, modulus, 1n, toNumber(bytes(inv)));
    const { blinded, inverse } = blindedOf(encoded, modulus, toNumber(bytes(e)), random);
    expect(hexOf(inverse, inv)).toBe(inv);
    expect(hexOf(blinded, blindedMessage)).toBe(blindedMessage);
    const signature = unblindedOf(toNumber(bytes(vector.blind_sig)), inverse, modulus);
    expect(hexOf(signature, vector.sig)).toBe(vector.sig);
  });

  test('cannot be blinded with what has no inverse', () => {
    expect(() => blindedOf(2n, modulus, 65_537n, 0n)).toThrow('factor');
    expect(() => blindedOf(modulus, modulus, 65_537n, 2n)).toThrow('factor');
  });
});

describe('with a key of a boycott', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const message = pledgeMessage('aaaaaaaaaaaa', 'new', 'key');
  const sign = (blinded: string): string =>
    blindSign(privateKey, Buffer.from(blinded, 'base64')).toString('base64');

  test('the finished signature holds for the site, and shows nothing that it saw', async () => {
    const { prefix, message: sent, inverse } = await blind([spki], message);
    const answer = sign(sent);
    const signature = await unblind([spki], { prefix, inverse }, message, [answer]);
    const signed = Buffer.concat([Buffer.from(prefix, 'base64'), message]);
    expect(isSigned(publicKey, signed, Buffer.from(signature, 'base64'))).toBe(true);
    expect(signature).not.toBe(answer);
  });

  test('the same message is blinded otherwise each time', async () => {
    const [one, other] = [await blind([spki], message), await blind([spki], message)];
    expect(one.message).not.toBe(other.message);
    expect(one.prefix).not.toBe(other.prefix);
  });

  test('an answer that another key gave is not taken for a signature', async () => {
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { prefix, message: sent, inverse } = await blind([spki], message);
    const answer = blindSign(foreign.privateKey, Buffer.from(sent, 'base64')).toString('base64');
    await expect(unblind([spki], { prefix, inverse }, message, [answer])).rejects.toThrow(
      'not signed',
    );
  });

  test.each([
    ['another size', { modulusLength: 1024 }],
    ['another exponent', { modulusLength: 2048, publicExponent: 3 }],
  ])('a key of %s, which could mark a member, is not used', async (_, options) => {
    const other = createPublicKey(generateKeyPairSync('rsa', options).privateKey);
    const key = other.export({ format: 'der', type: 'spki' }).toString('base64');
    await expect(blind([key], message)).rejects.toThrow('not a key of a boycott');
  });
});
