import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  signBlindedMessage,
  isMessageSignatureValid,
  isBlindSignatureValid,
} from '#server/collective/blind-signing/blind-signatures.ts';
import { PUBLIC_KEY_BYTES } from '#shared/collective/blind-signing.ts';
import { encodePledgeMessage } from '#shared/collective/pledge-messages.ts';
import { bytesOf, inverseOf } from '#tests/support/blinding.ts';
import {
  blindMessage,
  areSignaturesValid,
  unblindSignatures,
  type DeriveBytes,
} from '#web/collective/blind-signing/blind-signatures.ts';
import {
  blindMessageNumber,
  encodeMessage,
  signBlindedNumber,
  numberToBytes,
  bytesToNumber,
  unblindSignatureNumber,
  type RsaPrivateNumbers,
} from '#web/collective/blind-signing/blind-rsa.ts';
import {
  drawCarrySecret,
  openPledgeDerivation,
} from '#web/collective/pledges/pledge-derivation.ts';
import { signMessagesUpToLimit } from '#web/collective/organisers/cosign-requests.ts';
import {
  makeOrganiserKey,
  privateNumbersOf,
} from '#web/collective/organisers/organiser-key-store.ts';

/** What the browser blinds and finishes is what RFC 9474 says to the bit, and what the site signs. */

type Vector = Record<
  | 'name'
  | 'n'
  | 'e'
  | 'p'
  | 'q'
  | 'd'
  | 'input_msg'
  | 'salt'
  | 'inv'
  | 'blinded_msg'
  | 'blind_sig'
  | 'sig',
  string
>;
const FILE = join(import.meta.dirname, 'support', 'rfc9474.json');
const VECTORS = JSON.parse(readFileSync(FILE, 'utf8')) as Vector[];

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (number: bigint, like: string): string =>
  Buffer.from(numberToBytes(number, like.length / 2)).toString('hex');

describe.each(VECTORS)('the vector of $name', (vector) => {
  const modulus = bytesToNumber(bytes(vector.n));

  test('is blinded and finished to the bit', async () => {
    const { input_msg: message, salt, inv, blinded_msg: blindedMessage, e, n } = vector;
    const encoded = await encodeMessage(bytes(message), n.length * 4, bytes(salt));
    // What blinds is the inverse of what undoes it.
    const { inverse: random } = blindMessageNumber(encoded, modulus, 1n, bytesToNumber(bytes(inv)));
    const { blinded, inverse } = blindMessageNumber(
      encoded,
      modulus,
      bytesToNumber(bytes(e)),
      random,
    );
    expect(hexOf(inverse, inv)).toBe(inv);
    expect(hexOf(blinded, blindedMessage)).toBe(blindedMessage);
    const signature = unblindSignatureNumber(
      bytesToNumber(bytes(vector.blind_sig)),
      inverse,
      modulus,
    );
    expect(hexOf(signature, vector.sig)).toBe(vector.sig);
  });

  test('is signed to the bit, whatever hides it meanwhile', () => {
    const number = (name: 'n' | 'e' | 'p' | 'q' | 'd' | 'blinded_msg'): bigint =>
      bytesToNumber(bytes(vector[name]));
    const [p, q, d] = [number('p'), number('q'), number('d')];
    const key: RsaPrivateNumbers = {
      n: modulus,
      e: number('e'),
      p,
      q,
      dp: d % (p - 1n),
      dq: d % (q - 1n),
      qi: inverseOf(q, p),
    };
    for (const random of [1n, 2n, modulus - 2n]) {
      const signature = signBlindedNumber(key, number('blinded_msg'), random);
      expect(hexOf(signature, vector.blind_sig)).toBe(vector.blind_sig);
    }
  });

  test('cannot be blinded with what has no inverse', () => {
    expect(() => blindMessageNumber(2n, modulus, 65_537n, 0n)).toThrow('factor');
    expect(() => blindMessageNumber(modulus, modulus, 65_537n, 2n)).toThrow('factor');
  });
});

