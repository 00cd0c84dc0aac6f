/**
 * Blind signature arithmetic (RFC 9474) with BigInt: big-number libraries take a second on a cheap
 * phone, this some hundredths.
 */

/**
 * The blinded message and the inverse that unblinds it. @throws when the numbers are not coprime,
 * which never happens by chance.
 */
export function blindMessageNumber(
  encoded: bigint,
  modulus: bigint,
  exponent: bigint,
  random: bigint,
): { blinded: bigint; inverse: bigint } {
  // An encoded message without an inverse would reveal a factor of the modulus.
  invert(encoded, modulus);
  const inverse = invert(random, modulus);
  return { blinded: (encoded * power(random, exponent, modulus)) % modulus, inverse };
}

export function unblindSignatureNumber(signed: bigint, inverse: bigint, modulus: bigint): bigint {
  return (signed * inverse) % modulus;
}

/** The numbers of a private key (RFC 8017, with its primes). */
export type RsaPrivateNumbers = Readonly<
  Record<'n' | 'e' | 'p' | 'q' | 'dp' | 'dq' | 'qi', bigint>
>;

/**
 * Signs a blinded message (RFC 9474, BlindSign), itself randomly blinded against timing attacks.
 * @throws when it is out of range, and when the result is wrong, which would reveal the primes.
 */
export function signBlindedNumber(
  { n, e, p, q, dp, dq, qi }: RsaPrivateNumbers,
  blinded: bigint,
  random: bigint,
): bigint {
  if (blinded <= 0n || blinded >= n) throw new Error('out of range');
  const inverse = invert(random, n);
  const hidden = (blinded * power(random, e, n)) % n;
  const [first, second] = [power(hidden, dp, p), power(hidden, dq, q)];
  const root = second + (((first - (second % p) + p) * qi) % p) * q;
  const signature = (root * inverse) % n;
  if (power(signature, e, n) !== blinded) throw new Error('signing failure');
  return signature;
}

/** EMSA-PSS encoding (RFC 8017) with SHA-384, for a modulus of this many bits. */
export async function encodeMessage(
  message: Uint8Array<ArrayBuffer>,
  modulusBits: number,
  salt: Uint8Array,
): Promise<bigint> {
  const bits = modulusBits - 1;
  const length = Math.ceil(bits / 8);
  const hash = await sha384(
    new Uint8Array([...new Uint8Array(8), ...(await sha384(message)), ...salt]),
  );
  const filling = length - salt.length - hash.length - 2;
  const block = [...new Uint8Array(filling), 1, ...salt];
  const mask = await maskOf(hash, block.length);
  const masked = Uint8Array.from(block, (byte, at) => byte ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  return bytesToNumber(new Uint8Array([...masked, ...hash, 0xbc]));
}

/** MGF1 of RFC 8017. */
async function maskOf(seed: Uint8Array, length: number): Promise<Uint8Array> {
  const blocks = Array.from({ length: Math.ceil(length / seed.length) }, (_, nth) =>
    sha384(new Uint8Array([...seed, 0, 0, 0, nth])),
  );
  return new Uint8Array((await Promise.all(blocks)).flatMap((block) => [...block]));
}

async function sha384(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function invert(number: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, number % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next > 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  if (rest !== 1n) throw new Error('a factor in common');
  return factor < 0n ? factor + modulus : factor;
}

/** Parses a big-endian number. */
export function bytesToNumber(bytes: Uint8Array): bigint {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return BigInt(`0x0${hex.join('')}`);
}

/** A big-endian number of this many bytes. */
export function numberToBytes(number: bigint, length: number): Uint8Array<ArrayBuffer> {
  const hex = number.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
