import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { Point } from '@noble/ed25519';
import { describe, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { verifyEd25519InScript } from '#web/enhance/verify-ed25519.ts';

/** The eight points of small order, then six other encodings of them that are not canonical. */
const SMALL_ORDER = [
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '00'.repeat(32),
  `${'00'.repeat(31)}80`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  `01${'00'.repeat(30)}80`,
  `ec${'ff'.repeat(31)}`,
  `ed${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(31)}`,
  `ee${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(31)}`,
].map((hex) => Buffer.from(hex, 'hex'));
/** A point of order 8. */
const TORSION = Point.fromBytes(SMALL_ORDER[6] ?? new Uint8Array());
/** The order of the group. */
const L = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;
const MESSAGE = Buffer.from('Zcash');

const numberOf = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);
const bytesOf = (number: bigint): Buffer =>
  Buffer.from(Buffer.from(number.toString(16).padStart(64, '0'), 'hex').toReversed());

/** Signs with secret scalars, the key and the commitment moved by points of small order. */
function signMoved(key: Point, commitment: Point, message: Buffer): [Uint8Array, Buffer] {
  const [secret, nonce] = [1_234_567n, 7_654_321n];
  const publicKey = Point.BASE.multiply(secret).add(key).toBytes();
  const R = Point.BASE.multiply(nonce).add(commitment).toBytes();
  const hash = createHash('sha512').update(R).update(publicKey).update(message).digest();
  const S = (nonce + (numberOf(hash) % L) * secret) % L;
  return [publicKey, Buffer.concat([R, bytesOf(S)])];
}

const both = async (...signed: [Uint8Array, Uint8Array, Uint8Array]): Promise<boolean[]> => [
  await verifyEd25519InScript(...signed),
  await nodeCrypto.verifyEd25519(...signed),
];

describe('a signature checked without the browser', () => {
  test('is accepted when Node accepts it, and refused once it is changed', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const signature = sign(null, MESSAGE, privateKey);
    expect(await both(key, MESSAGE, signature)).toEqual([true, true]);
    expect(await both(key, Buffer.from('zcash'), signature)).toEqual([false, false]);
    const malleable = Buffer.concat([
      signature.subarray(0, 32),
      bytesOf(numberOf(signature.subarray(32)) + L),
    ]);
    expect(await both(key, MESSAGE, malleable)).toEqual([false, false]);
  });

  test('by a key of small order is refused, in each encoding', async () => {
    for (const key of SMALL_ORDER) {
      for (const commitment of SMALL_ORDER) {
        const signature = Buffer.concat([commitment, Buffer.alloc(32)]);
        expect(await verifyEd25519InScript(key, MESSAGE, signature)).toBe(false);
      }
    }
  });

  test('that hides a point of small order is refused where Node refuses it', async () => {
    const refused = { key: 0, commitment: 0 };
    for (let number = 0; number < 32; number += 1) {
      const message = Buffer.from(`message ${number}`);
      const cases = {
        key: signMoved(TORSION, Point.ZERO, message),
        commitment: signMoved(Point.ZERO, TORSION, message),
      };
      for (const [what, [key, signature]] of Object.entries(cases)) {
        const [script, node] = await both(key, message, signature);
        expect(script).toBe(false);
        if (node === false) refused[what as keyof typeof refused] += 1;
      }
      const honest = signMoved(Point.ZERO, Point.ZERO, message);
      expect(await both(honest[0], message, honest[1])).toEqual([true, true]);
    }
    expect(refused.key).toBeGreaterThan(16);
    expect(refused.commitment).toBe(32);
  });
});