/** What a browser with a new secret derives. */
const deriving = (): Promise<DeriveBytes> =>
  openPledgeDerivation(drawCarrySecret(), {
    account: 'a',
    boycott: 'aaaaaaaaaaaa',
    rank: 'established',
  });
let derive: DeriveBytes;
beforeEach(async () => {
  derive = await deriving();
});

describe('with a key of a boycott', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const message = encodePledgeMessage('aaaaaaaaaaaa', 'new', 'key');
  const sign = (blinded: string): string =>
    signBlindedMessage(privateKey, Buffer.from(blinded, 'base64')).toString('base64');

  test('the finished signature holds for the site, and shows nothing that it saw', async () => {
    const { prefix, message: sent, inverse } = await blindMessage([spki], message, derive);
    const answer = sign(sent);
    const signature = await unblindSignatures([spki], { prefix, inverse }, message, [answer]);
    const signed = Buffer.concat([Buffer.from(prefix, 'base64'), message]);
    expect(isMessageSignatureValid(publicKey, signed, Buffer.from(signature, 'base64'))).toBe(true);
    expect(signature).not.toBe(answer);
  });

  test('the same message is blinded otherwise by each secret, and alike by one', async () => {
    const [one, other] = [
      await blindMessage([spki], message, derive),
      await blindMessage([spki], message, await deriving()),
    ];
    expect(one.message).not.toBe(other.message);
    expect(one.prefix).not.toBe(other.prefix);
    expect(await blindMessage([spki], message, derive)).toEqual(one);
  });

  test('an answer that another key gave is not taken for a signature', async () => {
    const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { prefix, message: sent, inverse } = await blindMessage([spki], message, derive);
    // Made smaller where need be: her key may sign only smaller numbers.
    const small = Buffer.from(sent, 'base64').fill(0, 0, 1);
    const answer = signBlindedMessage(foreign.privateKey, small).toString('base64');
    await expect(unblindSignatures([spki], { prefix, inverse }, message, [answer])).rejects.toThrow(
      'not signed',
    );
  });

  test.each([
    ['another size', { modulusLength: 1024 }],
    ['another exponent', { modulusLength: 2048, publicExponent: 3 }],
  ])('a key of %s, which could mark a member, is not used', async (_, options) => {
    const other = createPublicKey(generateKeyPairSync('rsa', options).privateKey);
    const key = other.export({ format: 'der', type: 'spki' }).toString('base64');
    await expect(blindMessage([key], message, derive)).rejects.toThrow('not a key that signs here');
  });
});

describe('with two keys', () => {
  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  const keys = pairs.map(({ publicKey }) =>
    publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  );
  const message = encodePledgeMessage('aaaaaaaaaaaa', 'new', 'key');
  const answersTo = (blinded: string): string[] =>
    pairs.map(({ privateKey }, nth) => {
      const part = Buffer.from(blinded, 'base64').subarray(nth * 256, (nth + 1) * 256);
      return signBlindedMessage(privateKey, part).toString('base64');
    });

  test('one message is blinded for each otherwise, and each signature holds over it', async () => {
    const { prefix, message: sent, inverse } = await blindMessage(keys, message, derive);
    const signatures = await unblindSignatures(keys, { prefix, inverse }, message, answersTo(sent));
    expect(Buffer.from(signatures, 'base64')).toHaveLength(512);
    expect(await areSignaturesValid(keys, prefix, message, signatures)).toBe(true);
    expect(await areSignaturesValid(keys.toReversed(), prefix, message, signatures)).toBe(false);
    expect(await areSignaturesValid(keys.slice(0, 1), prefix, message, signatures)).toBe(false);
    expect(await areSignaturesValid(keys, prefix, new Uint8Array(3), signatures)).toBe(false);
  });

  test('an answer of one of them for the other, or none, is not taken', async () => {
    const { prefix, message: sent, inverse } = await blindMessage(keys, message, derive);
    const answers = answersTo(sent);
    for (const wrong of [answers.toReversed(), answers.slice(0, 1)]) {
      await expect(unblindSignatures(keys, { prefix, inverse }, message, wrong)).rejects.toThrow();
    }
  });
});

describe('the key of an organiser', () => {
  const make = () =>
    makeOrganiserKey({ account: 'a', boycott: 'aaaaaaaaaaaa', rank: 'established' });
  const draw = (): string => {
    const drawn = randomBytes(256);
    drawn.writeUInt8(0, 0);
    return drawn.toString('base64');
  };

  test('signs what the site sees to hold, and what the site itself would sign the same way', async () => {
    const key = await make();
    expect(Buffer.from(key.publicKey, 'base64')).toHaveLength(PUBLIC_KEY_BYTES);
    const spki = {
      key: Buffer.from(key.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    } as const;
    const [blinded, one] = [draw(), Buffer.alloc(256)];
    one.writeUInt8(1, 255);
    const messages = [blinded, one.toString('base64')];
    const { signed, refuses } = await signMessagesUpToLimit(key, messages, 10);
    expect([signed.map((each) => each.blinded), refuses]).toEqual([messages, false]);
    const jwk = { kty: 'RSA', ...key.secret, d: exponentOf(key) };
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    for (const each of signed) {
      const [bytes, signature] = [
        Buffer.from(each.blinded, 'base64'),
        Buffer.from(each.signature, 'base64'),
      ];
      expect(isBlindSignatureValid(createPublicKey(spki), bytes, signature)).toBe(true);
      expect(signBlindedMessage(privateKey, bytes)).toEqual(signature);
    }
  });

  test('signs no more than could pledge, says so, and signs the same again all the same', async () => {
    const key = await make();
    const [first, second, third] = [draw(), draw(), draw()];
    const begun = await signMessagesUpToLimit(key, [first, second, third], 2);
    expect(begun.signed.map(({ blinded }) => blinded)).toEqual([first, second]);
    expect([begun.refuses, begun.marks.length]).toEqual([true, 2]);
    const after = await signMessagesUpToLimit(
      { ...key, signed: begun.marks },
      [third, second, second],
      2,
    );
    expect(after.signed.map(({ blinded }) => blinded)).toEqual([second, second]);
    expect([after.refuses, after.marks.length]).toEqual([true, 2]);
  });

  test('signs nothing that is out of its range, and counts it for nothing', async () => {
    const key = await make();
    const { n } = privateNumbersOf(key);
    const messages = [0n, n, n + 1n, (1n << 2048n) - 1n].map((number) =>
      bytesOf(number, 256).toString('base64'),
    );
    const short = Buffer.alloc(255, 1).toString('base64');
    const { signed, marks, refuses } = await signMessagesUpToLimit(key, [...messages, short], 10);
    expect([signed, marks, refuses]).toEqual([[], [], false]);
    for (const number of [0n, n]) {
      expect(() => signBlindedNumber(privateNumbersOf(key), number, 2n)).toThrow('out of range');
    }
  });

  test('gives out no signature that came out wrong, which would give its primes away', async () => {
    const numbers = privateNumbersOf(await make());
    for (const name of ['dp', 'dq', 'qi'] as const) {
      const broken = { ...numbers, [name]: numbers[name] ^ 2n };
      expect(() => signBlindedNumber(broken, 7n, 3n)).toThrow('signing failure');
    }
  });

  /** What the other numbers leave out, for the library that wants it. */
  function exponentOf(key: Awaited<ReturnType<typeof make>>): string {
    const { e, p, q } = privateNumbersOf(key);
    return bytesOf(inverseOf(e, (p - 1n) * (q - 1n)), 256).toString('base64url');
  }
});
